import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@siamese/core/node';
import { readRun } from '../compare-runs/read-run.ts';
import { runsContent } from '../compare-runs/runs-content.ts';
import type { Modality } from '../modality.ts';
import { openFile } from '../open-file.ts';
import { fromHere, shown } from '../paths.ts';
import { print } from '../print.ts';
import { renderRuns } from '../report/index.ts';

/** What `report` was told. */
export type ReportFlags = { out: string; open?: boolean };

/** Writes a page that compares runs: their figures side by side, and their curves in one plot each. */
export async function report(
  { baselineName }: Pick<Modality<never>, 'baselineName'>,
  runs: readonly string[],
  flags: ReportFlags,
): Promise<void> {
  const content = runsContent(runs.map(readRun), baselineName);
  const out = fromHere(flags.out);
  mkdirSync(out, { recursive: true });
  const page = join(out, 'runs.html');
  await writeFileAtomic(page, await renderRuns(content));
  print(`page       ${shown(page)}`);
  if (flags.open === true) openFile(page);
}
