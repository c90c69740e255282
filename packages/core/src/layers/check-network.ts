import type * as tf from '@tensorflow/tfjs';

/** The lengths of an input but for its first axis, `null` where any will do. */
export type InputShape = readonly (number | null)[];

/** Inputs as a message has them: `64 x 64 x 3`, `any x 80 and any`. */
export function inputsText(shapes: readonly InputShape[]): string {
  return shapes.map((shape) => shape.map((length) => length ?? 'any').join(' x ')).join(' and ');
}

/** What a model takes, as `inputsText` has it. */
export function inputsOf(model: Pick<tf.LayersModel, 'inputs'>): string {
  return inputsText(model.inputs.map(({ shape }) => shape.slice(1)));
}

/**
 * Throws unless a network takes what an encoder prepares and ends at embeddings of a length.
 *
 * @param o.items what its inputs are, in words; `o.inputs` are their shapes
 * @param where the function, as it appears in the message
 * @throws TypeError saying what it takes or where it ends
 */
export function checkNetwork(
  model: tf.LayersModel,
  o: { items: string; inputs: readonly InputShape[]; dimensions: number },
  where: string,
): void {
  const [wanted, takes] = [inputsText(o.inputs), inputsOf(model)];
  if (takes !== wanted)
    throw new TypeError(`${where}: the network must take ${o.items} of ${wanted}, it takes ${takes}`);
  const gives = model.outputs.map(({ shape }) => shape.slice(1).join(' x ')).join(', ');
  if (gives !== String(o.dimensions)) {
    throw new TypeError(`${where}: the network must end at ${o.dimensions} dimensions, it ends at ${gives}`);
  }
}
