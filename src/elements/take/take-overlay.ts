/** A map on the picture with the field of the unit as a PNG, composed as on the page. */
import { placementOfMap } from '../../math/index.ts';
import type { Extent, Rectangle } from '../../math/index.ts';
import type { CanvasView, OverlaySettings, UnitAddress } from '../../session/index.ts';
import { formatValue } from '../../i18n/index.ts';
import { mixOf, paintStyleOf } from '../views/overlay-look.ts';
import { fieldsOn, overlaySubject, squareOfCell } from '../views/overlay-place.ts';
import type { OverlaySubject } from '../views/overlay-place.ts';
import { withShots } from './canvas-shot.ts';
import { commonFacts, legendOfMap, tell, wordsOf } from './captions.ts';
import type { TakeSource } from './captions.ts';
import { fileName } from './file-name.ts';
import { pageStyle } from './page-style.ts';
import { composeSheet } from './sheet.ts';
import { pngOf } from './taken-file.ts';
import type { TakenFile } from './taken-file.ts';

const PERCENT = 100;
/** Pixels. */
const SIDE = 1024;
const LINE = 2;
const OUTSIDE = 'rgb(0 0 0 / 42%)';
const EDGE = 'rgb(0 0 0 / 75%)';

/** What is drawn, pixels of the sheet. */
interface Scene {
  readonly size: Extent;
  readonly map: Rectangle;
  readonly field: Rectangle;
  readonly cell: Rectangle;
  /** Size of the canvas of the map. */
  readonly canvas: Extent;
  readonly smooth: boolean;
}

/** The map of a unit's channel over the picture. Throws RangeError where there is no such layer. */
export async function pictureOfOverlay(
  source: TakeSource,
  address: UnitAddress,
): Promise<TakenFile> {
  const { session } = source;
  const subject = overlaySubject(session.layers.peek(), address);
  if (!subject) throw new RangeError(`There is no layer called ${address.layer}.`);
  const settings = session.overlay.peek();
  const scene = sceneOf(source, subject, settings);
  const legend = await legendOfMap(source, subject.address);
  const value = await valueOf(source, address);
  const { layer, cell } = address;
  const paint = { style: paintStyleOf(settings), level: settings.level, smooth: settings.smooth };
  const attachMap = (canvas: HTMLCanvasElement): CanvasView => {
    const view = session.attachMap(canvas);
    view.show(subject.address, paint, scene.canvas);
    return view;
  };
  const attachPicture = (canvas: HTMLCanvasElement): CanvasView => {
    const view = session.attachPatch(canvas);
    view.show({ x: 0, y: 0, ...inputOf(source) }, scene.size);
    return view;
  };
  const { sheet: words } = wordsOf(source).take;
  const { whole } = fieldsOn(subject, inputOf(source));
  const sheet = await withShots(session, [attachMap, attachPicture], ([map, picture]) =>
    composeSheet(
      {
        size: scene.size,
        draw: (context) => {
          session.paintNow();
          if (settings.mode !== 'map') drawPicture(context, source, picture, scene.size);
          if (map) drawMap(context, map, scene, settings);
          drawFrames(context, scene);
        },
        legend,
        title: tell(source, words.unit, { layer, channel: cell.channel }),
        facts: [
          tell(source, words.frame, {
            row: cell.row,
            column: cell.column,
            width: whole.width,
            height: whole.height,
            value: formatValue(value, source.language),
          }),
          modeText(source, settings),
          ...commonFacts(source),
        ],
      },
      pageStyle(document),
    ),
  );
  const model = session.model.peek()?.id ?? null;
  const name = fileName([model, layer, `channel${cell.channel}`, 'overlay'], 'png');
  return { name, blob: await pngOf(sheet) };
}

/** `heat map, opacity 80%`, as the settings below the picture name it. */
function modeText(source: TakeSource, { mode, alpha, level }: OverlaySettings): string {
  const words = wordsOf(source).unit.overlay;
  const shown = words.modes[mode];
  const lower = (word: string): string => word.toLocaleLowerCase(source.language);
  const percent = (share: number): string => `${Math.round(share * PERCENT)}%`;
  if (mode === 'heat') return `${shown}, ${lower(words.alpha)} ${percent(alpha)}`;
  return mode === 'contour' ? `${shown}, ${lower(words.level)} ${percent(level)}` : shown;
}

