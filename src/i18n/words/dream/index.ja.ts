/** Japanese: pictures that filters want most. */
import { dreamExplorerJa } from './explorer.ja.ts';
import type { DreamWords } from './index.en.ts';
import { dreamRoomJa } from './room.ja.ts';

export const dreamJa: DreamWords = {
  explorer: dreamExplorerJa,
  room: dreamRoomJa,
};
