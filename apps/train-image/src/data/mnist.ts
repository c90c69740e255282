import { join } from 'node:path';
import { pick, type Labelled } from '@siamese/core';
import type { Picture } from '@siamese/image';
import { fromIdx } from '@siamese/image/node';
import { count, findDataSet, UsageError } from '@siamese/runner';
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

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const garments = ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'boot'];

/**
 * MNIST or Fashion-MNIST: 60,000 pictures to train on, 10,000 to test, ten classes that are the same in both. With `unseen`
 * the last so many classes are left out of the training, and the test is of them alone.
 */
export async function mnist(name: keyof typeof sources, { holdOut, unseen }: DataOptions): Promise<DataSet> {
  const names = name === 'mnist' ? digits : garments;
  if (unseen === 1 || unseen > names.length - 2)
    throw new UsageError(
      `--unseen must be 0, or 2 to ${names.length - 2} of the ${names.length} classes of ${name}, got ${unseen}`,
    );
  const folder = findDataSet(name, [...files.train, ...files.test], sources[name]);
  const [whole, test] = await Promise.all(
    [files.train, files.test].map(([pictures, labels]) =>
      fromIdx(join(folder, pictures), join(folder, labels), { names }),
    ),
  );
  const split = whole!.items.length - (holdOut ? held : 0);
  const known = new Set(names.slice(0, names.length - unseen));
  const learned = (item: number): boolean => known.has(whole!.labels[item]!);
  return {
    name,
    train: itemsWhere(whole!, (item) => item < split && learned(item)),
    calibration: holdOut ? itemsWhere(whole!, (item) => item >= split && learned(item)) : undefined,
    test: unseen === 0 ? test! : itemsWhere(test!, (item) => !known.has(test!.labels[item]!)),
    closed: unseen === 0,
    size: 28,
    channels: 1,
    notes: [
      ...(unseen === 0
        ? []
        : [
            `${[...known].join(', ')} are trained on, ${names.slice(-unseen).join(', ')} tested on: ${count(unseen, 'class', 'classes')} never seen`,
          ]),
      holdOut
        ? 'the last 10,000 items of the training set are held out for the threshold'
        : 'the threshold is fixed, so nothing is held out: all 60,000 items are trained on',
    ],
  };
}

function itemsWhere(data: Labelled<Picture>, keeps: (item: number) => boolean): Labelled<Picture> {
  return pick(data, [...data.items.keys()].filter(keeps));
}
