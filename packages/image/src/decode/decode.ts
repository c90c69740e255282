import type { Picture } from '../picture.ts';

/** How a file is decoded. */
export type DecodeOptions = {
  /**
   * Pixels that are enough: a picture both of whose sides are longer may come back smaller, with its proportions, its
   * shorter side this long. Saves time and memory where photographs become small pictures anyway. Default: as it is.
   */
  readonly enough?: number;
};

/** A file's bytes or its path (Node) or URL (browser) to pixels of 1 or 3 channels. */
export type Decode = (item: string | Uint8Array, options?: DecodeOptions) => Promise<Picture>;
