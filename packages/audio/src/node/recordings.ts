import { hasEnding, type ItemWords } from '@siamese/core/node';

/** Endings of recordings; among them some that are not read (aiff, wma ...): those are recordings that the user should hear of. */
const endings = 'wav wave flac mp3 ogg oga opus m4a mp4 aac aif aiff aifc caf au snd wma webm amr 3gp';

/** Recordings, as the readers of folders and tables speak of them. */
export const recordings: ItemWords = {
  one: 'recording',
  many: 'recordings',
  class: 'speaker',
  file: '<recording>.wav',
  isItem: hasEnding(endings),
};
