/** How long others may wait for their turn. */
const patience = 100;

/**
 * Lets timers, signals and a page have their turn every 100 ms: a backend that computes at once (`cpu`, `tensorflow`)
 * answers each read before the event loop turns, so that progress and Ctrl-C would wait for the end of the run. The clock
 * decides nothing but this.
 */
export function takeTurns(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < patience) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
  };
}
