import { print } from '../print.ts';
import { shown } from '../paths.ts';
import type { RunOf } from './train-one.ts';

type Going = Pick<RunOf<never>, 'folder'> & { readonly modality: { readonly starts: string } };

/** How a run goes on, as it can be typed. */
export function goOnWith({ modality, folder }: Going): string {
  return `go on with: ${modality.starts} --resume ${shown(folder)}`;
}

/** Says how a run goes on that something else stopped: the same steps would end in the same numbers, and that can be put right. */
export function sayGoOn(run: Going, kept: string): void {
  print(`${kept} is kept; once what is wrong is put right, ${goOnWith(run)}`);
}
