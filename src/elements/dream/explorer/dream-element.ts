/** Base of what shows dreams in the explorer: it fetches the dreams of the session and their words when they are wanted. */
import { state } from 'lit/decorators.js';
import { signal } from '../../../base/index.ts';
import { dreamWordsFor, loadDreamWords } from '../../../i18n/index.ts';
import type { DreamWords } from '../../../i18n/index.ts';
import type { DreamFace, LayerSummary } from '../../../session/index.ts';
import { UnitElement } from '../../views/unit-element.ts';

/** A view that shows dreams. Until `dreams` is there it has no words of them either. */
export abstract class DreamElement extends UnitElement {
  /** Whether the dreams could not be fetched. */
  @state() protected failed = false;
  readonly #dreams = signal<DreamFace | null>(null);
  #isAsked = false;

  /** Null until they are there; views and effects that read it are told when they are. */
  get dreams(): DreamFace | null {
    return this.#dreams.value;
  }

  /** For who has fetched them already. */
  set dreams(dreams: DreamFace | null) {
    this.#dreams.value = dreams;
  }

  /** Fetches the dreams, once; again after it has failed. */
  protected openDreams(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.failed = false;
    Promise.all([this.session.openDreams(), loadDreamWords()]).then(
      ([dreams]) => (this.dreams = dreams),
      () => {
        this.#isAsked = false;
        this.failed = true;
      },
    );
  }

  /** Only once `dreams` is there. */
  protected get dreamWords(): DreamWords['explorer'] {
    return dreamWordsFor(this.language).explorer;
  }

  /** The name of a recipe. */
  protected recipeName(id: string): string {
    const { recipes } = dreamWordsFor(this.language).room;
    const known: Readonly<Record<string, { readonly name: string }>> = recipes;
    return known[id]?.name ?? id;
  }

  /** Whether anything of the layer can be grown. */
  protected canDream(layer: LayerSummary): boolean {
    return this.dreams?.layers.value.some(({ name }) => name === layer.name) === true;
  }
}
