import { gradientOf, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { infoNce, type MatchLoss, megaBatchMargin, nPairs, siglip } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

const dot = (x: readonly number[], y: readonly number[]) => x.reduce((so, value, k) => so + value * y[k]!, 0);
const unit = (x: readonly number[]) => x.map((value) => value / (Math.sqrt(dot(x, x)) || 1));
const matrix = (n: number, shift: number) =>
  Array.from({ length: n }, (_, i) => [0, 1, 2].map((k) => Math.sin(5 * i + 3 * k + shift)));

const a = matrix(4, 0);
const b = matrix(4, 2);
const hard = matrix(2, 4);
const labels = ['x', 'y', 'x', 'z'];

/** What row i may be compared with: its match, rows of other labels, and the hard negatives. */
const candidates = (i: number, names: readonly string[] | undefined, more: number) =>
  Array.from({ length: 4 + more }, (_, j) => j).filter((j) => j === i || names === undefined || names[j] !== names[i]);

const softmaxLoss = (row: (j: number) => number, i: number, among: readonly number[]) =>
  Math.log(among.reduce((so, j) => so + Math.exp(row(j)), 0)) - row(i);

type Told = { labels?: readonly string[]; negatives?: readonly number[][] };

const of = (loss: MatchLoss, { labels: names, negatives }: Told = {}) =>
  valuesOf(() =>
    loss(tf.tensor2d(a), tf.tensor2d(b), {
      ...(names && { labels: names }),
      ...(negatives && { negatives: tf.tensor2d(negatives.map((row) => [...row])) }),
    }),
  );

const cases: Told[] = [{}, { labels }, { negatives: hard }, { labels, negatives: hard }];

test.each(cases)('InfoNCE, one way and symmetric, is its loops (case %#)', async (told) => {
  const below = [...b, ...(told.negatives ?? [])];
  const s = (x: readonly number[], y: readonly number[]) => dot(unit(x), unit(y)) / 0.2;
  const one = await of(infoNce({ temperature: 0.2 }), told);
  const both = await of(infoNce({ temperature: 0.2, symmetric: true }), told);
  for (let i = 0; i < 4; i++) {
    const there = softmaxLoss((j) => s(a[i]!, below[j]!), i, candidates(i, told.labels, told.negatives?.length ?? 0));
    const back = softmaxLoss((j) => s(a[j]!, b[i]!), i, candidates(i, told.labels, 0));
    expect(one[i]).toBeCloseTo(there, 5);
    expect(both[i]).toBeCloseTo((there + back) / 2, 5);
  }
});

test.each(cases)('N-pairs is its loops, with products as they are (case %#)', async (told) => {
  const below = [...b, ...(told.negatives ?? [])];
  const got = await of(nPairs({ l2: 0.1 }), told);
  for (let i = 0; i < 4; i++) {
    const among = candidates(i, told.labels, told.negatives?.length ?? 0);
    const lengths = dot(a[i]!, a[i]!) + dot(b[i]!, b[i]!);
    expect(got[i]).toBeCloseTo(softmaxLoss((j) => dot(a[i]!, below[j]!), i, among) + 0.05 * lengths, 5);
  }
});

test.each(cases)('SigLIP is its loops (case %#)', async (told) => {
  const below = [...b, ...(told.negatives ?? [])];
  const loss = siglip({ scale: 5, bias: -2 });
  const got = await of(loss, told);
  for (let i = 0; i < 4; i++) {
    const logit = (j: number) => 5 * dot(unit(a[i]!), unit(below[j]!)) - 2;
    const among = candidates(i, told.labels, told.negatives?.length ?? 0);
    const wanted = among.reduce((so, j) => so + Math.log1p(Math.exp(j === i ? -logit(j) : logit(j))), 0);
    expect(got[i]).toBeCloseTo(wanted, 4);
  }
  tf.dispose([...loss.variables!]);
});

test.each(cases)('the mega-batch margin is its loops (case %#)', async (told) => {
  const below = [...b, ...(told.negatives ?? [])];
  const got = await of(megaBatchMargin({ positive: 0.9, negative: -0.2 }), told);
  for (let i = 0; i < 4; i++) {
    const cos = (j: number) => dot(unit(a[i]!), unit(below[j]!));
    const rivals = candidates(i, told.labels, told.negatives?.length ?? 0).filter((j) => j !== i);
    const hardest = Math.max(-1, ...rivals.map(cos));
    expect(got[i]).toBeCloseTo(Math.max(0, 0.9 - cos(i)) + Math.max(0, hardest + 0.2), 5);
  }
});

test('the mega-batch margin of a row alone, or whose others are all of its class, is its own part', async () => {
  const alone = await valuesOf(() => megaBatchMargin()(tf.tensor2d([[1, 0]]), tf.tensor2d([[0, 1]])));
  expect(alone[0]).toBeCloseTo(0.8, 6);
  const own = a.map((row, i) => Math.max(0, 0.8 - dot(unit(row), unit(b[i]!))));
  for (const [i, value] of (await of(megaBatchMargin(), { labels: ['x', 'x', 'x', 'x'] })).entries()) {
    expect(value).toBeCloseTo(own[i]!, 5);
  }
  const zero = await gradientOf((x) => megaBatchMargin()(x as tf.Tensor2D, tf.tensor2d(b)), Array(12).fill(0), [4, 3]);
  expect(zero.map(Math.abs)).toEqual(Array(12).fill(0));
});

test('alone, or among its own class, a row has nothing to be told from', async () => {
  for (const loss of [infoNce(), infoNce({ symmetric: true }), nPairs()]) {
    const alone = await valuesOf(() => loss(tf.tensor2d([[1, 2]]), tf.tensor2d([[0.5, 1]])));
    expect(Math.abs(alone[0]!)).toBeLessThan(1e-5);
    for (const value of await of(loss, { labels: ['x', 'x', 'x', 'x'] })) expect(Math.abs(value)).toBeLessThan(1e-5);
  }
});

test('a learned temperature starts where it is told, and from beyond its bound it finds back', async () => {
  const loss = infoNce({ temperature: 0.2, learned: true });
  const [variable] = loss.variables!;
  expect((await variable!.data())[0]).toBeCloseTo(Math.log(5), 6);
  const [fixed, learned] = [await of(infoNce({ temperature: 0.2 })), await of(loss)];
  for (const [i, one] of learned.entries()) expect(one).toBeCloseTo(fixed[i]!, 5);
  tf.tidy(() => variable!.assign(tf.scalar(Math.log(1000))));
  const bound = await of(infoNce({ temperature: 0.01 }));
  for (const [i, one] of (await of(loss)).entries()) expect(one).toBeCloseTo(bound[i]!, 3);
  const { value, grads } = tf.tidy(() =>
    tf.variableGrads(() => tf.sum(loss(tf.tensor2d(a), tf.tensor2d(b.toReversed()))) as tf.Scalar, [variable!]),
  );
  expect((await grads[variable!.name]!.data())[0]).toBeGreaterThan(0);
  tf.dispose([value, grads, variable!]);
});

test('SigLIP is exact where a match is sure and its scale as large as it gets', async () => {
  const loss = siglip({ scale: 1000, bias: 0 });
  const rows = [
    [1, 0],
    [0, 1],
  ];
  const values = await valuesOf(() => loss(tf.tensor2d(rows), tf.tensor2d(rows)));
  for (const value of values) expect(value).toBeCloseTo(Math.LN2, 6);
  const f = (x: tf.Tensor) => loss(x as tf.Tensor2D, tf.tensor2d(rows));
  expect((await gradientOf(f, [0, 1, 1, 0], [2, 2])).every(Number.isFinite)).toBe(true);
  tf.dispose([...loss.variables!]);
});

test('what makes no sense is refused at once', () => {
  expect(() => infoNce({ temperature: 0 })).toThrow(new RangeError('infoNce: temperature must be above 0, got 0'));
  expect(() => infoNce({ temperature: 0.005, learned: true })).toThrow(
    new RangeError('infoNce: temperature must be 0.01 or more where it is learned, got 0.005'),
  );
  expect(() => nPairs({ l2: -1 })).toThrow(new RangeError('nPairs: l2 must be 0 or more, got -1'));
  expect(() => megaBatchMargin({ positive: 2 })).toThrow(RangeError);
  expect(() => megaBatchMargin({ negative: Number.NaN })).toThrow(RangeError);
  expect(() => siglip({ scale: 0 })).toThrow(RangeError);
  expect(() => siglip({ scale: 2000 })).toThrow(new RangeError('siglip: scale must be at most 1000, got 2000'));
  expect(() => siglip({ bias: Number.NaN })).toThrow(RangeError);
  tf.tidy(() => {
    const x: tf.Tensor2D = tf.ones([2, 3]);
    expect(() => infoNce()(x, x, { labels: ['a'] })).toThrow(
      new TypeError('infoNce: argument labels must have one entry for each row of the tensor [2, 3], got 1'),
    );
    expect(() => infoNce()(x, tf.ones([3, 3]))).toThrow(TypeError);
    expect(() => nPairs()(x, x, { negatives: tf.ones([1, 2]) })).toThrow(
      'argument negatives must have the shape [m, 3], got [1, 2]',
    );
    expect(() => infoNce()(tf.zeros([0, 3]), tf.zeros([0, 3]))).toThrow(RangeError);
  });
});
