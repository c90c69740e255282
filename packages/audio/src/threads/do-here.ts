import { decodeAudio } from '../decode-audio.ts';
import type { Features } from '../front-end/features.ts';
import type { FrontEnd } from '../front-end/front-end.ts';
import { openFeatures } from '../front-end/open-features.ts';
import { readItem } from '../preparation/read-item.ts';
import type { DecodeTask, DoTask, Done, PrepareTask } from './task.ts';

/** The tables of a front end take a while to make; most programs have one. */
let last: { readonly key: string; readonly features: Promise<Features> } | undefined;

function featuresOf(frontEnd: FrontEnd): Promise<Features> {
  const key = JSON.stringify(frontEnd);
  if (last?.key !== key) last = { key, features: openFeatures(frontEnd) };
  return last.features;
}

/** Does a task in the thread that asks. */
export const doHere: DoTask = async <Task extends DecodeTask | PrepareTask>(task: Task) => {
  const done =
    task.kind === 'decode'
      ? await decodeAudio(task.item, task.options)
      : await readItem(task.item, task.preparation, task.wanted, await featuresOf(task.preparation.frontEnd));
  return done as Done<Task>;
};
