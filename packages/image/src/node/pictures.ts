import { hasEnding, type ItemWords } from '@siamese/core/node';

/** Endings of pictures; among them some that are not read (heic, jxl, bmp ...): those are pictures that the user should hear of. */
const endings =
  'jpg jpeg jpe jfif png gif webp avif tif tiff pgm ppm heic heif hif jxl jp2 bmp ico svg dng cr2 cr3 nef arw raf orf';

/** Pictures, as the readers of folders and tables speak of them. */
export const pictures: ItemWords = {
  one: 'picture',
  many: 'pictures',
  class: 'class',
  file: '<picture>.jpg',
  isItem: hasEnding(endings),
};
