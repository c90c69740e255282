import type { Picture } from './content.ts';
import { dataUrlOf } from './picture.ts';

/**
 * The pictures' data URLs, as many as fit into `most` characters, spread evenly over the points; '' for the rest.
 * A file that takes a minute to open helps nobody.
 */
export function keepPictures(
  pictures: readonly (Picture | undefined)[],
  most = 3_400_000,
): { pictures: string[]; pictureless: number } {
  const urls = pictures.map(dataUrlOf);
  const share = Math.min(1, most / Math.max(1, urls.join('').length));
  let passed = 0;
  let spent = 0;
  let pictureless = 0;
  const kept = urls.map((url) => {
    passed += url.length;
    if (spent + url.length <= passed * share) {
      spent += url.length;
      return url;
    }
    pictureless++;
    return '';
  });
  return { pictures: kept, pictureless };
}
