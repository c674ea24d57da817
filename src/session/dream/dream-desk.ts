/** The dreams of a session: those of the explorer, and the one that a person tries things with. Puts the parts together. */
import { effect, signal } from '../../base/index.ts';
import type { Disposable, ReadonlySignal } from '../../base/index.ts';
import type { DreamSubject } from '../../insight/index.ts';
import type { DreamRecipe } from '../../math/dream/index.ts';
import type { Bilingual } from '../bilingual.ts';
import { DreamShelf } from './dream-shelf.ts';
import type { DreamFolder } from './dream-folder.ts';
import { isThere } from './dream-model.ts';
import type { DreamModel } from './dream-model.ts';
import type { PaintDream } from './dream-paint.ts';
import { followRoom } from './dream-room.ts';
import type { RoomHost } from './dream-room.ts';
import { DreamStore } from './dream-store.ts';
import type { DreamChoice, DreamFace, DreamPlace, DreamStatus, DreamView } from './dream-types.ts';
import { Gallery } from './gallery.ts';
import type { GalleryReader } from './gallery.ts';
import { Garden, isOfGallery } from './garden.ts';
import type { Ground } from './grower-types.ts';
import type { PageClock } from './page-clock.ts';
import { Study } from './study.ts';
import type { StartPicture, StudyGround } from './study.ts';
import { DEFAULT_STUDY } from './study-settings.ts';
import { Turns } from './turns.ts';

/** What dreams ask of the session, the page and the machine. */
export interface DreamParts {
  /** The network that is shown; changes with it. */
  readonly model: ReadonlySignal<DreamModel | null>;
  /** Changes when more of its weights have come. */
  readonly arriving: ReadonlySignal<unknown>;
  readonly hold: (work: () => Promise<void>) => Promise<void>;
  readonly groundOf: (model: DreamModel) => Ground;
  readonly recipes: readonly string[];
  readonly recipeFor: (
    subject: DreamSubject,
    id: string,
    layer: string,
    details?: Partial<DreamRecipe>,
  ) => DreamRecipe;
  readonly startPicture: () => Promise<StartPicture | null>;
  readonly clock: PageClock;
  readonly paint: PaintDream;
  readonly folder: DreamFolder;
  /** Where the weights are. */
  readonly base: URL;
  readonly reader: GalleryReader;
  readonly room: RoomHost;
  readonly onUnread: (parts: readonly string[]) => void;
}

const FIRST_CHOICE: DreamChoice = { recipe: 'studio', details: null, seed: 0 };

/** All that goes with a network. */
interface Place {
  readonly model: DreamModel;
  readonly shelf: DreamShelf;
  readonly store: DreamStore;
  readonly ground: Ground;
  readonly garden: Garden;
}

/** See the head of the file. */
export class DreamDesk implements DreamFace, Disposable {
  readonly layers = signal<DreamModel['layers']>([]);
  readonly classNames = signal<readonly Bilingual[]>([]);
  readonly view = signal<DreamView>('overview');
  readonly changed = signal(0);
  readonly paused = signal(false);
  readonly choice = signal<DreamChoice>(FIRST_CHOICE);
  readonly recipes: readonly string[];
  readonly study: Study;
  readonly #parts: DreamParts;
  readonly #looks = new Map<object, readonly DreamPlace[]>();
  readonly #turns: Turns;
  readonly #stops: (() => void)[] = [];
  #place: Place;
  #isTold = true;

  /** `model` is the one that is shown now. */
  constructor(parts: DreamParts, model: DreamModel) {
    this.#parts = parts;
    this.recipes = parts.recipes;
    this.#place = this.#placeFor(model);
    const { clock, paint, startPicture, room } = parts;
    const [first] = model.layers;
    this.study = new Study(
      { paint, startPicture, now: () => clock.now(), onChange: () => this.#turns.wake() },
      this.#studyGround(),
      { ...DEFAULT_STUDY, layer: first?.name ?? '', channel: 0 },
    );
    const garden = {
      turn: () => this.#place.garden.turn(),
      keep: () => this.#place.garden.keep(),
    };
    const busy = (): boolean => this.#place.garden.isBusy;
    this.#turns = new Turns({ clock, hold: (work) => this.#hold(work) }, [
      this.study,
      {
        ...garden,
        get isBusy() {
          return busy();
        },
      },
    ]);
    this.#stops.push(
      effect(() => this.#move(parts.model.value)),
      parts.arriving.subscribe(() => this.#turns.wake()),
      followRoom({ host: room, study: this.study, view: this.view, onUnread: parts.onUnread }),
    );
  }

