/** A lab as a picture, as an animation, as a video: files with names. Knows how they are made, not who asks. */
import type { LabFace } from '../../../session/index.ts';
import { fileName } from '../../take/file-name.ts';
import { pageStyle } from '../../take/page-style.ts';
import { pngOf } from '../../take/taken-file.ts';
import type { TakenFile } from '../../take/taken-file.ts';
import { chosenChannel } from '../stages/stage-choice.ts';
import { drawLabFrame, labFrameSize } from './draw-lab-frame.ts';
import { chooseFrames, frameTime } from './frame-choice.ts';
import type { LabFrame, LabStyle } from './frame-types.ts';
import { GifWriter, paletteOf } from './gif-writer.ts';
import { labCaption } from './lab-captions.ts';
import type { CaptionSource } from './lab-captions.ts';
import { recordLab, recordNow } from './record-lab.ts';
import type { LabMoment, RecordingOptions } from './record-lab.ts';
import { writeVideo } from './video-writer.ts';
import type { VideoKind } from './video-writer.ts';

/** Whose state is taken away, and in whose words. */
export interface LabTakeSource extends CaptionSource {
  readonly lab: LabFace;
}

/** How far the work is; `reading` is followed by `drawing`. */
export interface TakeOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (step: 'reading' | 'drawing', done: number, total: number) => void;
}

/** Nothing came out of the browser's recorder. */
export class NoVideoError extends Error {}

/** Pixels of a picture for each of the layout: for screens with two of them. */
const SHEET_SCALE = 2;
const HEX = 16;
/** Data is shown in the same colours in both themes, so what marks it is too: the accent and its orange in the dark. */
const WINDOW = '#4cc2ee';
const WINNER = '#f39a4e';

/** The stages where the window is now. */
export async function pictureOfLab(source: LabTakeSource): Promise<TakenFile> {
  const moment = await recordNow(source.lab);
  const { shown } = source.lab.playback.peek();
  const frame = frameOf(source, moment, shown, SHEET_SCALE);
  const { canvas, context } = canvasFor(frame);
  drawLabFrame(context, frame);
  return { name: nameOf(moment, 'png'), blob: await pngOf(canvas) };
}

/** The window on its way over the output, as an animation that repeats. */
export async function animationOfLab(
  source: LabTakeSource,
  options: TakeOptions,
): Promise<TakenFile> {
  const library = await import('gifenc');
  const frames = await framesOf(source, options);
  const [first] = frames;
  const { context, size } = canvasFor(first);
  const drawn = (frame: LabFrame): Uint8ClampedArray => {
    drawLabFrame(context, frame);
    return context.getImageData(0, 0, size.width, size.height).data;
  };
  const samples = [first, frames[frames.length >> 1] ?? first, frames.at(-1) ?? first];
  const { ground, ink, soft, accent, window, winner } = first.style;
  const fixed = [ground, ink, soft, accent, window, winner].map((color) => rgbOf(context, color));
  const writer = new GifWriter(library, size, paletteOf(library, samples.map(drawn), fixed));
  for (const [index, frame] of frames.entries()) {
    writer.add(drawn(frame), frameTime(index, frames.length));
    options.onProgress('drawing', index + 1, frames.length);
    await breath();
    options.signal.throwIfAborted();
  }
  const blob = new Blob([writer.finish()], { type: 'image/gif' });
  return { name: nameOf(first, 'gif'), blob };
}

/** The same as a video. Rejects with NoVideoError where the browser wrote none. */
export async function videoOfLab(
  source: LabTakeSource,
  kind: VideoKind,
  options: TakeOptions,
): Promise<TakenFile> {
  const frames = await framesOf(source, options);
  const [first] = frames;
  const { canvas, context } = canvasFor(first);
  const draw = (index: number): number => {
    drawLabFrame(context, frames[index] ?? first);
    options.onProgress('drawing', index + 1, frames.length);
    return frameTime(index, frames.length);
  };
  const blob = await writeVideo(canvas, kind, frames.length, draw, options.signal);
  if (!blob) throw new NoVideoError();
  return { name: nameOf(first, kind.extension), blob };
}

/** Colours and type of the page, as it looks now. */
function labStyle(): LabStyle {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ...pageStyle(document),
    raised: token('--raised'),
    faint: token('--ink-faint'),
    window: WINDOW,
    winner: WINNER,
  };
}

function frameOf(
  source: LabTakeSource,
  moment: LabMoment,
  shown: number | null,
  scale: number,
): LabFrame {
  const { lab, words, language } = source;
  return {
    ...moment,
    shown,
    channel: Math.min(chosenChannel.peek(), moment.scene.input[0] - 1),
    colorOf: (plane, values) => lab.colorOf(plane, values),
    style: labStyle(),
    words,
    language,
    caption: labCaption(source, moment.scene),
    scale,
  };
}

async function framesOf(
  source: LabTakeSource,
  { signal, onProgress }: TakeOptions,
): Promise<readonly [LabFrame, ...LabFrame[]]> {
  const reading: RecordingOptions = {
    signal,
    onProgress: (done, total) => onProgress('reading', done, total),
  };
  const moments = await recordLab(source.lab, ({ output }) => chooseFrames(output), reading);
  const [first, ...others] = moments.map((moment) => {
    const { row, column } = moment.cursor;
    return frameOf(source, moment, row * moment.scene.output[2] + column + 1, 1);
  });
  if (!first) throw new Error('The output of the lab has no cells.');
  return [first, ...others];
}

function canvasFor(frame: LabFrame): {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly size: { readonly width: number; readonly height: number };
} {
  const canvas = document.createElement('canvas');
  canvas.lang = frame.style.language;
  const size = labFrameSize(frame);
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gave no 2D canvas.');
  return { canvas, context, size };
}

function nameOf({ scene }: Pick<LabMoment, 'scene'>, extension: string): string {
  const { lab, kernel, pool, picture } = scene.settings;
  const what = lab === 'pooling' ? pool.kind : (kernel.preset ?? 'kernel');
  return fileName(['kawasemi', lab, what, picture], extension);
}

/** A CSS colour as bytes. */
function rgbOf(context: CanvasRenderingContext2D, color: string): number[] {
  context.fillStyle = color;
  // As `#rrggbb`, whatever it was set to.
  const text = typeof context.fillStyle === 'string' ? context.fillStyle : '';
  return [1, 3, 5].map((start) => Number.parseInt(text.slice(start, start + 2), HEX) || 0);
}

/** Lets the page answer the person. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
