/** How much room a picture takes: the input with the padding around it, the output in cells of the same size. Pure. */
import type { LabWindow } from '../../../math/lab/index.ts';
import type { LabScene } from '../../../session/index.ts';
import type { StageSide } from './stage-planes.ts';

/** A picture with what is around it. */
export interface StageExtent extends LabWindow {
  /** Which share of its room it takes, so that a smaller output looks smaller. */
  readonly share: number;
}

/** An output is drawn no smaller than this. */
const LEAST_SHARE = 0.5;

/** The cells that are drawn of a side. */
export function stageExtent(scene: LabScene, side: StageSide): StageExtent {
  const input = inputExtent(scene);
  const [, rows, columns] = scene.output;
  const most = Math.max(input.rows, input.columns, rows, columns);
  const shareOf = (part: LabWindow): number => Math.max(part.rows, part.columns) / most;
  if (side === 'input') return { ...input, share: shareOf(input) };
  const output = { row: 0, column: 0, rows, columns };
  return { ...output, share: Math.max(LEAST_SHARE, shareOf(output)) };
}

function inputExtent({
  input: [, height, width],
  geometry: { before, after },
}: LabScene): LabWindow {
  return {
    row: -before[0],
    column: -before[1],
    rows: height + before[0] + after[0],
    columns: width + before[1] + after[1],
  };
}
