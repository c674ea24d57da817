/** What stands on a tile of the dreams, and whether it must be painted again. Pure. */
import type { DreamStatus } from '../../../session/index.ts';
import type { Primary } from '../../views/primaries.ts';

/** A dream, or the colour that a channel of the input is. */
export type DreamTile = DreamStatus | { readonly primary: Primary };

/** The colours of the input as they are. */
export const PURE: Readonly<Record<Primary, string>> = {
  red: '#ff0000',
  green: '#00ff00',
  blue: '#0000ff',
};

/** Whether both look the same; a picture may change in place, and then its step has changed too. */
export function sameTile(a: DreamTile | undefined, b: DreamTile): boolean {
  if (!a) return false;
  if ('primary' in a || 'primary' in b) {
    return 'primary' in a && 'primary' in b && a.primary === b.primary;
  }
  return (
    a.layer === b.layer &&
    a.channel === b.channel &&
    a.state === b.state &&
    a.step === b.step &&
    a.steps === b.steps &&
    a.source === b.source &&
    a.recipe === b.recipe &&
    a.seed === b.seed &&
    samePicture(a, b)
  );
}

function samePicture({ picture: a }: DreamStatus, { picture: b }: DreamStatus): boolean {
  if (!a || !b) return a === b;
  return a.image === b.image && a.x === b.x && a.y === b.y && a.size === b.size;
}

/** Whether nothing more will come of it. */
export function isSettled({ state }: DreamStatus): boolean {
  return state === 'done' || state === 'barren' || state === 'failed';
}

/** How far it has come, 0..1; null where no progress is to be shown. */
export function progressOf({ state, step, steps }: DreamStatus): number | null {
  return state === 'growing' ? step / Math.max(1, steps) : null;
}
