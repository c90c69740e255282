import type { Graph } from '../../graph/index.ts';
import type { Activation } from './activation.ts';

/*
 * What the loops need to know of a kind of cell. A step computes, from `input` = x W + b of that step and the states before, the
 * states after. What the chain rule needs and holds no gradient is computed from what steps keep, for all steps at once; the loop
 * of the gradient does only the rest.
 */

/** One step of the loop. All names are [items, units], but for `input`, [items, gates * units]. */
export type Step = {
  readonly input: string;
  /** The first state after recurrent dropout. */
  readonly h: string;
  readonly c: string | undefined;
  readonly weights: readonly string[];
  readonly units: number;
  readonly activation: Activation;
  readonly gate: Activation;
};

/** What a step gives: the states after it, and what the gradient will ask for. */
export type Stepped = { readonly h: string; readonly c?: string; readonly kept: readonly string[] };

/** One step of the gradient's loop: slopes with respect to the states after the step. */
export type SlopeStep = {
  readonly dh: string;
  readonly dc: string | undefined;
  readonly factors: readonly string[];
  /** The recurrent weights, transposed. */
  readonly weights: readonly string[];
  /** What to add to the slope of `h`, if anything. */
  readonly rest: string | undefined;
};

/** Slopes with respect to `h` and `c` before the step, and to the gates' inputs, in blocks as the recurrent weights are. */
export type SlopeStepped = { readonly dh: string; readonly dc?: string; readonly slopes: readonly string[] };

export type Cell = {
  readonly states: 1 | 2;
  /** How many gates each block of the recurrent weights has. */
  readonly blocks: readonly number[];
  readonly step: (graph: Graph, step: Step) => Stepped;
  /** From what all steps kept, [steps, items, units] each, what the gradient's loop multiplies by. */
  readonly factors: (
    graph: Graph,
    kept: readonly string[],
    step: Pick<Step, 'activation' | 'gate'>,
  ) => readonly string[];
  readonly slope: (graph: Graph, step: SlopeStep) => SlopeStepped;
  /** Which of `kept` was multiplied by each block of the recurrent weights. */
  readonly multiplied: readonly number[];
};
