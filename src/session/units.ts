/**
 * The unit that is pointed at and those that are pinned: what is known of them, read in small pieces, never faster than
 * the GPU answers. Knows no canvas.
 */
import { signal } from '../base/index.ts';
import type { Disposable } from '../base/index.ts';
import { sameUnit } from './same-unit.ts';
import type { Stage } from './stage.ts';
import type { Arithmetic, Pin, UnitAddress, UnitReading } from './unit-types.ts';

/** The arithmetic is asked for when the unit has not moved for so long, ms. */
const REST_MS = 120;
/** Pins beyond this make room by letting the oldest go. */
const MOST_PINS = 12;

/** The present stage; null before there is one. */
type CurrentStage = () => Stage | null;

/** See the head of the file. */
export class Units implements Disposable {
  readonly unit = signal<UnitAddress | null>(null);
  readonly pointing = signal(false);
  readonly reading = signal<UnitReading | null>(null);
  readonly arithmetic = signal<Arithmetic | null>(null);
  readonly pins = signal<readonly Pin[]>([]);
  readonly #stage: CurrentStage;
  readonly #tell: (error: unknown) => void;
  #nextPin = 1;
  #wantsArithmetic = false;
  #stale = false;
  #reading = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: CurrentStage, tell: (error: unknown) => void) {
    this.#stage = stage;
    this.#tell = tell;
  }

  /** Makes `address` the unit; null only stops pointing. */
  point(address: UnitAddress | null): void {
    this.pointing.value = address !== null;
    if (address && !sameUnit(address, this.unit.value)) this.show(address);
  }

  /** Makes `address` the unit without pointing at it. */
  show(address: UnitAddress): void {
    this.unit.value = address;
    this.#read();
  }

  /** Lets go of the unit. */
  release(): void {
    this.pointing.value = false;
    this.unit.value = null;
    this.reading.value = null;
    this.arithmetic.value = null;
  }

  /** Pins `address`, or lets it go if it is pinned. */
  toggle(address: UnitAddress): void {
    const known = this.pins.value.find((pin) => sameUnit(pin.address, address));
    if (known) {
      this.unpin(known.id);
      return;
    }
    const reading = sameUnit(this.reading.value?.address ?? null, address)
      ? this.reading.value
      : null;
    const pin = { id: this.#nextPin, address, reading };
    this.#nextPin += 1;
    this.pins.value = [...this.pins.value, pin].slice(-MOST_PINS);
    if (!reading) this.#readPins().catch(this.#tell);
  }

  unpin(id: number): void {
    this.pins.value = this.pins.value.filter((pin) => pin.id !== id);
  }

  setArithmetic(wanted: boolean): void {
    this.#wantsArithmetic = wanted;
    if (wanted && !sameUnit(this.arithmetic.value?.address ?? null, this.unit.value)) {
      this.#rest();
    }
  }

  /** There are new values: everything is read again. */
  refresh(): void {
    this.#read();
    this.#readPins().catch(this.#tell);
  }

  /** The network or its size is another: `move` says where a unit stands now, null where it is gone. */
  adapt(move: (address: UnitAddress) => UnitAddress | null): void {
    this.pins.value = this.pins.value.flatMap(({ id, address }) => {
      const moved = move(address);
      return moved ? [{ id, address: moved, reading: null }] : [];
    });
    const unit = this.unit.value;
    const moved = unit && move(unit);
    this.release();
    if (moved) this.show(moved);
  }

  dispose(): void {
    clearTimeout(this.#restTimer);
  }

  /** Reads the unit; while an answer is under way the latest wish waits. */
  #read(): void {
    this.#stale = true;
    this.#rest();
    if (!this.#reading) this.#readUntilFresh().catch(this.#tell);
  }

  async #readUntilFresh(): Promise<void> {
    this.#reading = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const address = this.unit.value;
        const reading = address && (await this.#probe(address));
        if (sameUnit(address, this.unit.value)) this.reading.value = reading;
      }
    } finally {
      this.#reading = false;
    }
  }

  /** Null when the stage went away meanwhile, or does not have it. */
  async #probe(address: UnitAddress): Promise<UnitReading | null> {
    const stage = this.#stage();
    if (!stage?.isReady(address.layer)) return null;
    const probe = await stage.displays.probe(address.layer, address.cell);
    return this.#stage() === stage ? { address, ...probe } : null;
  }

  async #readPins(): Promise<void> {
    for (const { id, address } of this.pins.value) {
      const reading = await this.#probe(address);
      this.pins.value = this.pins.value.map((pin) => (pin.id === id ? { ...pin, reading } : pin));
    }
  }

  #rest(): void {
    clearTimeout(this.#restTimer);
    if (!this.#wantsArithmetic) return;
    this.#restTimer = setTimeout(() => void this.#explain().catch(this.#tell), REST_MS);
  }

  async #explain(): Promise<void> {
    const address = this.unit.value;
    const stage = this.#stage();
    if (!address || !stage?.isReady(address.layer)) return;
    const explainer = await stage.explainer();
    const explanation = await explainer.explain(address.layer, address.cell);
    const isFresh = this.#stage() === stage && sameUnit(address, this.unit.value);
    if (isFresh) this.arithmetic.value = { address, ...explanation };
  }
}
