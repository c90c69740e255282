import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';

/** What the verbs that compare take: an encoder, a siamese or a comparator. */
export type Model<A, B = A> = Encoder<A> | Comparator<A, B>;

/** Whether a model has a head. */
export function isComparator<A, B>(model: Model<A, B>): model is Comparator<A, B> {
  return 'head' in model;
}

/** The encoders of both sides of a model: one and the same for an encoder and a siamese. */
export function sidesOf<A, B>(model: Model<A, B>): { a: Encoder<A>; b: Encoder<B>; alike: boolean } {
  if (!isComparator(model)) return { a: model, b: model as unknown as Encoder<B>, alike: true };
  const other: unknown = model.b;
  return { a: model.a, b: model.b, alike: model.a === other };
}
