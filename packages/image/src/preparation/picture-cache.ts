import type { Picture } from '../picture.ts';

/** Pictures by path, of which the least recently used are forgotten. */
export type PictureCache = {
  get(path: string): Picture | undefined;
  set(path: string, picture: Picture): void;
};

/** A cache that holds at most `limit` bytes of pixels; a limit of 0 holds none. */
export function pictureCache(limit: number): PictureCache {
  const pictures = new Map<string, Picture>();
  let bytes = 0;
  const forget = (path: string, picture: Picture) => {
    pictures.delete(path);
    bytes -= picture.data.length;
  };
  return {
    get(path) {
      const picture = pictures.get(path);
      if (picture === undefined) return undefined;
      // A map iterates in the order of insertion: the first is the one that was not asked for the longest.
      pictures.delete(path);
      pictures.set(path, picture);
      return picture;
    },
    set(path, picture) {
      const old = pictures.get(path);
      if (old !== undefined) forget(path, old);
      pictures.set(path, picture);
      bytes += picture.data.length;
      for (const [oldest, kept] of pictures) {
        if (bytes <= limit) break;
        forget(oldest, kept);
      }
    },
  };
}
