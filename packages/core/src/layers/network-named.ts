import type * as tf from '@tensorflow/tfjs';

/**
 * The network that was asked for: a function as it is, or one of those that come with a package, by its name.
 *
 * @param where the function, as it appears in the message
 * @throws RangeError listing the names if it is none of them
 */
export function networkNamed<Options>(
  networks: Readonly<Record<string, (o: Options) => tf.LayersModel>>,
  asked: string | ((o: Options) => tf.LayersModel),
  where: string,
): (o: Options) => tf.LayersModel {
  if (typeof asked === 'function') return asked;
  const found = Object.hasOwn(networks, asked) ? networks[asked] : undefined;
  if (found !== undefined) return found;
  throw new RangeError(
    `${where}: network must be ${Object.keys(networks).join(', ')} or a function, got '${String(asked)}'`,
  );
}
