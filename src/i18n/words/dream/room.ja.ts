/** Japanese: dreams in the room. */
import type { DreamWords } from './index.en.ts';

export const dreamRoomJa: DreamWords['room'] = {
  name: 'ドリーム',
};
