import * as tf from '@tensorflow/tfjs';
import { profile } from '../index.ts';

/** Numbers between -1 and 1 that look random and are the same for each run. */
function noise(shape: number[], seed: number): tf.Tensor {
  let state = seed * 7919 + 1;
  const size = tf.util.sizeFromShape(shape);
  const values = Float32Array.from({ length: size }, () => {
    state = (state * 16_807) % 2_147_483_647;
    return (2 * state) / 2_147_483_647 - 1;
  });
  return tf.tensor(values, shape);
}

type Problem = {
  weight: tf.Variable;
  bias: tf.Variable;
  variables: tf.Variable[];
  loss: () => tf.Scalar;
  dispose: () => void;
};

/** A linear regression of 5 rows, 7 columns, 3 outputs: sizes that are no multiples of 4. */
function problem(): Problem {
  const x = noise([5, 7], 1);
  const y = noise([5, 3], 2);
  const weight = tf.tidy(() => tf.variable(noise([7, 3], 3)));
  const bias = tf.tidy(() => tf.variable(noise([3], 4)));
  return {
    weight,
    bias,
    variables: [weight, bias],
    loss: () => tf.mean(tf.square(tf.sub(tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias), y))),
    dispose: () => tf.dispose([x, y, weight, bias]),
  };
}

const numbers = async (tensor: tf.Tensor) => Array.from(await tensor.data());

/** Runs the same program on TensorFlow.js's cpu backend and here, and expects the same numbers. */
async function sameAsCpu(program: () => Promise<number[][]>): Promise<number[][]> {
  await tf.setBackend('cpu');
  const expected = await program();
  await tf.setBackend('onnx');
  const found = await program();
  expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  found.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]![j]!, 5)));
  return found;
}

const step = async (optimizer: tf.Optimizer, { loss, variables }: Problem) => {
  const value = optimizer.minimize(loss, true, variables)!;
  const result = await numbers(value);
  value.dispose();
  return result;
};

const optimizers: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  nesterov: () => tf.train.momentum(0.1, 0.9, true),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.1),
  'rmsprop centered': () => tf.train.rmsprop(0.01, 0.9, 0.1, 1e-7, true),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(1, 0.9),
  adamax: () => tf.train.adamax(0.05),
  adam: () => tf.train.adam(0.05),
};

test.each(Object.keys(optimizers))('%s takes the same six steps as on the cpu backend', async (name) => {
  await sameAsCpu(async () => {
    const given = problem();
    const optimizer = optimizers[name]!();
    const rows: number[][] = [];
    for (let i = 0; i < 6; i++) rows.push(await step(optimizer, given));
    rows.push(await numbers(given.weight), await numbers(given.bias));
    if (name !== 'adamax') {
      const [iterations, ...state] = await optimizer.getWeights();
      for (const { tensor } of state) rows.push(await numbers(tensor));
      iterations!.tensor.dispose();
    }
    given.dispose();
    optimizer.dispose();
    // TensorFlow.js's momentum forgets the learning rate that it keeps.
    (optimizer as unknown as { c?: tf.Tensor }).c?.dispose();
    return rows;
  });
});

const withAdam = (program: (given: Problem, adam: tf.AdamOptimizer) => Promise<number[][]>) =>
  sameAsCpu(async () => {
    const given = problem();
    const adam = tf.train.adam(0.05);
    const rows = await program(given, adam);
    rows.push(await numbers(given.weight), await numbers(given.bias));
    given.dispose();
    adam.dispose();
    return rows;
  });

test('steps may follow each other without a read', () =>
  withAdam(async (given, adam) => {
    for (let i = 0; i < 5; i++) adam.minimize(given.loss, false, given.variables);
    return [];
  }));

test('weights that were read, cloned or saved keep their numbers', () =>
  withAdam(async (given, adam) => {
    const rows: number[][] = [];
    const clones: tf.Tensor[] = [];
    const read: tf.TypedArray[] = [];
    for (let i = 0; i < 3; i++) {
      await step(adam, given);
      clones.push(given.weight.clone());
      read.push(await given.weight.data());
    }
    await step(adam, given);
    for (const clone of clones) rows.push(await numbers(clone));
    for (const array of read) rows.push(Array.from(array));
    expect(rows.slice(0, 3)).toEqual(rows.slice(3));
    expect(rows[0]).not.toEqual(rows[1]);
    tf.dispose(clones);
    return rows;
  }));

