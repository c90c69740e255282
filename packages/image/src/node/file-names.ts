/** Names that systems leave in folders of pictures; nobody meant them. */
const system = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx', 'icon\r', '@eadir', '$recycle.bin']);

/** Among them some that are not read (heic, jxl, bmp ...): those are pictures that the user should hear of. */
const endings = new Set(
  'jpg jpeg jpe jfif png gif webp avif tif tiff pgm ppm heic heif hif jxl jp2 bmp ico svg dng cr2 cr3 nef arw raf orf'.split(
    ' ',
  ),
);

/** Whether a file or folder is hidden or the system's own. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || system.has(name.toLowerCase());
}

/** Whether a file is meant to be a picture, by its ending. */
export function isPictureName(path: string): boolean {
  const dot = path.lastIndexOf('.');
  return dot >= 0 && endings.has(path.slice(dot + 1).toLowerCase());
}
