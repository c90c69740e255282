import { openFile } from '../open-file.ts';
import { shown } from '../paths.ts';
import { print } from '../print.ts';
import type { Trained } from './train-one.ts';

/**
 * Says where a training's report is, and what can be typed next; says nothing of a training that was done before.
 *
 * @param o.besides lines about other files that it left
 * @param o.open whether the report is opened
 */
export function sayNext(
  { report, next = [] }: Trained,
  o: { readonly besides?: readonly string[]; readonly open: boolean },
): void {
  if (report === undefined) return;
  print('', `report     ${shown(report)}`, ...(o.besides ?? []), '', 'next');
  for (const { command, what } of next) print(`  ${command}`, `      ${what}`);
  if (o.open) openFile(report);
}
