import { note } from './print.ts';

/** Whether the person asked to stop, and a way to stop listening. */
export type Interrupt = { asked(): boolean; release(): void };

/**
 * Ctrl-C asks the run to stop after the step it is in, so that what was learned is kept; a second Ctrl-C ends the
 * process at once.
 */
export function listenForInterrupt(): Interrupt {
  let asked = false;
  const onSignal = (): void => {
    if (asked) process.exit(130);
    asked = true;
    note('', 'stopping after this step; press Ctrl-C again to stop at once');
  };
  process.on('SIGINT', onSignal);
  return { asked: () => asked, release: () => void process.off('SIGINT', onSignal) };
}
