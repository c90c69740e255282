import { join } from 'node:path';
import { writeFileAtomic } from '@siamese/core/node';
import type { ReportContent } from './content.ts';
import { renderReport } from './render-report.ts';

/**
 * Writes `report.html` into a folder that exists: one file, under 5 MB, that opens from disk and needs no network.
 *
 * @returns the path of the file
 * @throws the error of the file system; no half-written file is left
 */
export async function writeReport(folder: string, content: ReportContent): Promise<string> {
  const path = join(folder, 'report.html');
  await writeFileAtomic(path, await renderReport(content));
  return path;
}
