/*
 * A loop that reads nothing while it runs (`model.evaluate`, `model.predict`, steps of an optimiser) records the same nodes again and
 * again. As one graph they would need a session for each number of turns. Whoever knows where a turn ends makes a cut there: what
 * lies between two cuts is a graph of its own, and all turns share one session.
 */

let part = 0;

/** Ends the graph that is being recorded: what comes next will be another. */
export function cut(): void {
  part++;
}

/** Number of the part that is being recorded. */
export function currentPart(): number {
  return part;
}
