/** What the items of a modality are called in messages, and which files are meant to be some. */
export type ItemWords = {
  /** `picture` */
  readonly one: string;
  /** `pictures` */
  readonly many: string;
  /** What a label stands for: `class`, `speaker`. */
  readonly class: string;
  /** A file in the layout that is advised: `<picture>.jpg`. */
  readonly file: string;
  /** Whether a file is meant to be an item, by its name. */
  isItem(path: string): boolean;
};
