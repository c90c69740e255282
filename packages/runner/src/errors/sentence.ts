const systemErrors: Record<string, string> = {
  ENOENT: 'is not there; check the path',
  ENOTDIR: 'has a file where a folder should be; choose another path',
  EISDIR: 'is a folder; a file was expected',
  EACCES: 'may not be read or written by you; change its permissions or choose another path',
  EPERM: 'may not be read or written by you; change its permissions or choose another path',
  EROFS: 'is on a disk that cannot be written; choose another path',
  EEXIST: 'is already there; choose another path or remove it',
  ENOSPC: 'could not be written: the disk is full',
};

type SystemError = Error & { code?: string; path?: string };

/**
 * One sentence for a person: the first line of the error's message, and for an error of the file system the path and
 * what to do about it.
 */
export function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as SystemError;
  const advice = code === undefined ? undefined : systemErrors[code];
  if (advice !== undefined && path !== undefined) return `${path} ${advice}`;
  const first = error.message.split('\n', 1)[0]!.trim();
  return first === '' ? error.name : first;
}
