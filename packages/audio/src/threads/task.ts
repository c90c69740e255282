import type { DecodeAudioOptions } from '../decode-audio.ts';
import type { AudioPreparation } from '../preparation/preparation.ts';
import type { Wanted } from '../preparation/read-item.ts';
import type { AudioItem, Waveform } from '../waveform.ts';

/** What may be asked of another thread, all of it plain data: an item's samples ... */
export type DecodeTask = {
  readonly kind: 'decode';
  readonly item: AudioItem;
  readonly options: DecodeAudioOptions;
};

/** ... or what an encoder's preparation makes of it. */
export type PrepareTask = {
  readonly kind: 'prepare';
  readonly item: AudioItem;
  readonly preparation: AudioPreparation;
  readonly wanted: Wanted;
};

/** What comes of a task: samples and their rate, or numbers. */
export type Done<Task> = Task extends DecodeTask ? Waveform : Float32Array;

/** Does tasks, in this thread or another one. */
export type DoTask = <Task extends DecodeTask | PrepareTask>(task: Task) => Promise<Done<Task>>;
