/** Shows how far something is: a bar on a terminal, a line now and then elsewhere. Knows nothing of what it is. */
import { Presets, SingleBar } from 'cli-progress';

/** Where it is shown. */
export interface Screen {
  readonly isTerminal: boolean;
  readonly line: (text: string) => void;
}

/** Something under way. */
export interface Progress {
  /** More bytes are done; `isFree` for those that cost no time, such as what was there before. */
  add(bytes: number, isFree?: boolean): void;
  end(): void;
}

const MEGABYTE = 1e6;
const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;
const PERCENT = 100;
const LINE_EVERY_PERCENT = 10;
const MS_BETWEEN_PAINTS = 100;

/** Begins to show something of `total` bytes. */
export function startProgress(what: string, total: number, screen: Screen): Progress {
  const rate = new Rate();
  const say = (done: number) => ({
    what: what.padEnd(12),
    done: megabytes(done),
    all: megabytes(total),
    rate: rate.perSecond > 0 ? `${megabytes(rate.perSecond)} MB/s` : '',
    left: rate.perSecond > 0 && done < total ? timeLeft((total - done) / rate.perSecond) : '',
  });
  return screen.isTerminal ? onTerminal(total, rate, say) : inLines(total, rate, say, screen);
}

function onTerminal(total: number, rate: Rate, say: (done: number) => object): Progress {
  const format = '{what} {bar} {percentage} %  {done} of {all} MB  {rate}  {left}';
  const options = { format, hideCursor: true, barsize: 30, stopOnComplete: false, fps: 10 };
  const bar = new SingleBar(options, Presets.shades_classic);
  bar.start(total, 0, say(0));
  let done = 0;
  let painted = 0;
  return {
    add: (bytes, isFree = false) => {
      done += bytes;
      if (!isFree) rate.add(bytes);
      if (performance.now() - painted < MS_BETWEEN_PAINTS) return;
      painted = performance.now();
      bar.update(done, say(done));
    },
    end: () => {
      bar.update(done, say(done));
      bar.stop();
    },
  };
}

function inLines(
  total: number,
  rate: Rate,
  say: (done: number) => { what: string; done: string; all: string; rate: string },
  { line }: Screen,
): Progress {
  let done = 0;
  let said = -1;
  return {
    add: (bytes, isFree = false) => {
      done += bytes;
      if (!isFree) rate.add(bytes);
      const percent = total > 0 ? Math.floor((done / total) * PERCENT) : PERCENT;
      const step = percent - (percent % LINE_EVERY_PERCENT);
      if (step <= said) return;
      said = step;
      const { what, done: some, all, rate: speed } = say(done);
      line(`${what} ${percent.toString().padStart(3)} %  ${some} of ${all} MB  ${speed}`.trimEnd());
    },
    end: () => undefined,
  };
}

/** Mean rate since the first byte that took time. */
class Rate {
  #since: number | null = null;
  #bytes = 0;

  add(bytes: number): void {
    this.#since ??= performance.now();
    this.#bytes += bytes;
  }

  get perSecond(): number {
    if (this.#since === null) return 0;
    const seconds = (performance.now() - this.#since) / MS_PER_SECOND;
    return seconds > 0 ? this.#bytes / seconds : 0;
  }
}

/** Megabytes with one digit, for people. */
export function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}

function timeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  const minutes = Math.floor(whole / SECONDS_PER_MINUTE);
  const rest = (whole % SECONDS_PER_MINUTE).toString().padStart(2, '0');
  return `${minutes.toString()}:${rest} left`;
}
