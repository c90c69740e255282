import * as tf from '@tensorflow/tfjs';
import { embed, type Encoder, modelFrom, readModel, type Store } from '@siamese/core';
import { type AudioItem, audioPrepare } from './index.ts';

/** What the page of in-chromium.test.ts runs: the embeddings of what is at some addresses, by a model that is at another. */
async function embedInPage(backend: string, model: string, urls: readonly string[]): Promise<number[][]> {
  if (!(await tf.setBackend(backend))) throw new Error(`no backend ${backend} here`);
  const readOnly = async () => {
    throw new Error('a model is only read here');
  };
  const store: Store = {
    async read(path) {
      const answer = await fetch(`${model}/${path}`);
      if (!answer.ok) throw new Error(`${path} is not there (${answer.status})`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    write: readOnly,
    remove: readOnly,
  };
  const encoder = modelFrom<AudioItem>(await readModel(store), audioPrepare) as Encoder<AudioItem>;
  const { values, dimensions } = await embed(encoder, urls);
  encoder.model.dispose();
  return urls.map((_, i) => [...values.subarray(i * dimensions, (i + 1) * dimensions)]);
}

Object.assign(globalThis, { embedInPage });
