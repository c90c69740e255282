import type { DataOptions, DataSet } from './data-set.ts';
import { embedded } from './embedded.ts';
import { fsddDigits } from './fsdd-digits.ts';
import { fsddSpeakers } from './fsdd-speakers.ts';
import { librispeechMini } from './librispeech-mini.ts';
import { own } from './own.ts';

/** The data set of that name, else the folder or CSV file at that path; several where it is trained on in several ways. */
export async function loadData(name: string, o: DataOptions): Promise<readonly DataSet[]> {
  switch (name) {
    case 'voices':
      return [embedded(o.seed)];
    case 'librispeech-mini':
      return [await librispeechMini(o)];
    case 'fsdd-speakers':
      return [await fsddSpeakers(o)];
    case 'fsdd-digits':
      return fsddDigits(o);
    default:
      return [await own(name, o)];
  }
}
