import type { Comparator } from '../comparator.ts';
import { distanceNamed } from '../distances/index.ts';
import type { Calibration, Encoder } from '../encoder.ts';
import { headFrom, type Head } from '../heads/index.ts';
import { registerLayers } from '../layers/index.ts';
import type { Figure } from '../metrics/index.ts';
import { readLayersModel } from './layers-model.ts';
import { type ModelFileEncoder, modelFileName, parseModelFile } from './model-file.ts';
import type { Store } from './store.ts';

/** An encoder as read: all but `prepare`, which its modality rebuilds from `preparation`. */
export type EncoderParts = Omit<Encoder<never>, 'prepare'>;

/** A model as read, without the `prepare` of its encoders. */
export type ModelParts = {
  /** The figures it was measured at. */
  metrics: { [name: string]: Figure };
  /** What it was trained on, if that was noted. */
  trainedOn?: string;
} & (
  | { kind: 'encoder'; encoder: EncoderParts }
  | { kind: 'siamese'; encoder: EncoderParts; head: Head; calibration?: Calibration }
  | { kind: 'comparator'; a: EncoderParts; b: EncoderParts; head: Head; calibration?: Calibration }
);

/**
 * Reads what `writeModel` wrote. `modelFrom` makes an encoder or a comparator of it.
 *
 * @param nameOf how a path of the store is called in a message (the path itself unless given)
 * @throws SyntaxError naming the file and field if one is damaged, RangeError if it is of a newer format
 */
export async function readModel(store: Store, nameOf = (path: string) => path): Promise<ModelParts> {
  const file = nameOf(modelFileName);
  const { kind, encoders, head, calibration, metrics, trainedOn } = parseModelFile(
    await store.read(modelFileName, 16 * 2 ** 20),
    file,
  );
  registerLayers();
  const made: { dispose(): unknown }[] = [];
  const layers = async (folder: string) => {
    const model = await readLayersModel(store, folder, nameOf);
    made.push(model);
    return model;
  };
  const encoder = async (name: string, { distance, calibration: own, ...rest }: ModelFileEncoder) => ({
    ...rest,
    distance: inFile(file, `encoders.${name}.distance`, () => distanceNamed(distance)),
    ...(own !== undefined && { calibration: own }),
    model: await layers(name),
  });
  const notes = { metrics: metrics as ModelParts['metrics'], ...(trainedOn !== null && { trainedOn }) };
  const calibrated = calibration === null ? {} : { calibration };
  try {
    if (kind === 'encoder') {
      return { kind, ...notes, encoder: { ...(await encoder('encoder', encoders.encoder!)), ...calibrated } };
    }
    const sides =
      kind === 'siamese'
        ? ({ kind, encoder: await encoder('encoder', encoders.encoder!) } as const)
        : ({ kind, a: await encoder('a', encoders.a!), b: await encoder('b', encoders.b!) } as const);
    const headModel = await layers('head');
    return { ...notes, ...calibrated, ...sides, head: inFile(file, 'head', () => headFrom(head, headModel)) };
  } catch (error) {
    for (const model of made) model.dispose();
    throw error;
  }
}

/**
 * The encoder or comparator of what was read, its `prepare` rebuilt by the modality.
 *
 * @param prepareOf gives the `prepare` for an encoder's modality and preparation, or throws if it is not its own
 */
export function modelFrom<Item>(
  parts: ModelParts,
  prepareOf: (encoder: EncoderParts) => Encoder<Item>['prepare'],
): Encoder<Item> | Comparator<Item> {
  const whole = (encoder: EncoderParts): Encoder<Item> => ({ ...encoder, prepare: prepareOf(encoder) });
  if (parts.kind === 'encoder') return whole(parts.encoder);
  const calibrated = parts.calibration === undefined ? {} : { calibration: parts.calibration };
  if (parts.kind === 'comparator') return { a: whole(parts.a), b: whole(parts.b), head: parts.head, ...calibrated };
  const both = whole(parts.encoder);
  return { a: both, b: both, head: parts.head, ...calibrated };
}

function inFile<T>(file: string, field: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new SyntaxError(`${file}: field ${field}: ${(cause as Error).message}`, { cause });
  }
}
