/** A feature vector as a PNG: its elements line by line as in the dialog, with legend and caption. */
import { formatValue } from '../../i18n/index.ts';
import type { VectorKind } from '../../session/index.ts';
import { colorsOf, commonFacts, tell, wordsOf } from './captions.ts';
import type { TakeSource } from './captions.ts';
import { fileName } from './file-name.ts';
import { pageStyle } from './page-style.ts';
import { composeSheet } from './sheet.ts';
import { pngOf } from './taken-file.ts';
import type { TakenFile } from './taken-file.ts';
import type { VectorColors } from './vector-plate.ts';

/** The longer side, pixels. */
const SIDE = 1600;

/** What is drawn: one pixel of `cells` is one element. */
export interface VectorPicture {
  readonly layer: string;
  readonly kind: VectorKind;
  readonly length: number;
  readonly colors: VectorColors;
  readonly cells: HTMLCanvasElement;
}

/** The elements enlarged by a whole number. */
export async function pictureOfVector(
  source: TakeSource,
  { layer, kind, length, colors, cells }: VectorPicture,
): Promise<TakenFile> {
  const { vector } = wordsOf(source).take;
  const times = Math.max(1, Math.floor(SIDE / Math.max(cells.width, cells.height)));
  const size = { width: cells.width * times, height: cells.height * times };
  const { colormap, limits } = colors;
  const sheet = composeSheet(
    {
      size,
      draw: (context) => {
        context.imageSmoothingEnabled = false;
        context.drawImage(cells, 0, 0, size.width, size.height);
      },
      legend: {
        colors: colorsOf(colormap, (share) => share),
        low: formatValue(limits.lo, source.language),
        high: formatValue(limits.hi, source.language),
        says: vector.scaled,
      },
      title: `${layer}, ${vector.kinds[kind]}`,
      facts: [tell(source, vector.length, { length }), ...commonFacts(source)],
    },
    pageStyle(document),
  );
  const name = fileName([source.session.model.peek()?.id ?? null, layer, kind], 'png');
  return { name, blob: await pngOf(sheet) };
}
