import { intervalNote } from '../bootstrap.ts';
import { curveFigures } from '../curve-figures.ts';
import type { CurveFigures } from '../curve-figures.ts';
import { curveOptions } from '../curve-options.ts';
import type { VerificationCurve } from '../verification-curve.ts';
import { countCells } from './count-cells.ts';
import type { CountedCurve } from './count-cells.ts';
import { replicateCurves } from './replicate-curves.ts';
import { pairSource } from './score-block.ts';
import type { PairSource, ScoreBlocks } from './score-block.ts';
import { layOutCells } from './score-cells.ts';
import type { ScoreCells } from './score-cells.ts';
import { fewPairs, sortPairs } from './sort-pairs.ts';
import { countUnits } from './unit-counts.ts';

/** How all pairs are evaluated. */
export type AllPairsOptions = {
  readonly seed: number;
  /** What an interval draws again: items where the classes are all there are, identities (the default) where not. */
  readonly by?: 'item' | 'identity';
  /** 400 unless given. */
  readonly replicates?: number;
  /** 0.95 unless given. */
  readonly confidence?: number;
  /** Thresholds that figures will ask for (up to 32), so that intervals are exact there. */
  readonly thresholds?: readonly number[];
};

/** All pairs of a set, evaluated. */
export type AllPairs = CurveFigures & {
  /** How many identities there are. */
  readonly identities: number;
};

/**
 * The verification curve of all `n (n - 1) / 2` pairs of labelled items, in memory that does not grow with the pairs.
 *
 * The blocks are gone through twice: once to lay out cells for the scores, once to count in them. A cell is a point of
 * the curve; it holds a millionth of the pairs where scores are spread evenly, and a single float32 where they crowd, so
 * EER, AUC, minDCF and accuracy agree with sorting all scores to 1e-6, average precision to 1e-5. Up to a million pairs
 * (1,448 items) they are sorted, which is exact.
 *
 * @param blocks rectangles that cover the matrix above its diagonal; what lies on or below it is passed over
 * @throws RangeError if a score is NaN or infinite, the blocks miss pairs, or all pairs are same or all different
 */
export async function allPairsCurve(labels: readonly string[], blocks: ScoreBlocks): Promise<VerificationCurve> {
  const source = pairSource(labels, blocks);
  return (await curveOf(source, await layOutCells(source))).curve;
}

function curveOf(source: PairSource, cells: ScoreCells): Promise<CountedCurve> {
  const n = source.classOf.length;
  return (n * (n - 1)) / 2 > fewPairs ? countCells(source, cells) : sortPairs(source, cells);
}

/**
 * `allPairsCurve` and bootstrap intervals, which go through the blocks a third time and draw items or identities, not
 * pairs: pairs that share one are not independent. See `replicateCurves` for how 400 samples of 5e7 pairs take a second.
 *
 * @throws RangeError as `allPairsCurve` does, or if an option is out of range
 */
export async function allPairs(
  labels: readonly string[],
  blocks: ScoreBlocks,
  options: AllPairsOptions,
): Promise<AllPairs> {
  const { by = 'identity' } = options;
  const { seed, replicates, confidence, thresholds } = curveOptions(options, 'allPairs');
  const source = pairSource(labels, blocks);
  const cells = await layOutCells(source);
  const counted = await curveOf(source, cells);
  const counts = await countUnits(source, cells, counted, by, thresholds);
  const curves = replicateCurves(counts, by, seed, replicates);
  const note = by === 'identity' ? intervalNote(source.identities) : undefined;
  return {
    ...curveFigures(counted.curve, curves, confidence, note === undefined ? [] : [note]),
    identities: source.identities,
  };
}
