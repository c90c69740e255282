import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import { type EncoderParts, modelFrom } from '../store/index.ts';
import { readModelFolder } from './read-model-folder.ts';

/** Rebuilds the `prepare` of an encoder from its preparation, or throws if it is not of its modality. */
export type PrepareOf<Item> = (encoder: EncoderParts) => Encoder<Item>['prepare'];

/**
 * The model in a folder that `save` wrote, of whatever modality `prepareOf` is of: an encoder, or a comparator if it has a
 * head (a siamese if its two encoders are one), with its calibration.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged
 * @throws TypeError naming the folder if it is a model of another modality
 */
export async function loadModel<Item>(
  folder: string,
  prepareOf: PrepareOf<Item>,
): Promise<Encoder<Item> | Comparator<Item>> {
  const parts = await readModelFolder(folder);
  try {
    return modelFrom<Item>(parts, prepareOf);
  } catch (error) {
    for (const { model } of 'a' in parts ? [parts.a, parts.b] : [parts.encoder]) model.dispose();
    if ('head' in parts) parts.head.model.dispose();
    const Kind = error instanceof SyntaxError ? SyntaxError : TypeError;
    throw new Kind(`${folder}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * The encoder in a folder that `save` wrote. Of a siamese it is the encoder alone: its head, and the threshold that belongs to
 * the head, are left.
 *
 * @param names the function that was called and the one that loads a comparator, as they appear in the message
 * @throws as `loadModel`, and TypeError if it is a comparator of two encoders
 */
export async function loadEncoder<Item>(
  folder: string,
  prepareOf: PrepareOf<Item>,
  names: { readonly called: string; readonly instead: string },
): Promise<Encoder<Item>> {
  const model = await loadModel(folder, prepareOf);
  if (!('head' in model)) return model;
  model.head.model.dispose();
  if (model.a === model.b) return model.a;
  for (const { model: layers } of [model.a, model.b]) layers.dispose();
  throw new TypeError(`${names.called}: ${folder} has two encoders; load it with ${names.instead}`);
}

/**
 * The siamese (or comparator) in a folder that `save` wrote: its encoder, its head and its calibration.
 *
 * @param names the function that was called and the one that loads an encoder, as they appear in the message
 * @throws as `loadModel`, and TypeError if it has no head
 */
export async function loadSiamese<Item>(
  folder: string,
  prepareOf: PrepareOf<Item>,
  names: { readonly called: string; readonly instead: string },
): Promise<Comparator<Item>> {
  const model = await loadModel(folder, prepareOf);
  if ('head' in model) return model;
  model.model.dispose();
  throw new TypeError(`${names.called}: ${folder} has no head; load it with ${names.instead}`);
}
