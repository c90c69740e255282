/** Runs tasks one after another, in the order they come; each outcome is its own. */
export function inTurn(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const outcome = last.then(task);
    last = outcome.catch(() => {});
    return outcome;
  };
}
