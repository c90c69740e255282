/** The learning rate of a step (from 0) out of `steps`. */
export type Schedule = (step: number, steps: number) => number;
