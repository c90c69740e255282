import { checkNonNegativeInteger, checkPositiveInteger, checkSeed } from '../check.ts';
import type { BatchStream, StreamOptions } from './batches.ts';

/** The seed and the epochs, checked. */
export function checkStream(options: StreamOptions, where: string): void {
  checkSeed(options?.seed, `${where}: seed`);
  if (options.epochs !== undefined) checkPositiveInteger(options.epochs, `${where}: epochs`);
}

/** A stream whose batch is a function of the epoch and of the step within it. */
export function stream<B>(o: {
  stepsPerEpoch: number;
  epochs: number | undefined;
  notes?: readonly string[];
  batch(epoch: number, step: number): B;
}): BatchStream<B> {
  const { stepsPerEpoch, epochs = Infinity, notes = [] } = o;
  const at = (step: number): B => {
    checkNonNegativeInteger(step, 'BatchStream.at: step');
    return o.batch(Math.floor(step / stepsPerEpoch), step % stepsPerEpoch);
  };
  return {
    stepsPerEpoch,
    notes,
    at,
    *[Symbol.iterator]() {
      for (let step = 0; step < epochs * stepsPerEpoch; step++) yield at(step);
    },
  };
}
