import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportContent } from './content.ts';
import { renderReport } from './render-report.ts';

/**
 * Writes `report.html` into a folder that exists: one file that opens from disk and needs no network.
 *
 * @returns the path of the file
 */
export async function writeReport(folder: string, content: ReportContent): Promise<string> {
  const path = join(folder, 'report.html');
  await writeFile(path, await renderReport(content));
  return path;
}
