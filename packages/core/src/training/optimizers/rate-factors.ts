import * as tf from '@tensorflow/tfjs';
import { checkInRange } from '../../check.ts';
import { learningRateOf, setLearningRate } from '../learning-rate.ts';
import { applyTo, type Gradient, weightOf } from './wrapped-optimizer.ts';

/** An optimiser for each factor, made when it is first needed. */
class RateFactors extends tf.Optimizer {
  static readonly className = 'RateFactors';
  private readonly factorOf: (weight: tf.Variable) => number;
  private readonly make: () => tf.Optimizer;
  private readonly parts = new Map<number, tf.Optimizer>();
  private rate: number | undefined;

  constructor(factorOf: (weight: tf.Variable) => number, make: () => tf.Optimizer) {
    super();
    this.factorOf = factorOf;
    this.make = make;
  }

  get learningRate(): number {
    if (this.rate === undefined) this.part(1);
    return this.rate!;
  }

  setLearningRate(rate: number): void {
    this.rate = rate;
    for (const [factor, optimizer] of this.parts) setLearningRate(optimizer, rate * factor);
  }

  /** Each optimiser, under its factor. */
  get made(): ReadonlyMap<number, tf.Optimizer> {
    return this.parts;
  }

  /** The optimiser of the weights with a factor. */
  part(factor: number): tf.Optimizer {
    let optimizer = this.parts.get(factor);
    if (optimizer === undefined) {
      this.parts.set(factor, (optimizer = this.make()));
      this.rate ??= learningRateOf(optimizer);
      setLearningRate(optimizer, this.rate * factor);
    }
    return optimizer;
  }

  override applyGradients(gradients: Parameters<tf.Optimizer['applyGradients']>[0]): void {
    const list: readonly Gradient[] = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const groups = new Map<number, Gradient[]>();
    for (const gradient of list) {
      const factor = this.factorOf(weightOf(gradient));
      checkInRange(factor, 0, Number.MAX_VALUE, `rateFactors: the factor of ${gradient.name}`);
      if (factor === 0) continue;
      const group = groups.get(factor);
      if (group === undefined) groups.set(factor, [gradient]);
      else group.push(gradient);
    }
    for (const [factor, group] of groups) applyTo(this.part(factor), group);
  }

  override dispose(): void {
    for (const optimizer of this.parts.values()) optimizer.dispose();
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {};
  }
}

export type { RateFactors };

/** Whether an optimiser is one of `rateFactors`. */
export function isRateFactors(optimizer: tf.Optimizer): optimizer is RateFactors {
  // `instanceof tf.Optimizer` asks what methods there are; of a subclass it inherits that.
  return Object.getPrototypeOf(optimizer) === RateFactors.prototype;
}

/**
 * An optimiser that gives groups of weights learning rates of their own: for each weight the learning rate times its
 * factor; 0 leaves it as it is. Weights of one factor share an optimiser.
 *
 * `rateFactors((weight) => (pretrained.has(weight) ? 0.1 : 1), () => tf.train.adam(1e-3))`, with
 * `pretrained = new Set(variablesOf(layer))`.
 *
 * @param factorOf 0 or more; asked at each step, always the same answer for the same weight
 * @param make the optimiser of a group, with the learning rate that the factors apply to; called once for each factor
 */
export function rateFactors(factorOf: (weight: tf.Variable) => number, make: () => tf.Optimizer): tf.Optimizer {
  return new RateFactors(factorOf, make);
}
