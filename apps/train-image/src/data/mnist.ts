import { join } from 'node:path';
import { pick, type Labelled } from '@siamese/core';
import type { Picture } from '@siamese/image';
import { findDataSet } from '@siamese/runner';
import type { DataOptions, DataSet } from './data-set.ts';
import { readIdx } from './idx.ts';

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
export function mnist(name: keyof typeof sources, { holdOut }: DataOptions): DataSet {
  const folder = findDataSet(name, [...files.train, ...files.test], sources[name]);
  const whole = read(folder, files.train, name);
  const count = whole.items.length;
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  return {
    name,
    train: holdOut ? pick(whole, range(0, count - held)) : whole,
    calibration: holdOut ? pick(whole, range(count - held, count)) : undefined,
    test: read(folder, files.test, name),
    closed: true,
    size: 28,
    channels: 1,
    notes: holdOut
      ? ['the last 10,000 items of the training set are held out for the threshold']
      : ['the threshold is fixed, so nothing is held out: all 60,000 items are trained on'],
  };
}

function read(folder: string, [pictures, labels]: readonly [string, string], name: string): Labelled<Picture> {
  const path = join(folder, pictures);
  const { shape, data } = readIdx(path);
  const digits = readIdx(join(folder, labels));
  const [count, height, width] = shape;
  if (shape.length !== 3 || count !== digits.data.length)
    throw new SyntaxError(
      `${path}: ${shape.join(' x ')} bytes do not go with ${digits.data.length} labels; fetch both files again`,
    );
  return {
    items: Array.from({ length: count! }, (_, i) => ({
      width: width!,
      height: height!,
      channels: 1,
      data: data.subarray(i * width! * height!, (i + 1) * width! * height!),
    })),
    labels: Array.from(digits.data, (digit) => (name === 'mnist' ? String(digit) : garments[digit]!)),
  };
}
