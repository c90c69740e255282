import type { Hook } from '@siamese/core';
import { note } from '../print.ts';

/**
 * Ctrl-C stops the run after the step it is in, so that what was learned can be kept; a second one ends the process at
 * once. Outside of training Ctrl-C does what it always does.
 */
export function stopOnInterrupt(): Hook {
  let asked = false;
  const onSignal = (): void => {
    if (asked) process.exit(130);
    asked = true;
    note('', 'stopping after this step; press Ctrl-C again to stop at once');
  };
  return {
    name: 'interrupt',
    onStart() {
      process.on('SIGINT', onSignal);
    },
    onStep: () => (asked ? 'stop' : undefined),
    onEnd() {
      process.off('SIGINT', onSignal);
    },
  };
}
