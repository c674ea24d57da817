/**
 * Pictures that filters want most, as the elements see them: those of the explorer's layers, and the one a person tries things
 * with. No GPU type appears here.
 */
import type { ErrorValues, ReadonlySignal } from '../../base/index.ts';
import type { DreamRecipe } from '../../math/dream/index.ts';
import type { Bilingual } from '../bilingual.ts';

/** A part of an image with a picture in it, square. */
export interface DreamPicture {
  readonly image: CanvasImageSource;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A filter (of `predictions`: a class). */
export interface DreamPlace {
  readonly layer: string;
  readonly channel: number;
}

/** A dream of the explorer as it stands. */
export interface DreamStatus extends DreamPlace {
  /** `barren`: all steps did not excite it: `first` and `last` tell. `failed`: it cannot be grown here, `problem` tells why. */
  readonly state: 'waiting' | 'growing' | 'done' | 'barren' | 'failed';
  readonly step: number;
  readonly steps: number;
  /** The newest there is. */
  readonly picture: DreamPicture | null;
  /** Shipped with the studio, grown on this machine before, or now. */
  readonly source: 'gallery' | 'kept' | 'grown' | null;
  readonly recipe: string;
  readonly seed: number;
  /** What the objective was before the first step and is now; null where not known yet. */
  readonly first: number | null;
  readonly last: number | null;
  readonly problem: DreamProblem | null;
}

/** To be said in words, see `noticeText`. */
export interface DreamProblem {
  readonly code: string;
  readonly values: ErrorValues;
}

/** By what the explorer's dreams are grown. */
export interface DreamChoice {
  /** Id of a recipe. */
  readonly recipe: string;
  /** Numbers that are not the recipe's, for all layers; null: all are. */
  readonly details: Partial<DreamRecipe> | null;
  readonly seed: number;
}

/** What the dream room tries. Whatever changes begins anew. */
export interface StudySettings extends DreamPlace {
  readonly what: 'channel' | 'unit' | 'layer';
  /** A second channel, mixed in with `share` (0..1); null: none. */
  readonly other: number | null;
  readonly share: number;
  /** What it wants least. */
  readonly negative: boolean;
  /** One picture, or four that differ as much as they can. */
  readonly count: 1 | 4;
  readonly recipe: string;
  /** Numbers that are not the recipe's; null: all are. */
  readonly details: Partial<DreamRecipe> | null;
  readonly seed: number;
  /** From noise, or from the picture that the studio shows. */
  readonly start: 'noise' | 'picture';
}

/** How the pictures stood at a step. */
export interface StudyFrame {
  readonly step: number;
  readonly pictures: readonly DreamPicture[];
}

/** How the room's pictures stand. */
export interface StudyProgress {
  /** `barren` and `failed`: as of a dream. */
  readonly state: 'growing' | 'stopped' | 'done' | 'barren' | 'failed';
  readonly step: number;
  readonly steps: number;
  readonly pictures: readonly DreamPicture[];
  /** What the objective was in every step, one curve a picture. */
  readonly curves: readonly Float32Array[];
  readonly stepsPerSecond: number | null;
  readonly problem: DreamProblem | null;
}

/** One thing that a person tries in the dream room. */
export interface StudyFace {
  readonly settings: ReadonlySignal<StudySettings>;
  /** Null before the first start. */
  readonly progress: ReadonlySignal<StudyProgress | null>;
  /** The recipe with all its numbers, `details` put in, for the layer of the settings. */
  readonly recipe: ReadonlySignal<DreamRecipe>;
  /** How the pictures grew, at most some 120 frames, evenly spread: for a film. */
  frames(): readonly StudyFrame[];
  /** What grows stops, its pictures stay until `start`. Throws RangeError for what the network has not. */
  change(settings: Partial<StudySettings>): void;
  /** Grows, or goes on after `stop`, also after the page was closed meanwhile. */
  start(): void;
  stop(): void;
  /** From the beginning with the next seed. */
  retry(): void;
}

/** What the dream room shows: dreams of all layers, or the one that a person tries things with. */
export type DreamView = 'overview' | 'study';

/** The dreams of a session; made once, when they are asked for first. */
export interface DreamFace {
  /** Of the network that is shown: what can be grown, in order, the classes last; changes with the network. */
  readonly layers: ReadonlySignal<readonly { readonly name: string; readonly channels: number }[]>;
  /** Names of the classes of `predictions`, in order; empty where nobody knows them. */
  readonly classNames: ReadonlySignal<readonly Bilingual[]>;
  /** Of the room; `overview` at first. A link to the room names it, and with `study` what is tried. */
  readonly view: ReadonlySignal<DreamView>;
  /** Counts up whenever a dream of the explorer has changed. */
  readonly changed: ReadonlySignal<number>;
  /** Dreams only stand still while it is true: set by a person. They do so by themselves while the page is hidden. */
  readonly paused: ReadonlySignal<boolean>;
  readonly choice: ReadonlySignal<DreamChoice>;
  readonly study: StudyFace;
  statusOf(place: DreamPlace): DreamStatus;
  /**
   * What `who` looks at, what matters most first, in place of what it said before; it is grown in this order where there is no
   * picture of it yet. The newest call of anybody goes first. An empty list: it looks at nothing any more.
   */
  look(who: object, places: readonly DreamPlace[]): void;
  /** Fetches what there is of a dream, shipped or kept on this machine; grows nothing. */
  glance(place: DreamPlace): void;
  setPaused(paused: boolean): void;
  show(view: DreamView): void;
  /** Ids of the recipes, the usual one first. */
  readonly recipes: readonly string[];
  /** The recipe of that id with all its numbers, for a layer. */
  recipeFor(id: string, layer: string): DreamRecipe;
  choose(choice: Partial<DreamChoice>): void;
  /** Grows it again, with the next seed. */
  retry(place: DreamPlace): void;
  /** Forgets all dreams that are kept on this machine. */
  forget(): Promise<void>;
}

/** A part of the session. */
export interface DreamAccess {
  /** The dreams of the session, fetched at the first call; the same ones ever after. */
  openDreams(): Promise<DreamFace>;
}
