/** A test of whether a file's name ends in one of these, words between spaces, in capitals or not. */
export function hasEnding(endings: string): (path: string) => boolean {
  const known = new Set(endings.split(' '));
  return (path) => {
    const dot = path.lastIndexOf('.');
    return dot >= 0 && known.has(path.slice(dot + 1).toLowerCase());
  };
}
