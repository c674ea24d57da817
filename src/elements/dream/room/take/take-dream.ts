/** What grew as files: a picture, all of them in one, a video of how they grew. Knows how they are made, not who asks. */
import type { DreamPicture, StudyFrame, StudySettings } from '../../../../session/index.ts';
import { writeVideo } from '../../../labs/take/video-writer.ts';
import type { VideoKind } from '../../../labs/take/video-writer.ts';
import { fileName } from '../../../take/file-name.ts';
import { pngOf } from '../../../take/taken-file.ts';
import type { TakenFile } from '../../../take/taken-file.ts';
import { drawDream } from '../dream-picture.ts';

/** Whose pictures are taken away. */
export interface DreamSource {
  readonly settings: StudySettings;
  /** Name of the network; null where nobody knows it. */
  readonly model: string | null;
}

/** How far the work is, and how it ends early. */
export interface FilmOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Nothing came out of the browser's recorder. */
export class NoFilmError extends Error {}

const COLUMNS = 2;
/** Pixels that a side of a film has at least: the pictures are enlarged by a whole number. */
const FILM_SIDE = 384;
/** Milliseconds of the whole growth, of a moment at least, and of the last one, which is to be looked at. */
const LENGTH = 8000;
const SHORTEST = 60;
const LONGEST = 400;
const LAST = 1500;

/** One picture with exactly its own pixels. */
export async function pictureOfDream(
  source: DreamSource,
  picture: DreamPicture,
  number: number | null,
): Promise<TakenFile> {
  const { canvas, context } = canvasOf(picture.size);
  drawDream(context, picture, 0, 0, picture.size);
  const part = number === null ? null : String(number);
  return { name: nameOf(source, part, 'png'), blob: await pngOf(canvas) };
}

/** All pictures side by side, with exactly their own pixels. */
export async function picturesOfDream(
  source: DreamSource,
  pictures: readonly DreamPicture[],
): Promise<TakenFile> {
  const size = sizeOf(pictures);
  const { canvas, context } = canvasOf(COLUMNS * size);
  drawAll(context, pictures, size);
  return { name: nameOf(source, 'all', 'png'), blob: await pngOf(canvas) };
}

/** How they grew, moment by moment. Rejects with NoFilmError where the browser wrote nothing. */
export async function filmOfDream(
  source: DreamSource,
  frames: readonly StudyFrame[],
  kind: VideoKind,
  { signal, onProgress }: FilmOptions,
): Promise<TakenFile> {
  const largest = frames.reduce((most, { pictures }) => Math.max(most, sizeOf(pictures)), 1);
  const columns = (frames.at(-1)?.pictures.length ?? 1) > 1 ? COLUMNS : 1;
  const side = largest * Math.max(1, Math.round(FILM_SIDE / (columns * largest)));
  const { canvas, context } = canvasOf(columns * side);
  const usual = Math.min(LONGEST, Math.max(SHORTEST, LENGTH / frames.length));
  const draw = (index: number): number => {
    drawAll(context, frames[index]?.pictures ?? [], side);
    onProgress(index + 1, frames.length);
    return index === frames.length - 1 ? LAST : usual;
  };
  const blob = await writeVideo(canvas, kind, frames.length, draw, signal);
  if (!blob) throw new NoFilmError();
  return { name: nameOf(source, null, kind.extension), blob };
}

function drawAll(
  context: CanvasRenderingContext2D,
  pictures: readonly DreamPicture[],
  side: number,
): void {
  pictures.forEach((picture, index) => {
    const column = index % COLUMNS;
    const row = Math.floor(index / COLUMNS);
    drawDream(context, picture, column * side, row * side, side);
  });
}

function sizeOf(pictures: readonly DreamPicture[]): number {
  return pictures.reduce((most, { size }) => Math.max(most, size), 1);
}

function canvasOf(side: number): {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
} {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gave no 2D canvas.');
  context.imageSmoothingQuality = 'high';
  return { canvas, context };
}

function nameOf({ settings, model }: DreamSource, part: string | null, extension: string): string {
  const { layer, channel, what, other, negative, recipe, seed } = settings;
  const filter = what === 'layer' ? 'layer' : `${what}${channel}`;
  const mixed = other === null ? null : `with${other}`;
  const sign = negative ? 'opposite' : null;
  const parts = [model, layer, filter, mixed, sign, recipe, `seed${seed}`, part];
  return fileName(parts, extension);
}
