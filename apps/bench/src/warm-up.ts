import type { Stepper } from './stepper.ts';

/** V8 compiles what is hot in the first second or so, and a training lasts longer than that. */
const SECONDS = 2;

/** Trains `least` steps, and on until two seconds of training have passed; gives the losses of the first steps. */
export async function warmUp(worker: Stepper, least: number, work?: string): Promise<number[]> {
  const { ms, losses } = await worker.step(least, work);
  const spent = (times: readonly number[]) => times.reduce((sum, time) => sum + time, 0) / 1000;
  for (let seconds = spent(ms); seconds < SECONDS; seconds += spent((await worker.step(least, work)).ms));
  return losses;
}
