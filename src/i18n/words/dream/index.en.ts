/** English: pictures that filters want most. */
import { dreamExplorerEn } from './explorer.en.ts';
import { dreamRoomEn } from './room.en.ts';

export const dreamEn = {
  explorer: dreamExplorerEn,
  room: dreamRoomEn,
};

/** The shape of the words of dreams: every key of the English ones, with any text. */
export type DreamWords = typeof dreamEn;
