/** The part of the made-up session that chooses, fetches and keeps networks: transfers move in time, nothing is fetched. */
import { signal } from '../base/index.ts';
import type {
  KeptModel,
  Keeping,
  ModelFace,
  ModelSummary,
  Notice,
  Precision,
  Scores,
  Scoring,
  Transfer,
  TransferPart,
} from '../session/index.ts';
import { FAKE_MODELS, FAKE_QUOTA, FAKE_SCORES } from './fake-data.ts';
import { fakeLayers } from './fake-network.ts';
import { FakeUnit } from './fake-unit.ts';

const BYTES = 4;
const TICK_MS = 250;
const OPENING_MS = 500;
const CHECKING_MS = 900;
const MS = 1000;
/** Bytes a second. */
const RATES = { network: 3.4e6, storage: 60e6, file: 40e6 } as const;
const MILLION = 1e6;

/** All signals are writable, so that the gallery can put it into any state. */
export class FakeModels extends FakeUnit implements ModelFace {
  readonly models = signal<readonly ModelSummary[]>(FAKE_MODELS);
  readonly model = signal<ModelSummary | null>(FAKE_MODELS[0] ?? null);
  readonly scores = signal<Scores | null>(FAKE_SCORES);
  readonly notice = signal<Notice | null>(null);
  readonly transfer = signal<Transfer | null>(null);
  readonly keeping = signal<Keeping>({ state: 'ready', models: [], quota: FAKE_QUOTA });
  readonly scoring = signal<Scoring>({ state: 'ready' });
  readonly precision = signal<Precision>('f32');
  readonly precisions: readonly Precision[] = ['f32', 'f16'];
  #clock: ReturnType<typeof setTimeout> | undefined;
  #before: ModelSummary | null = null;

  async selectModel(id: string): Promise<void> {
    const model = this.models.peek().find((known) => known.id === id);
    if (!model || model.id === this.model.peek()?.id) return Promise.resolve();
    const kept = this.keeping.peek().models.find((known) => known.id === id);
    if (model.origin === 'brought' && !kept?.hasFeatures) {
      this.notice.value = {
        severity: 'error',
        code: 'weights-brought',
        values: { name: model.name },
      };
      return Promise.resolve();
    }
    if (model.origin === 'shipped') this.#show(model);
    else this.begin(model, 'features', kept?.hasFeatures ? 'storage' : 'network', kept?.bytes ?? 0);
    return Promise.resolve();
  }

  async openWeights(file: File): Promise<void> {
    if (!/\.(safetensors|h5|npz)$/i.test(file.name)) {
      const values = { name: file.name, found: 'unknown' };
      this.notice.value = { severity: 'error', code: 'weights-unknown-format', values };
      return Promise.resolve();
    }
    const vgg = FAKE_MODELS[1];
    if (!vgg) return Promise.resolve();
    const opened = { ...vgg, id: file.name, name: file.name, origin: 'file', url: null } as const;
    this.begin(opened, 'features', 'file', 0);
    return Promise.resolve();
  }

  /** Starts a transfer of which `received` bytes are there; `stays`: it does not move. */
  begin(
    model: ModelSummary,
    part: TransferPart,
    from: Transfer['from'],
    received: number,
    stays = false,
  ): void {
    if (part === 'features') {
      this.#before = this.model.peek();
      this.#show(model);
    } else {
      this.scoring.value = { state: 'arriving' };
    }
    const isDense = part === 'dense';
    const layers = this.layers
      .peek()
      .filter(({ kind, parameters }) => parameters > 0 && (kind === 'dense') === isDense);
    const total = BYTES * layers.reduce((sum, { parameters }) => sum + parameters, 0);
    this.transfer.value = {
      model: model.id,
      name: model.name,
      part,
      state: 'opening',
      from,
      received: 0,
      total,
      rate: null,
      secondsLeft: null,
      layers: layers.map(({ name }) => ({ name, share: 0 })),
    };
    this.#arrive(received === 0 ? 0 : Math.min(received, total));
    if (stays) return;
    this.#clock = setTimeout(() => this.#run(), OPENING_MS);
  }

  /** Puts the present transfer into another state. */
  setTransfer(change: Partial<Transfer>): void {
    const transfer = this.transfer.peek();
    if (transfer) this.transfer.value = { ...transfer, ...change };
  }

