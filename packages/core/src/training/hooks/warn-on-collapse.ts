import { checkPositiveInteger } from '../../check.ts';
import type { Hook, RunInfo } from '../hook.ts';

/** Embeddings nearer together than this, relative to their length, are as good as one point. */
const onePoint = 0.02;
/** A loss this near that of one point, relative to it, has learned nothing. */
const stuck = 0.02;
/** Fewer pairs or triplets than this that cost something leave next to nothing to learn from. */
const idle = 0.01;
/** A loss that has moved by less than this, relative to it, after three looks, is not being learned. */
const flat = 0.01;

/**
 * Says so, once each, when a network learns nothing, and what to change: all embeddings one point, the loss stuck where
 * one point puts it, a miner that finds next to nothing, or a loss over a temperature that does not move.
 *
 * It looks at means over `window` steps (50).
 *
 * @param o.say takes the warning, `console.warn` unless given
 * @throws RangeError if window is not a positive integer
 */
export function warnOnCollapse(o: { say?: (message: string) => void; window?: number } = {}): Hook {
  const { say = console.warn, window = 50 } = o;
  checkPositiveInteger(window, 'warnOnCollapse: window');
  let run: RunInfo | undefined;
  let sums = { spread: 0, loss: 0, active: 0 };
  let said = new Set<string>();
  let first: number | undefined;
  const once = (what: string, message: string) => {
    if (!said.has(what)) say(message);
    said.add(what);
  };
  return {
    name: 'collapse',
    onStart(info) {
      run = info;
      sums = { spread: 0, loss: 0, active: 0 };
      said = new Set();
      first = undefined;
    },
    onStep({ step, spread, loss, active }) {
      sums = { spread: sums.spread + spread, loss: sums.loss + loss, active: sums.active + active };
      if (step % window !== 0) return;
      const mean = { spread: sums.spread / window, loss: sums.loss / window, active: sums.active / window };
      sums = { spread: 0, loss: 0, active: 0 };
      const { collapsedLoss, loss: kind, miner } = run!;
      const atCollapse = collapsedLoss !== undefined && Math.abs(mean.loss - collapsedLoss) < stuck * collapsedLoss;
      if (mean.spread < onePoint) {
        once(
          'point',
          `step ${step}: the embeddings have collapsed to one point (spread ${mean.spread.toFixed(4)}). ${cure(kind, miner)}`,
        );
      } else if (atCollapse) {
        once(
          'stuck',
          `step ${step}: the loss stays at ${mean.loss.toFixed(4)}, its value for embeddings that are all equal. ${cure(kind, miner)}`,
        );
      } else if ((kind === 'triplet' || miner !== undefined) && mean.active < idle) {
        once('idle', `step ${step}: ${idleWords(mean.active, kind, miner)}`);
      } else if (step === 3 * window && isFlat(kind, first, mean.loss)) {
        once(
          'flat',
          `step ${step}: the loss has hardly moved since the start (${first!.toFixed(4)}, now ${mean.loss.toFixed(4)}). ` +
            'A temperature that is too high makes all items alike to the loss, one that is too low leaves it a single pair: ' +
            'try 0.05 to 0.2, or a higher learning rate.',
        );
      }
      first ??= mean.loss;
    },
    save: () => ({ json: { sums, said: [...said], first: first ?? null } }),
    restore({ json }) {
      const saved = json as { sums: typeof sums; said: string[]; first: number | null };
      sums = saved.sums;
      said = new Set(saved.said);
      first = saved.first ?? undefined;
    },
  };
}

/** Whether a loss that has a temperature, as most on whole batches have, stays where it began. */
function isFlat(kind: RunInfo['loss'], first: number | undefined, now: number): boolean {
  return (
    (kind === 'batch' || kind === 'match') && first !== undefined && Math.abs(first - now) < flat * Math.abs(first)
  );
}

function idleWords(active: number, kind: RunInfo['loss'], miner: string | undefined): string {
  const what = kind === 'triplet' ? 'triplets' : 'pairs';
  const share = `${(100 * active).toFixed(1)} % of the ${what}`;
  if (miner === undefined) {
    return `${share} cost anything, the rest is learned already. Mine harder ones: batches: groups(...) with miner: semiHard().`;
  }
  return (
    `${share} that ${miner} finds cost anything: it finds none, or the rest is learned already. ` +
    "A larger margin, more classes in a batch, or reduction: meanNonZero; or stop here: it's done."
  );
}

/** What to change, by what is in use. */
function cure(kind: RunInfo['loss'], miner: string | undefined): string {
  const slower = 'a lower learning rate, or warmUpCosine({ peak, warmUp }) as learningRate';
  if (miner === 'batchHard')
    return `Try miner: semiHard() in place of batchHard(), triplet({ margin: 'soft' }), ${slower}.`;
  if (kind === 'triplet')
    return `Try triplet({ margin: 'soft' }), or supervisedContrastive() with groups(...), or ${slower}.`;
  if (kind === 'pair')
    return `Try a margin below the distances at the start (2 at most for unit vectors), or ${slower}.`;
  if (kind === 'batch' || kind === 'match') return `Try a higher temperature, more classes in a batch, or ${slower}.`;
  return `Try ${slower}; check that items of one label have something in common.`;
}
