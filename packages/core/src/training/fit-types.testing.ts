import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import { groups, inOrder, matches, pairs, triplets, views } from '../generators/index.ts';
import type { Labelled } from '../labels.ts';
import {
  binaryCrossEntropy,
  contrastive,
  cosent,
  infoNce,
  supervisedContrastive,
  triplet,
  vicReg,
} from '../losses/index.ts';
import { everyPair, semiHard } from '../mining/index.ts';
import { fit } from './index.ts';

/** Checked by the compiler and never called: each line either compiles or is expected not to. */
export function combinations(
  encoder: Encoder<string>,
  data: Labelled<string>,
  siamese: Comparator<string>,
  two: Comparator<string, number>,
): void {
  const run = { seed: 1, epochs: 1 };
  const byGroup = groups({ classes: 4, perClass: 2 });
  void fit(encoder, data, { ...run, loss: contrastive(), batches: pairs({ size: 4 }) });
  void fit(encoder, data, { ...run, loss: triplet(), batches: triplets({ size: 4 }) });
  void fit(encoder, data, { ...run, loss: triplet(), miner: semiHard(), batches: byGroup });
  void fit(encoder, data, { ...run, loss: contrastive(), miner: everyPair(), batches: byGroup });
  void fit(encoder, data, { ...run, loss: supervisedContrastive(), batches: byGroup });
  void fit(siamese, data, { ...run, loss: binaryCrossEntropy(), batches: pairs({ size: 4 }) });
  const rows = { a: ['x'], b: [1], same: [true] };
  void fit(two, rows, { ...run, loss: binaryCrossEntropy(), batches: inOrder({ size: 4 }) });
  const alike = { a: ['x'], b: ['y'], same: [true] };
  void fit(encoder, alike, { ...run, loss: contrastive(), batches: inOrder({ size: 4 }) });

  void fit(encoder, data, { ...run, loss: infoNce(), batches: matches({ size: 4 }) });
  void fit(encoder, data, { ...run, loss: vicReg(), batches: views({ size: 4 }) });
  const matched = { a: ['x'], b: ['y'] };
  const mixed = { a: ['x'], b: [1] };
  void fit(encoder, matched, { ...run, loss: infoNce(), batches: inOrder({ size: 4 }) });
  void fit(two, mixed, { ...run, loss: infoNce(), batches: inOrder({ size: 4 }) });
  const graded = { a: ['x'], b: ['y'], score: [0.5] };
  void fit(encoder, graded, { ...run, loss: cosent(), batches: inOrder({ size: 4 }) });
  void fit(two, { ...mixed, score: [0.5] }, { ...run, loss: cosent(), batches: inOrder({ size: 4 }) });

  // @ts-expect-error a loss on matched rows needs them in twos
  void fit(encoder, data, { ...run, loss: infoNce(), batches: byGroup });
  // @ts-expect-error a loss on scores needs pairs that have them
  void fit(encoder, matched, { ...run, loss: cosent(), batches: inOrder({ size: 4 }) });
  // @ts-expect-error rows that may be different are not all matched
  void fit(encoder, alike, { ...run, loss: infoNce(), batches: inOrder({ size: 4 }) });
  // @ts-expect-error a pair loss needs pairs
  void fit(encoder, data, { ...run, loss: contrastive(), batches: byGroup });
  // @ts-expect-error groups alone make no triplets: a miner is missing
  void fit(encoder, data, { ...run, loss: triplet(), batches: byGroup });
  // @ts-expect-error triplets are mined from groups, not from triplets
  void fit(encoder, data, { ...run, loss: triplet(), miner: semiHard(), batches: triplets({ size: 4 }) });
  // @ts-expect-error a triplet loss needs a miner of triplets
  void fit(encoder, data, { ...run, loss: triplet(), miner: everyPair(), batches: byGroup });
  // @ts-expect-error a pair loss needs a miner of pairs
  void fit(encoder, data, { ...run, loss: contrastive(), miner: semiHard(), batches: byGroup });
  // @ts-expect-error a batch loss mines nothing
  void fit(encoder, data, { ...run, loss: supervisedContrastive(), miner: semiHard(), batches: byGroup });
  // @ts-expect-error logits come from a head, which an encoder lacks
  void fit(encoder, data, { ...run, loss: binaryCrossEntropy(), batches: pairs({ size: 4 }) });
  // @ts-expect-error a comparator is trained on its logits
  void fit(siamese, data, { ...run, loss: contrastive(), batches: pairs({ size: 4 }) });
  // @ts-expect-error two different encoders need data that comes as pairs
  void fit(two, data, { ...run, loss: binaryCrossEntropy(), batches: pairs({ size: 4 }) });
  // @ts-expect-error the items of side b are numbers
  void fit(two, alike, { ...run, loss: binaryCrossEntropy(), batches: inOrder({ size: 4 }) });
  // @ts-expect-error a length is missing
  void fit(encoder, data, { seed: 1, loss: contrastive(), batches: pairs({ size: 4 }) });
  // @ts-expect-error a seed is missing
  void fit(encoder, data, { epochs: 1, loss: contrastive(), batches: pairs({ size: 4 }) });
}
