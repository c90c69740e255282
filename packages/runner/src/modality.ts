import type { Comparator, Encoder, Labelled } from '@siamese/core';
import type { Picture, Sound } from './report/index.ts';

/** What is used: an encoder, or a siamese with a head. */
export type Usable<Item> = Encoder<Item> | Comparator<Item>;

/** All that the verbs of a runner have to know of pictures, recordings or sentences. */
export type Modality<Item> = {
  /** What an item is called: `picture`, `pictures`. */
  readonly one: string;
  readonly many: string;
  /** What starts the runner: `npm start --`. */
  readonly starts: string;
  /** The model in a folder. */
  load(folder: string): Promise<Usable<Item>>;
  /** The items of a folder of class folders; with `loose` also those that are in none, whose label is ''. */
  fromFolder(folder: string, o?: { readonly loose?: boolean }): Promise<Labelled<Item>>;
  /** One item that was named by its path. */
  read(path: string): Promise<Item>;
  /** Reads items as an encoder takes them, and says which were left out. */
  readable(items: Labelled<Item>, encoder: Encoder<Item>, skipBad: boolean): Promise<Labelled<Item>>;
  /** What every figure is set beside, an encoder that learned nothing, and its name: `raw pixels`. */
  baseline(encoder: Encoder<Item>): Encoder<Item>;
  readonly baselineName: string;
  /** The path of an item, if it came from one. */
  pathOf(item: Item): string | undefined;
  /** An item as a page shows it; undefined: by its name. */
  show(item: Item): Promise<Picture | undefined>;
  /** What a page lets one hear of an item; absent: nothing. */
  hear?(item: Item): Promise<Sound | undefined>;
};

/** The encoder inside. */
export function encoderOf<Item>(model: Usable<Item>): Encoder<Item> {
  return 'head' in model ? model.a : model;
}
