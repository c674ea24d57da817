/** Shows how far the work is, and how long it will still take: a bar on a terminal, a line for each layer elsewhere. */
import { Presets, SingleBar } from 'cli-progress';
import type { LayerChannels } from './places.ts';
import { countOf } from './places.ts';
import type { Screen } from './surroundings.ts';

const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;
const DIGITS = 2;

/** What a dream takes, by layer: late layers take longer than early ones. */
export class Pace {
  readonly #byLayer = new Map<string, { ms: number; count: number }>();

  /** A dream of this layer took so long. */
  took(layer: string, ms: number): void {
    const { ms: sum, count } = this.#byLayer.get(layer) ?? { ms: 0, count: 0 };
    this.#byLayer.set(layer, { ms: sum + ms, count: count + 1 });
  }

  /** Milliseconds for what is left; a layer of which nothing is known takes as long as the one before. Null: unknown. */
  left(work: readonly LayerChannels[]): number | null {
    let usual: number | null = null;
    let total = 0;
    for (const { layer, channels } of work) {
      const known = this.#byLayer.get(layer);
      usual = known ? known.ms / known.count : (usual ?? this.#mean);
      if (usual === null) return null;
      total += usual * channels.length;
    }
    return total;
  }

  get #mean(): number | null {
    const all = [...this.#byLayer.values()];
    const count = all.reduce((sum, one) => sum + one.count, 0);
    return count === 0 ? null : all.reduce((sum, { ms }) => sum + ms, 0) / count;
  }
}

/** Work under way. */
export interface DreamProgress {
  /** One more is finished; `left`: the layers that are still to be grown. */
  add(layer: string, ms: number, left: readonly LayerChannels[]): void;
  end(): void;
}

/** Begins to show the work of `total` dreams. */
export function showProgress(total: number, screen: Screen): DreamProgress {
  const pace = new Pace();
  const bar = screen.isTerminal
    ? new SingleBar(
        { format: '{bar} {value} of {total}  {layer}  {left}', hideCursor: true, barsize: 30 },
        Presets.shades_classic,
      )
    : null;
  bar?.start(total, 0, { layer: '', left: '' });
  return {
    add: (layer, ms, left) => {
      pace.took(layer, ms);
      const rest = countOf(left);
      const time = pace.left(left);
      const words = time === null || rest === 0 ? '' : `${timeText(time)} left`;
      bar?.update(total - rest, { layer, left: words });
      const isLast = left[0]?.layer !== layer;
      if (!bar && isLast) {
        screen.line(`${layer}: ${total - rest} of ${total}  ${words}`.trimEnd());
      }
    },
    end: () => bar?.stop(),
  };
}

/** Hours, minutes and seconds, for people. */
export function timeText(ms: number): string {
  const seconds = Math.ceil(ms / MS_PER_SECOND);
  const minutes = Math.floor(seconds / SECONDS_PER_MINUTE);
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const two = (value: number): string => value.toString().padStart(DIGITS, '0');
  const end = `${two(minutes % MINUTES_PER_HOUR)}:${two(seconds % SECONDS_PER_MINUTE)}`;
  return hours > 0 ? `${hours}:${end}` : end;
}
