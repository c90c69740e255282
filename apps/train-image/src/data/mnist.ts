import { join } from 'node:path';
import { pick } from '@siamese/core';
import { fromIdx } from '@siamese/image/node';
import { findDataSet } from '@siamese/runner';
import type { DataOptions, DataSet } from './data-set.ts';

const files = {
  train: ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'],
  test: ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'],
} as const;

const held = 10_000;

const sources = {
  mnist: 'http://yann.lecun.com/exdb/mnist',
  'fashion-mnist': 'https://github.com/zalandoresearch/fashion-mnist',
} as const;

const garments = ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'boot'];

/** MNIST or Fashion-MNIST: 60,000 pictures to train on, 10,000 to test, ten classes that are the same in both. */
export async function mnist(name: keyof typeof sources, { holdOut }: DataOptions): Promise<DataSet> {
  const folder = findDataSet(name, [...files.train, ...files.test], sources[name]);
  const names = name === 'mnist' ? {} : { names: garments };
  const [whole, test] = await Promise.all(
    [files.train, files.test].map(([pictures, labels]) => fromIdx(join(folder, pictures), join(folder, labels), names)),
  );
  const count = whole!.items.length;
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  return {
    name,
    train: holdOut ? pick(whole!, range(0, count - held)) : whole!,
    calibration: holdOut ? pick(whole!, range(count - held, count)) : undefined,
    test: test!,
    closed: true,
    size: 28,
    channels: 1,
    notes: holdOut
      ? ['the last 10,000 items of the training set are held out for the threshold']
      : ['the threshold is fixed, so nothing is held out: all 60,000 items are trained on'],
  };
}
