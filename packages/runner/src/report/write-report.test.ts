import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smallContent } from './content.testing.ts';
import { renderReport } from './render-report.ts';
import { writeReport } from './write-report.ts';

jest.setTimeout(60_000); // esbuild, a worker or a browser has to start, perhaps on a busy machine

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('writes one file, and over an older one', async () => {
  const path = await writeReport(folder, { ...smallContent, title: 'older' });
  expect(path).toBe(join(folder, 'report.html'));
  await writeReport(folder, smallContent);
  expect(await readFile(path, 'utf8')).toBe(await renderReport(smallContent));
  expect(await readdir(folder)).toEqual(['report.html']);
});

test('a folder that is not there is an error', async () => {
  await expect(writeReport(join(folder, 'none'), smallContent)).rejects.toThrow('its folder is not there');
});
