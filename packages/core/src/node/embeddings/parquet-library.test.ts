import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddings } from './index.ts';

jest.mock('hyparquet-writer', () => {
  throw new Error("Cannot find module 'hyparquet-writer'");
});

test('without the libraries of Parquet it says what to install, and makes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'siamese-'));
  try {
    await expect(openEmbeddings(join(folder, 'e.parquet'), { dimensions: 2, labelled: false })).rejects.toThrow(
      'Parquet needs three packages that are not installed: npm install hyparquet@1.31.5 hyparquet-compressors@1.1.2 hyparquet-writer@0.17.0',
    );
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
