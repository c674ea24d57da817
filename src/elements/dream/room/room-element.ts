/** Base of every part of the dream room: a view of the session that also finds its dreams by context, and has their words. */
import { ContextConsumer, createContext } from '@lit/context';
import { dreamWordsFor, noticeText } from '../../../i18n/index.ts';
import type { DreamWords } from '../../../i18n/index.ts';
import type {
  DreamFace,
  DreamPlace,
  DreamProblem,
  DreamStatus,
  StudySettings,
} from '../../../session/index.ts';
import { StudioElement } from '../../studio-element.ts';
import { followSignals } from '../explorer/follow-signals.ts';

/** The dreams that the elements of the room show and command. */
export const dreamContext = createContext<DreamFace>('kawasemi.dreams');

/** Fired by parts of the room: a choice was refused, for a reason in the words of the session; null: it was taken. */
export class RefusedEvent extends Event {
  readonly detail: string | null;

  constructor(detail: string | null) {
    super('refused', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

/** A part of the room. Subclasses implement `view`. */
export abstract class RoomElement extends StudioElement {
  readonly #dreams = new ContextConsumer(this, { context: dreamContext });

  protected get dreams(): DreamFace {
    const { value } = this.#dreams;
    if (value) return value;
    throw new Error(`<${this.localName}> found no dreams: place it inside <dream-page>.`);
  }

  /** The words of the room in the present language. */
  protected get room(): DreamWords['room'] {
    return dreamWordsFor(this.language).room;
  }

  /** What went wrong, in words. */
  protected problemText({ code, values }: DreamProblem): string {
    return noticeText(code, values, this.language);
  }

  /** Changes what is tried; what the network has not is refused, and told to whoever listens. */
  protected change(settings: Partial<StudySettings>): void {
    try {
      this.dreams.study.change(settings);
      this.dispatchEvent(new RefusedEvent(null));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.dispatchEvent(new RefusedEvent(error.message));
    }
  }

  /** A dream of the explorer as it stands; followed. */
  protected statusOf(place: DreamPlace): DreamStatus {
    const { dreams } = this;
    followSignals(dreams.changed);
    return dreams.statusOf(place);
  }

  /** The class that a channel of the last layer is, its first name; null where it is none. */
  protected classNameOf(layer: string, channel: number): string | null {
    const names = this.dreams.classNames.value;
    const last = this.dreams.layers.value.at(-1);
    if (names.length === 0 || last?.name !== layer || last.channels !== names.length) return null;
    const name = names[channel];
    return name ? firstName(this.inLanguage(name)) : null;
  }

  /** `Channel 17`, or the name of the class. */
  protected channelText(layer: string, channel: number): string {
    const name = this.classNameOf(layer, channel);
    return name ?? this.say(this.room.tile.channel, { channel: String(channel) });
  }
}

declare global {
  interface HTMLElementEventMap {
    refused: RefusedEvent;
  }
}

/** Of `kingfisher, halcyon` the first. */
export function firstName(name: string): string {
  return name.split(/[,、]\s*/)[0] ?? name;
}