  pauseTransfer(): void {
    clearInterval(this.#clock);
    this.setTransfer({ state: 'paused', rate: null, secondsLeft: null });
  }

  resumeTransfer(): void {
    this.#run();
  }

  cancelTransfer(): void {
    clearInterval(this.#clock);
    const transfer = this.transfer.peek();
    this.transfer.value = null;
    if (transfer?.part === 'dense') this.scoring.value = this.#fetchable(transfer.total);
    else if (this.#before) this.#show(this.#before);
  }

  async fetchDense(): Promise<void> {
    const model = this.model.peek();
    if (model) this.begin(model, 'dense', 'network', 0);
    return Promise.resolve();
  }

  listKept(): Promise<void> {
    return Promise.resolve();
  }

  async forgetModel(id: string): Promise<void> {
    const keeping = this.keeping.peek();
    this.keeping.value = {
      ...keeping,
      state: 'ready',
      models: keeping.models.filter((kept) => kept.id !== id),
    };
    return Promise.resolve();
  }

  async setPrecision(precision: Precision): Promise<void> {
    this.precision.value = precision;
    return Promise.resolve();
  }

  /** Another network at once, with nothing of it on its way. */
  #show(model: ModelSummary): void {
    const isMini = model.id === FAKE_MODELS[0]?.id;
    this.model.value = model;
    this.layers.value = fakeLayers(this.inputSize.peek(), isMini ? 'mini' : model.architecture);
    this.arriving.value = new Set();
    this.scores.value = isMini ? FAKE_SCORES : null;
    this.scoring.value = isMini ? { state: 'ready' } : this.#fetchable(model.bytes?.dense ?? 0);
    const selected = this.selectedLayer.peek()?.name;
    this.selectedLayer.value = this.layerNamed(selected) ?? this.layers.peek()[1] ?? null;
    this.costs.value = null;
    this.renew();
  }

  #fetchable(bytes: number): Scoring {
    return bytes > 0 ? { state: 'fetchable', bytes } : { state: 'missing' };
  }

  #run(): void {
    clearInterval(this.#clock);
    this.setTransfer({ state: 'running' });
    this.#clock = setInterval(() => this.#tick(), TICK_MS);
  }

  #tick(): void {
    const transfer = this.transfer.peek();
    if (!transfer) return;
    const rate = RATES[transfer.from] * (0.8 + 0.4 * Math.abs(Math.sin(performance.now() / MS)));
    const received = Math.min(transfer.total, transfer.received + (rate * TICK_MS) / MS);
    this.setTransfer({ rate, secondsLeft: (transfer.total - received) / rate });
    this.#arrive(received);
    if (received < transfer.total) return;
    clearInterval(this.#clock);
    this.setTransfer({ state: 'checking', rate: null, secondsLeft: null });
    this.#clock = setTimeout(() => this.#end(), CHECKING_MS);
  }

  /** The first `received` bytes are there. */
  #arrive(received: number): void {
    const transfer = this.transfer.peek();
    if (!transfer) return;
    let rest = received;
    const layers = transfer.layers.map(({ name }) => {
      const bytes = BYTES * (this.layerNamed(name)?.parameters ?? 0);
      const share = Math.max(0, Math.min(1, rest / bytes));
      rest -= bytes;
      return { name, share };
    });
    this.setTransfer({ received, layers });
    if (transfer.part === 'dense') return;
    const first = layers.find(({ share }) => share < 1)?.name;
    const names = this.layers.peek().map(({ name }) => name);
    const arriving = first === undefined ? [] : names.slice(names.indexOf(first));
    if (arriving.length !== this.arriving.peek().size) {
      this.arriving.value = new Set(arriving);
      this.refreshLegend();
    }
  }

  #end(): void {
    const transfer = this.transfer.peek();
    this.transfer.value = null;
    if (!transfer) return;
    if (transfer.part === 'dense') {
      this.scores.value = { ...FAKE_SCORES, inputSize: 224, kept: 'f16' };
      this.scoring.value = { state: 'ready' };
    }
    if (transfer.from !== 'network') return;
    const keeping = this.keeping.peek();
    const before = keeping.models.find(({ id }) => id === transfer.model);
    const isDense = transfer.part === 'dense';
    const kept: KeptModel = {
      id: transfer.model,
      name: transfer.name,
      bytes: (isDense ? (before?.bytes ?? 0) : 0) + transfer.total,
      hasFeatures: true,
      hasDense: isDense,
    };
    const others = keeping.models.filter(({ id }) => id !== kept.id);
    this.keeping.value = { ...keeping, models: [...others, kept] };
  }
}

/** A kept network of so many megabytes. */
export function keptModel(
  id: string,
  name: string,
  megabytes: number,
  hasFeatures = true,
  hasDense = false,
): KeptModel {
  return { id, name, bytes: MILLION * megabytes, hasFeatures, hasDense };
}
