/** What may be shown of a layer, in the order in which one goes round. */
import type { LayerContent, SessionFace } from '../../session/index.ts';

/** All that may be shown of a layer. */
export const CONTENTS: readonly LayerContent[] = ['maps', 'dreams', 'both', 'weights'];

type Shown = Pick<SessionFace, 'content' | 'selectedLayer'>;

/** Whether the layer has learned values to show. */
export function hasWeights({ selectedLayer }: Pick<Shown, 'selectedLayer'>): boolean {
  return (selectedLayer.value?.parameters ?? 0) > 0;
}

/** What is chosen, or the maps where the layer has none of it. */
export function shownContent(session: Shown): LayerContent {
  const content = session.content.value;
  return content === 'weights' && !hasWeights(session) ? 'maps' : content;
}

/** What comes after it. */
export function nextContent(session: Shown): LayerContent {
  const next = CONTENTS[CONTENTS.indexOf(shownContent(session)) + 1];
  return !next || (next === 'weights' && !hasWeights(session)) ? 'maps' : next;
}
