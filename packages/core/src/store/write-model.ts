import { type Comparator } from '../comparator.ts';
import type { Calibration, Encoder } from '../encoder.ts';
import type { Json } from '../json.ts';
import type { Head } from '../heads/index.ts';
import type { Figure } from '../metrics/index.ts';
import { writeLayersModel } from './layers-model.ts';
import { formatVersion, type ModelFile, modelFileBytes, type ModelFileEncoder, modelFileName } from './model-file.ts';
import type { Store } from './store.ts';

/** What is kept with a model besides what it computes. */
export type ModelNotes = {
  /** The figures it was measured at, by name: what `evaluate` gives. */
  metrics?: { readonly [name: string]: Figure | undefined };
  /** What it was trained on, in words. */
  trainedOn?: string;
};

/**
 * Writes an encoder, a siamese or a comparator into a store: `siamese.json`, `encoder/` (or `a/` and `b/`) and `head/`.
 *
 * `siamese.json` is removed first and written last, so that an interrupted write leaves no model rather than a mixture.
 *
 * @throws SyntaxError if something can't be kept (a preparation that is not JSON, a metric that is NaN)
 */
export async function writeModel<A, B>(
  store: Store,
  model: Encoder<A> | Comparator<A, B>,
  notes: ModelNotes = {},
): Promise<void> {
  const folders = foldersOf(model);
  const head = 'head' in model ? model.head : undefined;
  const bytes = modelFileBytes({
    format: formatVersion,
    kind: head === undefined ? 'encoder' : 'a' in folders ? 'comparator' : 'siamese',
    encoders: Object.fromEntries(
      Object.entries(folders).map(([name, encoder]) => [name, described(encoder, head)]),
    ) as ModelFile['encoders'],
    head: head?.json ?? null,
    calibration: model.calibration ?? null,
    metrics: { ...notes.metrics } as ModelFile['metrics'],
    trainedOn: notes.trainedOn ?? null,
  });
  await store.remove(modelFileName);
  for (const [name, { model: layers }] of Object.entries(folders)) await writeLayersModel(store, name, layers);
  if (head !== undefined) await writeLayersModel(store, 'head', head.model);
  await store.write(modelFileName, bytes);
}

type Side = Encoder<never>;

function foldersOf(model: Encoder<never> | Comparator<never, never>): Record<string, Side> {
  if (!('head' in model)) return { encoder: model };
  const same: unknown = model.b;
  return model.a === same ? { encoder: model.a } : { a: model.a, b: model.b };
}

function described(encoder: Side, head: Head | undefined): ModelFileEncoder {
  const { modality, preparation, distance, normalize, calibration } = encoder;
  const own: { calibration?: Calibration } = head !== undefined && calibration !== undefined ? { calibration } : {};
  return { modality, preparation: preparation as Json, distance: distance.name, normalize, ...own };
}
