import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../random.ts';
import { createSiamese } from '../comparator.ts';
import { fit } from '../training/index.ts';
import { tinyPictureEncoder, tinyPictures } from '../tiny-encoders.testing.ts';
import { recommend, type RecommendedTask } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

const figures = { classes: 100, perClass: 20, batch: 64 };

test('what is recommended, and why', () => {
  const code = (task: Exclude<RecommendedTask, 'probability'>, o = {}) => recommend({ task, ...figures, ...o }).code;
  expect(code('verify')).toBe('loss: supervisedContrastive(), batches: groups({ classes: 16, perClass: 4 })');
  expect(code('search')).toBe('loss: multiSimilarity(), batches: groups({ classes: 16, perClass: 4 })');
  expect(code('verify', { perClass: 2 })).toBe(
    'loss: supervisedContrastive(), batches: groups({ classes: 32, perClass: 2 })',
  );
  expect(code('identify', { classes: 10, batch: 120 })).toBe(
    'loss: supervisedContrastive(), batches: groups({ classes: 10, perClass: 12 })',
  );
  expect(code('verify', { batch: 20 })).toBe(
    "loss: triplet({ margin: 'soft' }), miner: semiHard(), batches: groups({ classes: 5, perClass: 4 })",
  );
  expect(code('verify', { batch: 6 })).toBe("loss: triplet({ margin: 'soft' }), batches: triplets({ size: 2 })");
  expect(code('verify', { batch: 4 })).toBe('loss: contrastive(), batches: pairs({ size: 2 })');
  expect(code('cluster', { classes: 2 })).toBe('loss: contrastive(), batches: pairs({ size: 32 })');
  expect(recommend({ task: 'verify', ...figures }).why).toBe(
    'every item is told from 60 negatives at once, with no margin to choose, and one threshold then serves all classes',
  );
});

test('no batch is larger than asked, or has more classes or items than there are', () => {
  const random = createRandom(1);
  for (let round = 0; round < 300; round++) {
    const data = { classes: 2 + random.int(300), perClass: 2 + random.int(30), batch: 4 + random.int(300) };
    const { batches, code, why } = recommend({ task: 'identify', ...data });
    const labels = Array.from({ length: data.classes * data.perClass }, (_, i) => `${i % data.classes}`);
    const stream = batches.over(labels, { seed: 1 });
    expect(stream.notes.filter((note) => !note.startsWith('pairs:'))).toEqual([]);
    const batch = stream.at(0);
    const size = { groups: 'items', triplets: 'anchor', pairs: 'a', matches: 'a' }[batch.kind] as keyof typeof batch;
    const times = { groups: 1, triplets: 3, pairs: 2, matches: 2 }[batch.kind];
    expect((batch[size] as unknown as unknown[]).length * times).toBeLessThanOrEqual(data.batch);
    expect(code).toContain(batch.kind);
    expect(why).not.toContain('\n');
  }
});

test('runs as it is', async () => {
  const data = { classes: 6, perClass: 10 };
  const pictures = tinyPictures();
  for (const task of ['verify', 'search'] as const) {
    for (const batch of [5, 6, 16, 40]) {
      const encoder = tinyPictureEncoder();
      const { steps } = await fit(encoder, pictures, { ...recommend({ task, ...data, batch }), steps: 2, seed: 1 });
      expect(steps).toBe(2);
      encoder.model.dispose();
    }
  }
  const encoder = tinyPictureEncoder();
  const recommended = recommend({ task: 'probability', ...data, batch: 16 });
  const siamese = createSiamese({ encoder, head: recommended.head, seed: 1 });
  expect((await fit(siamese, pictures, { ...recommended, steps: 2, seed: 1 })).steps).toBe(2);
  for (const model of [encoder.model, siamese.head.model]) model.dispose();
});

test('refuses what has no answer, and says what to do', () => {
  const of = (o: object) => () => recommend({ task: 'verify', ...figures, ...o });
  expect(of({ perClass: 1 })).toThrow(
    'train on two views of each item, with infoNce({ symmetric: true }) and views({ size })',
  );
  expect(of({ classes: 1 })).toThrow('recommend: classes must be at least 2');
  expect(of({ batch: 3 })).toThrow('recommend: batch must be at least 4 items, got 3');
  expect(of({ batch: 0.5 })).toThrow('recommend: batch must be a positive integer, got 0.5');
  expect(of({ task: 'win' })).toThrow(RangeError);
});
