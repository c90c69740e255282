import { decodePicture, type ImageItem } from '@siamese/image';
import { fromFolder, loadImageModel } from '@siamese/image/node';
import type { Modality } from '@siamese/runner';
import { pictureOf } from '@siamese/runner/report';
import { rawPixels } from './evaluate/raw-pixels.ts';
import { thumbnail } from './png.ts';
import { readable } from './readable.ts';

/** What the verbs have to know of pictures. */
export const pictures: Modality<ImageItem> = {
  one: 'picture',
  many: 'pictures',
  starts: 'npm start --',
  load: loadImageModel,
  fromFolder,
  read: decodePicture,
  readable,
  baseline: rawPixels,
  baselineName: 'raw pixels',
  pathOf: (item) => (typeof item === 'string' ? item : 'name' in item ? item.name : undefined),
  show: async (item) => pictureOf(await thumbnail(item), 'image/webp'),
};
