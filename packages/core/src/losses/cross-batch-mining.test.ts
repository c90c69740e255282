import { expectGradient, onEachBackend, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { angularTriplets, balanced, batchAll, batchHard, everyPair, randomHard, semiHard } from '../mining/index.ts';
import {
  type BatchLoss,
  contrastive,
  crossBatchMemory,
  infoNce,
  margin,
  marginOfTriplets,
  type MatchLoss,
  megaBatchMargin,
  mean,
  nPairs,
  siglip,
  triplet,
} from './index.ts';

const rows = (n: number, shift: number) =>
  Array.from({ length: n }, (_, i) => [0, 1, 2].map((k) => Math.sin(5 * i + 3 * k + shift)));
const [now, before] = [rows(4, 0), rows(4, 2)];
const names = { now: ['x', 'y', 'x', 'z'], before: ['y', 'x', 'w', 'y'] };
const apart = (x: readonly number[], y: readonly number[]) => Math.hypot(...x.map((value, k) => value - y[k]!));
const size = { size: 4, dimensions: 3 };
const forget = (loss: { memory?: readonly tf.Variable[]; variables?: readonly tf.Variable[] }) =>
  tf.dispose([...(loss.memory ?? []), ...(loss.variables ?? [])]);

/** The mean of a loss that has seen the batch before. */
async function after(loss: BatchLoss): Promise<number> {
  tf.tidy(() => void loss(tf.tensor2d(before), names.before));
  const [value] = await valuesOf(() => mean(loss(tf.tensor2d(now), names.now)));
  return value!;
}

/** All triplets of an anchor of the batch among batch and memory, by loops: `[d(a, p), d(a, n), anchor]`. */
function everyTriplet(): [number, number, number][] {
  const all = [...now, ...before];
  const labels = [...names.now, ...names.before];
  return now.flatMap((anchor, i) =>
    all.flatMap((positive, j) =>
      all.flatMap((negative, k): [number, number, number][] =>
        j !== i && labels[j] === labels[i] && labels[k] !== labels[i]
          ? [[apart(anchor, positive), apart(anchor, negative), i]]
          : [],
      ),
    ),
  );
}
const meanOf = (values: readonly number[]) => values.reduce((so, value) => so + value, 0) / values.length;

onEachBackend({ onnx: () => import('@siamese/onnx') }, (backend) => {
  test('triplets of a batch and the memory, as a miner finds them', async () => {
    const all = crossBatchMemory(triplet(), { ...size, miner: batchAll() });
    expect(await after(all)).toBeCloseTo(meanOf(everyTriplet().map(([p, n]) => Math.max(0, 1 + p - n))), 5);
    const hard = crossBatchMemory(triplet(), { ...size, miner: batchHard() });
    const hardest = [0, 1, 2, 3].flatMap((i) => {
      const own = everyTriplet().filter(([, , anchor]) => anchor === i);
      const [far, near] = [Math.max(...own.map(([p]) => p)), Math.min(...own.map(([, n]) => n))];
      return own.length === 0 ? [] : [Math.max(0, 1 + far - near)];
    });
    expect(hardest).toHaveLength(3); // there is no other z
    expect(await after(hard)).toBeCloseTo(meanOf(hardest), 5);
    [all, hard].forEach(forget);
  });

  test('pairs of a batch and the memory, as a miner weighs them', async () => {
    const loss = crossBatchMemory(contrastive({ margin: 2 }), { ...size, miner: balanced(everyPair()) });
    const labels = [...names.now, ...names.before];
    const [same, different]: [number[], number[]] = [[], []];
    for (const [i, x] of now.entries()) {
      for (const [j, y] of [...now, ...before].entries()) {
        if (labels[i] === labels[j] && i !== j) same.push(apart(x, y) ** 2 / 2);
        if (labels[i] !== labels[j]) different.push(Math.max(0, 2 - apart(x, y)) ** 2 / 2);
      }
    }
    expect(await after(loss)).toBeCloseTo((meanOf(same) + meanOf(different)) / 2, 5);
    forget(loss);
  });

  test('a beta for each class is that of the anchor', async () => {
    const classes = ['w', 'x', 'y', 'z'];
    const betas = [0.5, 1, 1.5, 2];
    const loss = crossBatchMemory(marginOfTriplets({ classes }), { ...size, miner: batchAll() });
    tf.tidy(() => loss.variables![0]!.assign(tf.tensor1d(betas)));
    const wanted = everyTriplet().map(([p, n, i]) => {
      const beta = betas[classes.indexOf(names.now[i]!)]!;
      return Math.max(0, 0.2 + p - beta) + Math.max(0, 0.2 + beta - n);
    });
    expect(await after(loss)).toBeCloseTo(meanOf(wanted), 5);
    forget(loss);
    const pairs = crossBatchMemory(margin({ classes }), { ...size, miner: everyPair() });
    expect(await after(pairs)).toBeGreaterThan(0);
    forget(pairs);
  });

  test('the gradient is that of central differences, the memory being a constant', async () => {
    for (const make of [
      () => crossBatchMemory(triplet({ margin: 'soft' }), { ...size, miner: semiHard() }),
      () => crossBatchMemory(contrastive({ margin: 3 }), { ...size, miner: everyPair() }),
    ]) {
      const f = (x: tf.Tensor) => {
        const loss = make();
        loss(tf.tensor2d(before), names.before);
        const values = loss(x as tf.Tensor2D, names.now);
        forget(loss);
        return values;
      };
      await expectGradient(f, now.flat(), [4, 3], { h: 3e-3, tolerance: 1e-2 });
    }
  });

  test.each([
    ['infoNce', () => infoNce({ temperature: 0.3 })],
    ['megaBatchMargin', () => megaBatchMargin({ negative: -0.5 })],
    ['nPairs', () => nPairs()],
    ['siglip', () => siglip({ scale: 5, bias: -2 })],
  ] as [string, () => MatchLoss][])(
    '%s: earlier rows of b are negatives, but none of their own class',
    async (_, make) => {
      const [a, b] = [rows(4, 4), rows(4, 6)];
      const plain = make();
      const read = (loss: MatchLoss, o: Parameters<MatchLoss>[2]) =>
        valuesOf(() => loss(tf.tensor2d(a), tf.tensor2d(b), o));
      const close = (got: readonly number[], wanted: readonly number[]) => {
        for (const [i, value] of got.entries()) expect(value).toBeCloseTo(wanted[i]!, 4);
      };
      const bare = crossBatchMemory(make(), size);
      close(await valuesOf(() => bare(tf.tensor2d(now), tf.tensor2d(before))), await valuesOf(() => plain(tf.tensor2d(now), tf.tensor2d(before)))); // prettier-ignore
      const memory = () => ({ negatives: tf.tensor2d(before) });
      close(await read(bare, {}), await valuesOf(() => plain(tf.tensor2d(a), tf.tensor2d(b), memory())));
      const named = crossBatchMemory(make(), size);
      tf.tidy(() => void named(tf.tensor2d(now), tf.tensor2d(before), { labels: names.before }));
      const got = await read(named, { labels: names.now });
      for (const [i, label] of names.now.entries()) {
        // Row by row, with those of the memory alone that are of another class.
        const kept = before.filter((__, j) => names.before[j] !== label);
        const wanted = await valuesOf(() =>
          plain(tf.tensor2d(a), tf.tensor2d(b), { labels: names.now, negatives: tf.tensor2d(kept) }),
        );
        expect(got[i]).toBeCloseTo(wanted[i]!, 4);
      }
      [plain, bare, named].forEach(forget);
    },
  );

  if (backend !== 'cpu') return;

  test('hard negatives stay beside the memory, with or without a class', async () => {
    const hard = rows(2, 9);
    const loss = crossBatchMemory(infoNce({ temperature: 1 }), size);
    const feed = (o: Parameters<MatchLoss>[2]) =>
      valuesOf(() => loss(tf.tensor2d(now), tf.tensor2d(before), { ...o, negatives: tf.tensor2d(hard) }));
    await feed({ labels: names.now });
    const [without] = await feed({ labels: ['x', 'a', 'b', 'c'] });
    await feed({ labels: names.now });
    const [told] = await feed({ labels: ['x', 'a', 'b', 'c'], negativeLabels: ['x', undefined] });
    expect(told).toBeLessThan(without!);
    forget(loss);
  });

  test('what is remembered, and what a miner draws, go on after a restart', async () => {
    const make = () => crossBatchMemory(triplet(), { ...size, miner: randomHard(), seed: 3 });
    const [first, second] = [make(), make()];
    await after(first);
    second.memory![0]!.assign(first.memory![0]!);
    second.state!.restore(JSON.parse(JSON.stringify(first.state!.save())) as never);
    const more = (loss: BatchLoss) => valuesOf(() => loss(tf.tensor2d(rows(4, 8)), names.now));
    const [one, two] = [await more(first), await more(second)];
    expect(two).toEqual(one);
    expect(await more(first)).not.toEqual(one);
    [first, second].forEach(forget);
  });

  test('what does not fit is refused when it is made, or at the batch', async () => {
    // @ts-expect-error a loss on triplets needs a miner
    expect(() => crossBatchMemory(triplet(), size)).toThrow(
      new TypeError("crossBatchMemory: a loss of kind 'triplet' takes a miner of triplets and no swap, got none"),
    );
    // @ts-expect-error a miner of pairs finds no triplets
    expect(() => crossBatchMemory(triplet(), { ...size, miner: everyPair() })).toThrow(TypeError);
    expect(() => crossBatchMemory(triplet({ swap: true }), { ...size, miner: batchHard() })).toThrow(/no swap/);
    expect(() => crossBatchMemory(triplet(), { ...size, miner: batchHard(), seed: 0.5 })).toThrow(RangeError);
    const square = crossBatchMemory(triplet(), { ...size, miner: angularTriplets() });
    await expect(after(square)).rejects.toThrow('angularTriplets: argument distances must have the shape [8, 8]');
    const plain = infoNce();
    tf.tidy(() => {
      const x = tf.tensor2d(now);
      expect(() => plain(x, x, { negatives: x, negativeLabels: ['x'] })).toThrow(
        'infoNce: argument negativeLabels must have one entry for each of 4 negatives, got 1',
      );
    });
    forget(square);
  });
});
