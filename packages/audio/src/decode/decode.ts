import type { Decoded } from './flac.ts';
import type { Channel } from './sound.ts';
import type { Source } from './source.ts';

/** What Node and browsers do each in their own way: open a path or URL ... */
export type OpenSource = (item: string) => Promise<Source>;

/** ... and decode what no package of JavaScript decodes (M4A, AIFF, WMA ...). */
export type DecodeOther = (bytes: Uint8Array, called: string, name: string, channel: Channel) => Promise<Decoded>;
