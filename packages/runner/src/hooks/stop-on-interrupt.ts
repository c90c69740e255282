import { constants } from 'node:os';
import type { Hook } from '@siamese/core';
import { note } from '../print.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof signals)[number];

/** The exit code of a process that a signal ended: 130 for Ctrl-C. */
const codeOf = (signal: Signal): number => 128 + constants.signals[signal];

const nothing = (): void => {};

/** Shell, terminal and kernel may each say that the terminal is gone, also while what was learned is being kept. */
function ignoreHangUps(): void {
  process.off('SIGHUP', nothing);
  process.on('SIGHUP', nothing);
}

/**
 * Ctrl-C, a polite kill (SIGTERM) and a terminal that is closed (SIGHUP) stop the run after the step it is in, so that what
 * was learned can be kept; a second Ctrl-C ends the process at once. Outside of training signals do what they always do.
 *
 * `code` is the exit code of what stopped it.
 */
export function stopOnInterrupt(): Hook & { code(): number } {
  let asked: Signal | undefined;
  const onSignal = (signal: Signal = 'SIGINT'): void => {
    if (signal === 'SIGHUP') ignoreHangUps();
    else if (asked !== undefined) process.exit(codeOf(signal));
    asked ??= signal;
    note('', 'stopping after this step; press Ctrl-C again to stop at once');
  };
  return {
    name: 'interrupt',
    code: () => codeOf(asked ?? 'SIGINT'),
    onStart() {
      for (const signal of signals) process.on(signal, onSignal);
    },
    onStep: () => (asked === undefined ? undefined : 'stop'),
    dispose() {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
