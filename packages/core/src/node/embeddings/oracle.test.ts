import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEmbeddings } from './index.ts';

const oracle = JSON.parse(
  readFileSync(join(__dirname, '../../../../testing/oracles/embedding-files.json'), 'utf8'),
) as {
  keys: string[];
  labels: string[];
  values: number[];
  withLabels: Record<string, boolean>;
  files: Record<string, string>;
};

test.each(Object.keys(oracle.files))('%s, as Python writes it, is read', async (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'siamese-'));
  try {
    writeFileSync(join(folder, name), Uint8Array.from(Buffer.from(oracle.files[name]!, 'base64')));
    const { embeddings, keys, labels } = await readEmbeddings(join(folder, name));
    expect(embeddings).toEqual({ values: Float32Array.from(oracle.values), rows: 4, dimensions: 3 });
    expect(keys).toEqual(name.endsWith('.npy') ? undefined : oracle.keys);
    expect(labels).toEqual(oracle.withLabels[name] ? oracle.labels : undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
