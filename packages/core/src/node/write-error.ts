/** What an error of the file system means for who writes, and what to do. */
const meanings: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space and try again',
  EDQUOT: 'your share of the disk is used up; free some space and try again',
  EFBIG: 'it is larger than a file may be here; choose another disk',
  ENOENT: 'its folder is not there, or was removed meanwhile; make it or choose another path',
  ENOTDIR: 'there is a file where a folder should be; choose another path',
  EISDIR: 'there is a folder of that name; choose another path',
  EACCES: 'you may not write there; change its permissions or choose another path',
  EPERM: 'you may not write there; change its permissions or choose another path',
  EROFS: 'that disk can only be read; choose another path',
  EIO: 'the disk does not take it; check the disk',
};

/**
 * What failed while a file was written, as an error that names the file and says what to do; `code` and `syscall` are those of
 * the file system, which itself names no file once one is open. What is no error of the file system is given back as it is.
 */
export function writeError(path: string, cause: unknown): unknown {
  const { code, syscall } = (cause ?? {}) as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return cause;
  const meaning = meanings[code] ?? `the file system says ${code}`;
  return Object.assign(new Error(`${path} cannot be written: ${meaning}`, { cause }), { code, syscall, path });
}
