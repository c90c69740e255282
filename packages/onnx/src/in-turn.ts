/** Runs tasks one after another, in the order they come; each outcome is its own. */
export function inTurn(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let unfinished = 0;
  const done = (): void => {
    unfinished--;
  };
  return (task) => {
    const outcome = unfinished++ === 0 ? task() : last.then(task);
    last = outcome.then(done, done);
    return outcome;
  };
}
