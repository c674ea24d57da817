/** Which parts of the pictures are read as numbers around the cursor, and what is made of them. */
import type { LabEngine } from '../../insight/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { neighbourhood, windowSpan } from '../../math/lab/index.ts';
import type { LabCell, LabWindow } from '../../math/lab/index.ts';
import type { LabNumbers, LabPatch, LabPlane, LabScene } from './lab-types.ts';

/** Rows and columns that are magnified at least. */
const LEAST = 9;
const OF_INPUT: readonly LabPlane[] = ['input', 'inputGradient', 'wins'];
const OF_OUTPUT: readonly LabPlane[] = ['output', 'parts', 'upstream'];

/** Reads the numbers around `cursor` that a scene has. */
export async function readNumbers(
  engine: LabEngine,
  scene: LabScene,
  cursor: LabCell,
): Promise<LabNumbers> {
  const { geometry, planes } = scene;
  const around = neighbourhood(windowSpan(geometry, cursor), LEAST);
  const half = Math.floor(LEAST / 2);
  const beside = {
    row: cursor.row - half,
    column: cursor.column - half,
    rows: LEAST,
    columns: LEAST,
  };
  const wanted = planes.flatMap((plane) =>
    OF_INPUT.includes(plane)
      ? [{ plane, window: around }]
      : OF_OUTPUT.includes(plane)
        ? [{ plane, window: beside }]
        : [],
  );
  const { padding, value } = geometry;
  const found = await engine.read(
    wanted.map(({ plane, window }) =>
      plane === 'input'
        ? { plane, ...window, padding, value }
        : { plane, ...window, padding: 'constant', value: 0 },
    ),
  );
  const patches: Partial<Record<LabPlane, LabPatch>> = {};
  wanted.forEach(({ plane, window }, index) => {
    const data = found[index] ?? new Float32Array();
    const shape = OF_INPUT.includes(plane) ? scene.input : scene.output;
    if (plane !== 'input') hideOutside(data, window, shape);
    patches[plane] = { ...window, channels: data.length / window.rows / window.columns, data };
  });
  return { scene, cursor, patches };
}

/** Beyond the border there is nothing, which is another thing than zero. */
function hideOutside(
  data: Float32Array,
  { row, column, rows, columns }: LabWindow,
  [, height, width]: Shape3,
): void {
  for (let place = 0; place < data.length; place += 1) {
    const y = row + (Math.floor(place / columns) % rows);
    const x = column + (place % columns);
    if (y < 0 || x < 0 || y >= height || x >= width) data[place] = NaN;
  }
}

/** The cell of the output that is nearest to `cell`. */
export function insideOf(
  { output: [, height, width] }: LabScene,
  { row, column }: LabCell,
): LabCell {
  const clamp = (index: number, extent: number): number => Math.max(0, Math.min(extent - 1, index));
  return { row: clamp(row, height), column: clamp(column, width) };
}
