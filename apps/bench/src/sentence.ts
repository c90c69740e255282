import type { Result } from './result.ts';
import type { Spread } from './spread.ts';

/** A result as a line for people. */
export function sentence({ bench, work, ours, peer, peerName, ratio, unit, runs, spread }: Result): string {
  const against =
    peer === null || ratio === null ? '' : `, ${peerName} ${peer.toFixed(2)} ${unit}: ${ratio.toFixed(2)}x`;
  const what = runs === 1 ? '' : ` (medians of ${runs})`;
  return `${bench} ${work}: ${ours.toFixed(2)} ${unit}${against}${what}${spread ? between(spread, peerName, peer) : ''}`;
}

function between({ ours, peer }: NonNullable<Result['spread']>, peerName: string, peerMedian: number | null): string {
  const range = ({ min, max }: Spread): string => `${min.toFixed(2)} to ${max.toFixed(2)}`;
  if (!peer || peerMedian === null) return `; single processes ${range(ours)}`;
  const worst = (ours.max / peerMedian).toFixed(2);
  return `; single processes ${range(ours)}, ${peerName}'s ${range(peer)}; the slowest of ours ${worst}x`;
}