  statusOf(place: DreamPlace): DreamStatus {
    return this.#place.shelf.at(place).status;
  }

  look(who: object, places: readonly DreamPlace[]): void {
    this.#looks.delete(who);
    if (places.length > 0) this.#looks.set(who, places);
    this.#look();
  }

  glance(place: DreamPlace): void {
    this.#place.garden.glance(place);
  }

  setPaused(paused: boolean): void {
    this.paused.value = paused;
    this.#turns.wake();
  }

  show(view: DreamView): void {
    this.view.value = view;
  }

  recipeFor(id: string, layer: string): DreamRecipe {
    return this.#recipeOf(id, layer, null);
  }

  /** Throws RangeError for a recipe there is none of, and for numbers that nothing can grow by. */
  choose(given: Partial<DreamChoice>): void {
    const choice = { ...this.choice.peek(), ...given };
    const [first] = this.layers.peek();
    if (first) this.#recipeOf(choice.recipe, first.name, choice.details);
    this.#place.shelf.choose(choice);
    this.choice.value = choice;
    this.#look();
    this.#tell();
  }

  retry(place: DreamPlace): void {
    this.#place.shelf.reseed(place);
    this.#look();
    this.#tell();
  }

  async forget(): Promise<void> {
    const { model, shelf, store } = this.#place;
    shelf.clear();
    store.forget();
    this.#plant(model);
    await this.#parts.folder.clear();
    this.#look();
    this.#tell();
  }

  /** Runs when it is disposed of. */
  defer(stop: () => void): void {
    this.#stops.push(stop);
  }

  /** Everything stops; resolves when nothing of the network is in use any more. */
  async settle(): Promise<void> {
    this.dispose();
    await this.#turns.settle();
  }

  dispose(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#turns.dispose();
    this.#looks.clear();
    this.#place.garden.end();
    this.study.end();
  }

  /** Another network: nothing of the one before goes on. */
  #move(model: DreamModel | null): void {
    if (!model) return;
    if (model !== this.#place.model) {
      this.#plant(model);
      this.study.move(this.#studyGround());
    }
    this.layers.value = model.layers;
    this.classNames.value = model.loaded.classes ?? [];
    this.#look();
    this.#tell();
  }

  #plant(model: DreamModel): void {
    this.#place.garden.end();
    this.#place = this.#placeFor(model);
  }

  #placeFor(model: DreamModel): Place {
    const { folder, base, reader, clock, paint, groundOf } = this.#parts;
    const store = new DreamStore(model, folder, new Gallery(base, model, reader));
    const shelf = new DreamShelf(this.choice.peek(), ({ recipe, details }, layer) =>
      this.#recipeOf(recipe, layer, details, model),
    );
    const ground = groundOf(model);
    const channels = new Map(model.layers.map((layer) => [layer.name, layer.channels]));
    const garden = new Garden(
      {
        shelf,
        store,
        ground,
        paint,
        now: () => clock.now(),
        has: ({ layer, channel }) => channel < (channels.get(layer) ?? 0),
        isThere: (layer) => isThere(model, layer),
        isUsual: () => isOfGallery(this.choice.peek().recipe, this.choice.peek().details),
        isPaused: () => this.paused.peek(),
        onChange: () => {
          this.#tell();
          this.#turns.wake();
        },
      },
      this.#looks,
    );
    return { model, shelf, store, ground, garden };
  }

  #studyGround(): StudyGround {
    const { model, store, ground } = this.#place;
    return {
      store,
      ground,
      layers: model.layers,
      isThere: (layer) => isThere(model, layer),
      recipeFor: (id, layer, details) => this.#recipeOf(id, layer, details, model),
    };
  }

  #recipeOf(
    id: string,
    layer: string,
    details: Partial<DreamRecipe> | null,
    { subject } = this.#place.model,
  ): DreamRecipe {
    return this.#parts.recipeFor(subject, id, layer, details ?? {});
  }

  /** Only while the network is the one that everything here belongs to. */
  #hold(work: () => Promise<void>): Promise<void> {
    return this.#parts.hold(async () => {
      if (this.#parts.model.peek() === this.#place.model) await work();
    });
  }

  #look(): void {
    this.#place.garden.look();
    this.#turns.wake();
  }

  /** At most once a frame. */
  #tell(): void {
    if (!this.#isTold) return;
    this.#isTold = false;
    this.#parts.clock.frame(() => {
      this.#isTold = true;
      this.changed.value += 1;
    });
  }
}
