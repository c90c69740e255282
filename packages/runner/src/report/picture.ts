import type { Picture } from './content.ts';

/**
 * A picture for a report from the bytes of an image file. The report decodes nothing: the browser does.
 *
 * @param bytes a whole PNG, WebP or JPEG file, small (28 to 64 pixels wide)
 * @param type its media type
 */
export function pictureOf(
  bytes: ArrayBufferView,
  type: 'image/png' | 'image/webp' | 'image/jpeg' = 'image/png',
): Picture {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { dataUrl: `data:${type};base64,${base64}` };
}

/** The data URL, or '' where there is no picture or it would be fetched from somewhere. */
export function dataUrlOf(picture: Picture | undefined): string {
  return picture && /^data:image\/[\w.+-]+[;,]/.test(picture.dataUrl) ? picture.dataUrl : '';
}
