/** Japanese: dreams in the explorer. */
import type { DreamWords } from './index.en.ts';

export const dreamExplorerJa: DreamWords['explorer'] = {
  name: 'ドリーム',
};