test('a read of weights that are about to be updated gets them as they were', () =>
  withAdam(async (given, adam) => {
    await step(adam, given);
    const before = given.weight.data();
    const value = adam.minimize(given.loss, true, given.variables)!;
    const after = given.weight.data();
    const rows = [Array.from(await before), Array.from(await after), await numbers(value)];
    expect(rows[0]).not.toEqual(rows[1]);
    value.dispose();
    return rows;
  }));

test('old weights that are read by a kernel after the update are the old ones', () =>
  withAdam(async (given, adam) => {
    await step(adam, given);
    const old = given.weight.clone();
    adam.minimize(given.loss, false, given.variables);
    const moved = tf.tidy(() => tf.sub(given.weight, old));
    old.dispose();
    adam.minimize(given.loss, false, given.variables);
    const rows = [await numbers(moved)];
    expect(rows[0]!.every((value) => Math.abs(value) > 1e-3)).toBe(true);
    moved.dispose();
    return rows;
  }));

test('weights may be assigned between steps', () =>
  withAdam(async (given, adam) => {
    await step(adam, given);
    tf.tidy(() => given.weight.assign(noise([7, 3], 9)));
    const rows = [await step(adam, given)];
    tf.tidy(() => given.bias.assign(tf.mul(given.bias, 2)));
    rows.push(await step(adam, given), await step(adam, given));
    return rows;
  }));

test('gradients that somebody holds, sums or clips keep their numbers', () =>
  withAdam(async (given, adam) => {
    const held: tf.NamedTensorMap[] = [];
    const rows: number[][] = [];
    for (let i = 0; i < 3; i++) {
      const { value, grads } = adam.computeGradients(given.loss, given.variables);
      apply(adam, grads);
      held.push(grads);
      rows.push(await numbers(value));
      value.dispose();
    }
    const sums = tf.tidy(() => held[0] && tf.addN(held.map((grads) => grads[given.weight.name]!)));
    apply(adam, { [given.weight.name]: sums! });
    // Of the same weights, so both would be written to the same memory.
    const first = adam.computeGradients(given.loss, given.variables);
    const second = adam.computeGradients(() => tf.mul(given.loss(), 3) as tf.Scalar, given.variables);
    apply(adam, first.grads);
    const clipped = tf.tidy(() => mapped(second.grads, (tensor) => tf.clipByValue(tensor, -0.1, 0.1)));
    apply(adam, clipped);
    apply(adam, second.grads);
    for (const grads of [...held, first.grads, second.grads]) {
      for (const tensor of Object.values(grads)) rows.push(await numbers(tensor));
    }
    tf.dispose([held, sums, first, second, clipped]);
    return rows;
  }));

/** TensorFlow.js's types ask for variables, where it takes tensors. */
const apply = (adam: tf.AdamOptimizer, gradients: tf.NamedTensorMap) =>
  adam.applyGradients(gradients as Parameters<tf.AdamOptimizer['applyGradients']>[0]);

const mapped = (tensors: tf.NamedTensorMap, f: (tensor: tf.Tensor) => tf.Tensor) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tf.keep(f(tensor))]));

test('the state can be read, and set in another optimiser', () =>
  withAdam(async (given, adam) => {
    for (let i = 0; i < 3; i++) await step(adam, given);
    const weights = await adam.getWeights();
    const rows = await Promise.all(weights.map(({ tensor }) => numbers(tensor)));
    expect(weights.map(({ tensor }) => tensor.shape)).toEqual([[], [7, 3], [3], [7, 3], [3]]);
    const resumed = tf.train.adam(0.05);
    const copies = weights.map(({ name, tensor }) => ({ name, tensor: tensor.clone() }));
    await resumed.setWeights(copies);
    adam.minimize(given.loss, false, given.variables);
    const oneWay = [await numbers(given.weight)];
    for (let i = 0; i < 2; i++) rows.push(await step(resumed, given));
    tf.dispose(copies.map(({ tensor }) => tensor));
    weights[0]!.tensor.dispose();
    resumed.dispose();
    return [...rows, ...oneWay];
  }));

test('a variable may have no gradient, and two optimisers may share variables', () =>
  withAdam(async (given, adam) => {
    const other = tf.train.adam(0.01);
    const rows: number[][] = [];
    for (let i = 0; i < 3; i++) {
      rows.push(await step(adam, given));
      rows.push(await step(other, { ...given, variables: [given.bias] }));
      const tensor = tf.tidy(() => tf.mul(given.bias, 0.1));
      adam.applyGradients([
        { name: given.weight.name, tensor: null as unknown as tf.Tensor },
        { name: given.bias.name, tensor },
      ]);
      tensor.dispose();
    }
    other.dispose();
    return rows;
  }));

