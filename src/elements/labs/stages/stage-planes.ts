/** Which pictures stand on which side, by what is done in a lab. Computes nothing. */
import type { LabPlane, LabScene } from '../../../session/index.ts';

/** The two sides of the kernel. */
export type StageSide = 'input' | 'output';

/** A picture of a side. */
export interface StagePicture {
  readonly plane: LabPlane;
  /** What is laid over it. */
  readonly over: LabPlane | null;
  /** Its name in the words of the stages; null where it is the only one. */
  readonly name: StageName | null;
}

/** See the words `stages.planes`. */
export type StageName =
  | 'input'
  | 'inputGradient'
  | 'output'
  | 'upstream'
  | 'target'
  | 'inputBefore'
  | 'outputBefore'
  | 'inputNow'
  | 'outputNow'
  | 'outputLearned';

/** The pictures of a side, from left to right. */
export function picturesOf(scene: LabScene, side: StageSide): readonly StagePicture[] {
  const has = (plane: LabPlane): boolean => scene.planes.includes(plane);
  const over = side === 'input' && has('wins') ? 'wins' : null;
  const only: StagePicture = { plane: side, over, name: null };
  const second = side === 'input' ? 'inputGradient' : 'upstream';
  if (has(second)) {
    return [
      { ...only, name: side },
      { plane: second, over: null, name: second },
    ];
  }
  const before = side === 'input' ? 'inputBefore' : 'outputBefore';
  if (has(before)) {
    return [
      { plane: before, over: null, name: before },
      { ...only, name: side === 'input' ? 'inputNow' : 'outputNow' },
    ];
  }
  if (side === 'output' && has('target')) {
    return [
      { ...only, name: 'outputLearned' },
      { plane: 'target', over: null, name: 'target' },
    ];
  }
  return [only];
}

/** The picture whose cells are magnified. */
export function magnifiedPlane(scene: LabScene, side: StageSide, isGradient: boolean): LabPlane {
  const gradient = side === 'input' ? 'inputGradient' : 'upstream';
  return isGradient && scene.planes.includes(gradient) ? gradient : side;
}
