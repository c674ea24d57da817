/** What one drawing of a lab is made of: plain data, nothing of a page. */
import type { Language, LabWords } from '../../../i18n/index.ts';
import type { LabCell } from '../../../math/lab/index.ts';
import type { LabNumbers, LabPlane, LabScene } from '../../../session/index.ts';
import type { PageStyle } from '../../take/page-style.ts';
import type { CellColor } from '../stages/draw-numbers.ts';

/** Colours of the page that a lab needs beside those of every picture. */
export interface LabStyle extends PageStyle {
  readonly raised: string;
  readonly faint: string;
  /** On pictures, in both themes: the window and its cell, and what has won. */
  readonly window: string;
  readonly winner: string;
}

/** The pictures of a moment, one pixel a cell. */
export interface LabPictureSet {
  readonly input: CanvasImageSource;
  readonly output: CanvasImageSource;
}

/** What stands above and below the stages. */
export interface LabCaption {
  readonly heading: string;
  readonly facts: readonly string[];
}

/** Everything that `drawLabFrame` draws. */
export interface LabFrame {
  readonly scene: LabScene;
  readonly cursor: LabCell;
  readonly numbers: LabNumbers;
  readonly pictures: LabPictureSet;
  /** Cells of the output that the window has passed; the rest is veiled. Null: nothing is. */
  readonly shown: number | null;
  /** Whose numbers are shown where there are three. */
  readonly channel: number;
  /** Colour of a value of a plane. */
  readonly colorOf: (plane: LabPlane, values: readonly number[]) => CellColor;
  readonly style: LabStyle;
  readonly words: LabWords;
  readonly language: Language;
  readonly caption: LabCaption;
  /** Pixels of the drawing for each of the layout. */
  readonly scale: number;
}