test.each(['adam', 'adamax', 'momentum', 'rmsprop'])(
  'the first step of %s and all others are one session',
  async (name) => {
    await tf.setBackend('onnx');
    const given = problem();
    const optimizer = optimizers[name]!();
    const { sessions } = await profile(
      async () => {
        for (let i = 0; i < 3; i++) await step(optimizer, given);
      },
      () => {},
    );
    expect(sessions.map(({ runs }) => runs)).toEqual([3]);
    expect(sessions[0]!.bytesOut).toBe(4 * (given.weight.size + given.bias.size + 1));
    given.dispose();
    optimizer.dispose();
    (optimizer as unknown as { c?: tf.Tensor }).c?.dispose();
  },
);

test('variables may be disposed and others of other shapes trained', async () => {
  await tf.setBackend('onnx');
  const adam = tf.train.adam(0.1);
  for (const size of [3, 5, 3]) {
    const variable = tf.tidy(() => tf.variable(noise([size], size)));
    const value = adam.minimize(() => tf.sum(tf.square(variable)), true, [variable])!;
    expect(Number.isFinite((await numbers(value))[0])).toBe(true);
    expect((await numbers(variable)).every(Number.isFinite)).toBe(true);
    tf.dispose([value, variable]);
    // TensorFlow.js keeps moments by position: of another shape they cannot go on.
    (adam as unknown as { accumulatedFirstMoment: { variable: tf.Variable }[] }).accumulatedFirstMoment
      .splice(0)
      .forEach(({ variable }) => variable.dispose());
    (adam as unknown as { accumulatedSecondMoment: { variable: tf.Variable }[] }).accumulatedSecondMoment
      .splice(0)
      .forEach(({ variable }) => variable.dispose());
  }
  adam.dispose();
});

test('a model is saved between steps as it is', async () => {
  await tf.setBackend('onnx');
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
  const x = noise([4, 3], 1);
  const adam = tf.train.adam(0.1);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const train = () => adam.minimize(() => tf.sum(tf.square(model.apply(x) as tf.Tensor)), false, variables);
  train();
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  const before = await Promise.all(variables.map(numbers));
  train();
  train();
  const after = await Promise.all(variables.map(numbers));
  expect(Array.from(new Float32Array(saved!.weightData as ArrayBuffer))).toEqual(before.flat());
  expect(after).not.toEqual(before);
  model.dispose();
  adam.dispose();
  x.dispose();
});

test('other backends keep their own Adam', async () => {
  await tf.setBackend('cpu');
  const { learningRate, beta1, beta2 } = { learningRate: 0.05, beta1: 0.9, beta2: 0.999 };
  const run = async (update: (given: Problem, t: number) => void) => {
    const given = problem();
    for (let t = 1; t <= 4; t++) update(given, t);
    const result = [await numbers(given.weight), await numbers(given.bias)];
    given.dispose();
    return result;
  };
  const adam = tf.train.adam(learningRate, beta1, beta2, 1e-7);
  const found = await run(({ loss, variables }) => void adam.minimize(loss, false, variables));
  adam.dispose();
  // TensorFlow.js's own formulas, kernel by kernel: equal to the last bit.
  const moments = new Map<string, [tf.Tensor, tf.Tensor]>();
  let powers: [tf.Tensor, tf.Tensor] = [tf.scalar(beta1), tf.scalar(beta2)];
  const expected = await run(({ loss, variables }) => {
    const { value, grads } = tf.variableGrads(loss, variables);
    for (const variable of variables) {
      const gradient = grads[variable.name]!;
      const [m, v] = moments.get(variable.name) ?? [tf.zerosLike(variable), tf.zerosLike(variable)];
      const updated = tf.tidy(() => {
        const first = tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1));
        const second = tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2));
        const root = tf.sqrt(tf.div(second, tf.sub(1, powers[1])));
        const direction = tf.div(tf.div(first, tf.sub(1, powers[0])), tf.add(root, 1e-7));
        variable.assign(tf.add(tf.mul(direction, -learningRate), variable));
        return [first, second] as [tf.Tensor, tf.Tensor];
      });
      tf.dispose([m, v]);
      moments.set(variable.name, updated);
    }
    const next = tf.tidy(() => [tf.mul(powers[0], beta1), tf.mul(powers[1], beta2)] as [tf.Tensor, tf.Tensor]);
    tf.dispose([value, grads, powers]);
    powers = next;
  });
  tf.dispose([...moments.values(), powers]);
  expect(found).toEqual(expected);
});
