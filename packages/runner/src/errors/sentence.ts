import { types } from 'node:util';

const systemErrors: Record<string, string> = {
  ENOENT: 'is not there; check the path',
  ENOTDIR: 'has a file where a folder should be; choose another path',
  EISDIR: 'is a folder; a file was expected',
  EACCES: 'may not be read or written by you; change its permissions or choose another path',
  EPERM: 'may not be read or written by you; change its permissions or choose another path',
  EROFS: 'is on a disk that cannot be written; choose another path',
  EEXIST: 'is already there; choose another path or remove it',
  ENOSPC: 'could not be written: the disk is full; free some space and try again',
};

type SystemError = Error & { code?: string; path?: string };

/**
 * One sentence for a person: the first line of the error's message, and for an error of the file system the path and
 * what to do about it.
 */
export function sentence(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const { code, path } = error as SystemError;
  const advice = code === undefined ? undefined : systemErrors[code];
  // What names the file itself says more than its code.
  if (advice !== undefined && path !== undefined && error.message.startsWith(`${code}:`)) return `${path} ${advice}`;
  if (noMemory.test(error.message))
    return `there is not enough memory for this (${firstLine(error)}); less of it needs a smaller --batch, --classes, --size or --dimensions`;
  const first = firstLine(error);
  return first === '' ? error.name : first;
}

/** How the engine and the backends say that something cannot be allocated. */
const noMemory =
  /array buffer allocation failed|invalid (typed )?array length|bad_alloc|failed to allocate|out of memory|OOM when/i;

const firstLine = (error: Error): string => error.message.split('\n', 1)[0]!.trim();
