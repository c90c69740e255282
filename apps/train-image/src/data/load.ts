import type { DataOptions, DataSet } from './data-set.ts';
import { mnist } from './mnist.ts';
import { omniglot } from './omniglot.ts';
import { own } from './own.ts';
import { embedded } from './scribbles.ts';

/** The data set of that name, else the folder or CSV file at that path. */
export async function loadData(name: string, o: DataOptions): Promise<DataSet> {
  switch (name) {
    case 'scribbles':
      return embedded(o.seed);
    case 'mnist':
    case 'fashion-mnist':
      return mnist(name, o);
    case 'omniglot':
      return omniglot(o);
    default:
      return own(name, o);
  }
}