function inputOf({ session }: TakeSource): Extent {
  const [, height, width] = session.layers.peek()[0]?.shape ?? [0, 1, 1];
  return { width, height };
}

function sceneOf(
  source: TakeSource,
  subject: OverlaySubject,
  { mode, smooth }: OverlaySettings,
): Scene {
  const input = inputOf(source);
  const pixel = SIDE / Math.max(input.width, input.height);
  const scaled = ({ x, y, width, height }: Rectangle): Rectangle => ({
    x: x * pixel,
    y: y * pixel,
    width: width * pixel,
    height: height * pixel,
  });
  const { layer } = subject;
  const map = scaled(placementOfMap(layer.fields, layer.shape));
  const isFine = smooth || mode === 'contour';
  const [, rows, columns] = layer.shape;
  return {
    size: { width: Math.round(input.width * pixel), height: Math.round(input.height * pixel) },
    map,
    field: scaled(fieldsOn(subject, input).seen),
    cell: scaled(squareOfCell(subject)),
    canvas: isFine
      ? { width: Math.round(map.width), height: Math.round(map.height) }
      : { width: columns, height: rows },
    smooth: isFine,
  };
}

/** The picture as it was decoded; where it came as numbers, as the network receives it. */
function drawPicture(
  context: CanvasRenderingContext2D,
  { session }: TakeSource,
  received: HTMLCanvasElement | undefined,
  { width, height }: Extent,
): void {
  const photo = session.photo.peek();
  context.imageSmoothingQuality = 'high';
  if (photo) {
    const { x, y, width: w, height: h } = photo.region;
    context.drawImage(photo.image, x, y, w, h, 0, 0, width, height);
  } else if (received) {
    context.drawImage(received, 0, 0, width, height);
  }
}

function drawMap(
  context: CanvasRenderingContext2D,
  canvas: HTMLCanvasElement,
  { size, map, smooth }: Scene,
  { mode, blend, alpha }: OverlaySettings,
): void {
  context.save();
  clip(context, size);
  context.imageSmoothingEnabled = smooth;
  if (mode === 'heat') {
    context.globalAlpha = alpha;
    const mix = mixOf({ mode, blend });
    context.globalCompositeOperation = mix === 'normal' ? 'source-over' : mix;
  }
  context.drawImage(canvas, map.x, map.y, map.width, map.height);
  context.restore();
}

/** What lies outside the field is dimmed; field and cell have a bright line on a dark one. */
function drawFrames(context: CanvasRenderingContext2D, { size, field, cell }: Scene): void {
  context.save();
  clip(context, size);
  context.fillStyle = OUTSIDE;
  context.beginPath();
  context.rect(0, 0, size.width, size.height);
  context.rect(field.x, field.y, field.width, field.height);
  context.fill('evenodd');
  for (const box of [field, cell]) {
    for (const [color, width] of [
      [EDGE, 2 * LINE],
      ['#fff', LINE],
    ] as const) {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.strokeRect(box.x, box.y, box.width, box.height);
    }
  }
  context.restore();
}

function clip(context: CanvasRenderingContext2D, { width, height }: Extent): void {
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
}

/** Known already where it is the unit; else the layer is read. */
async function valueOf({ session }: TakeSource, { layer, cell }: UnitAddress): Promise<number> {
  const known = [session.reading.peek(), ...session.pins.peek().map(({ reading }) => reading)];
  const found = known.find((reading) => {
    if (reading?.address.layer !== layer) return false;
    const { channel, row, column } = reading.address.cell;
    return channel === cell.channel && row === cell.row && column === cell.column;
  });
  if (found) return found.value;
  const { shape, data } = await session.values(layer);
  return data[(cell.channel * shape[1] + cell.row) * shape[2] + cell.column] ?? Number.NaN;
}
