import {
  classify,
  createRandom,
  embed,
  pick,
  shuffled,
  type Embeddings,
  type Encoder,
  type Labelled,
} from '@siamese/core';
import type { ImageItem, Picture } from '@siamese/image';
import { byClass } from '../by-class.ts';
import type { Rate } from './measured.ts';
import { wilson } from './one-shot.ts';

const k = 5;
const perClass = 250;

/** How often the vote of the 5 nearest of 250 training pictures of each class is right. */
export async function neighbours(
  encoder: Encoder<ImageItem>,
  train: Labelled<Picture>,
  test: { embeddings: Embeddings; labels: readonly string[] },
  seed: number,
): Promise<Rate> {
  const random = createRandom(seed, 'neighbours');
  const base = pick(
    train,
    byClass(train.labels).flatMap(({ items }) => shuffled(items, random).slice(0, perClass)),
  );
  const answers = await classify(test.embeddings, await embed(encoder, base.items), base.labels, {
    distance: encoder.distance,
    k,
  });
  const right = answers.filter((answer, i) => answer.label === test.labels[i]).length;
  return { value: right / answers.length, ...wilson(right, answers.length), n: answers.length };
}
