import * as tf from '@tensorflow/tfjs';
import * as v from 'valibot';
import { oneLine, parseJson } from '../files/index.ts';
import { checkStorePath, type Store } from './store.ts';

const mebibyte = 2 ** 20;
const bytesOf = { float32: 4, int32: 4, bool: 1 } as const;

const manifest = v.looseObject({
  modelTopology: v.record(v.string(), v.unknown()),
  weightsManifest: v.array(
    v.looseObject({
      paths: v.array(v.string()),
      weights: v.array(
        v.looseObject({
          name: v.string(),
          shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
          dtype: v.picklist(['float32', 'int32', 'bool']),
          quantization: v.optional(v.undefined()),
        }),
      ),
    }),
  ),
});

/**
 * Writes a model as TensorFlow.js does: `model.json` and `weights.bin` in the folder, which `tf.loadLayersModel` reads too.
 *
 * The same weights and topology give the same bytes.
 */
export async function writeLayersModel(store: Store, folder: string, model: tf.LayersModel): Promise<void> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save({
    async save(saved: tf.io.ModelArtifacts) {
      artifacts = saved;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    },
  });
  const { weightData, weightSpecs, ...rest } = artifacts!;
  const bytes = joined(weightData!);
  const json = { ...rest, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs! }] };
  await store.write(`${folder}/weights.bin`, bytes);
  await store.write(`${folder}/model.json`, new TextEncoder().encode(JSON.stringify(json)));
}

/**
 * Reads `model.json` and the weights beside it. Only layers that are registered are made; nothing in the file is run.
 *
 * @param nameOf how a path of the store is called in a message
 * @throws SyntaxError naming the file if it is not such a model, its weights are not as long as it says, or they do not
 *   fit its layers
 */
export async function readLayersModel(
  store: Store,
  folder: string,
  nameOf: (path: string) => string,
): Promise<tf.LayersModel> {
  const path = `${folder}/model.json`;
  const file = nameOf(path);
  const { modelTopology, weightsManifest } = parseJson(await store.read(path, 64 * mebibyte), manifest, file);
  const parts: Uint8Array[] = [];
  for (const group of weightsManifest) {
    const expected = group.weights.reduce(
      (sum, { shape, dtype }) => sum + shape.reduce((a, b) => a * b, bytesOf[dtype]),
      0,
    );
    const read: Uint8Array[] = [];
    for (const name of group.paths) {
      checkStorePath(name, `${file}: field weightsManifest`);
      read.push(await store.read(`${folder}/${name}`, 2048 * mebibyte));
    }
    const found = read.reduce((sum, { length }) => sum + length, 0);
    if (found !== expected) {
      const names = group.paths.map((name) => nameOf(`${folder}/${name}`)).join(' and ');
      throw new SyntaxError(
        `${names} must hold ${expected} bytes of weights, got ${found}; the file is damaged or cut short`,
      );
    }
    parts.push(...read);
  }
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights) as unknown as tf.io.WeightsManifestEntry[];
  const weightData = joined(parts).buffer as ArrayBuffer;
  const { registeredVariables } = tf.engine();
  let before = new Set<string>();
  try {
    return await tf.loadLayersModel({
      async load() {
        before = new Set(Object.keys(registeredVariables));
        return { modelTopology, weightSpecs, weightData };
      },
    });
  } catch (cause) {
    // Layers that were made before it failed have weights, which nobody else will dispose.
    for (const [name, variable] of Object.entries(registeredVariables)) if (!before.has(name)) variable.dispose();
    const { name, message } = cause as Error;
    // TensorFlow.js trusts that a description is whole, and stumbles over what is not there.
    const why = name === 'TypeError' ? 'it does not describe layers as TensorFlow.js does' : oneLine(message);
    throw new SyntaxError(
      `${file} is no model that can be built: ${why}; the file is damaged, or needs a layer that was not registered`,
      { cause },
    );
  }
}

function joined(parts: ArrayBuffer | readonly (ArrayBuffer | Uint8Array)[]): Uint8Array {
  if (parts instanceof ArrayBuffer) return new Uint8Array(parts);
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part instanceof ArrayBuffer ? new Uint8Array(part) : part, at);
    at += part.byteLength;
  }
  return all;
}
