/**
 * How one number of a network was made: the terms of its sum, bias and activation, or the window of its pooling.
 * Reads single values and one row of terms, never a layer. Knows no page.
 */
import { DisposableStore } from '../../base/index.ts';
import type { Disposable } from '../../base/index.ts';
import {
  prepareChannelTerms,
  prepareUnitTerms,
  prepareWindowReader,
  readValue,
  termBytes,
} from '../../gpu/index.ts';
import type { Gpu, GpuBuffer, Terms, WindowReader, WindowValues } from '../../gpu/index.ts';
import { cellOfFlattened, sizeOf, windowOfCell } from '../../math/index.ts';
import type { GridCell, Rectangle, WindowGeometry } from '../../math/index.ts';
import { isLearned, weightLayoutOf, windowOfLayer } from '../../network/index.ts';
import type { ForwardPass, LearnedBuffers, Network, PlannedLayer } from '../../network/index.ts';

/** What one channel of the layer before adds to a number; before a dense layer, one unit. */
export interface Term {
  readonly channel: number;
  readonly sum: number;
}

/** What lies under the window of a pooling unit. */
export interface PoolWindow {
  /** In cells of the layer before. */
  readonly area: Rectangle;
  /** Row by row. */
  readonly values: Float32Array;
  /** Index of the largest, the first of equals; null for a mean. */
  readonly winner: number | null;
}

/** preActivation = bias + sum of the terms; `value` is what is stored, after the activation. */
export interface Explanation {
  /** The layer that the terms come from; null for the input, whose one term is what it was given. */
  readonly before: string | null;
  /** Largest first, whatever the sign. */
  readonly terms: readonly Term[];
  readonly bias: number;
  readonly preActivation: number;
  readonly value: number;
  readonly window: PoolWindow | null;
}

/** What is made once for a layer. */
interface Prepared {
  readonly planned: PlannedLayer;
  readonly before: PlannedLayer | null;
  readonly learned: LearnedBuffers | null;
  readonly terms: { readonly launch: Terms; readonly output: GpuBuffer } | null;
  readonly windows: WindowReader | null;
}

/** Explains the units of one pass. Dispose of it before the pass. */
export class Explainer implements Disposable {
  readonly #gpu: Gpu;
  readonly #network: Network;
  readonly #pass: ForwardPass;
  readonly #prepared = new Map<string, Promise<Prepared>>();
  readonly #owned = new DisposableStore();

  constructor(gpu: Gpu, network: Network, pass: ForwardPass) {
    this.#gpu = gpu;
    this.#network = network;
    this.#pass = pass;
  }

  /** Makes what explaining units of `layer` needs, so that it makes nothing later. Throws RangeError. */
  async prepare(layer: string): Promise<void> {
    await this.#of(layer);
  }

  /** How the value of a cell was made. Throws RangeError for a layer there is none of. */
  async explain(name: string, cell: GridCell): Promise<Explanation> {
    const prepared = await this.#of(name);
    const { planned, before } = prepared;
    const value = await readValue(this.#gpu, this.#pass.output(name), cell);
    const given = { before: before?.layer.name ?? null, bias: 0, preActivation: value, value };
    switch (planned.layer.kind) {
      case 'input':
        return { ...given, terms: [{ channel: cell.channel, sum: value }], window: null };
      case 'flatten': {
        const { channel } = cellOfFlattened(cell.channel, before?.shape ?? planned.shape);
        return { ...given, terms: [{ channel, sum: value }], window: null };
      }
      case 'max-pool':
      case 'average-pool':
      case 'global-average-pool':
        return {
          ...given,
          terms: [{ channel: cell.channel, sum: value }],
          window: await poolWindow(prepared, cell),
        };
      case 'convolution':
      case 'dense':
        return { ...given, ...(await this.#sum(prepared, cell)), window: null };
      default:
        return planned.layer satisfies never;
    }
  }

  /** The products behind the term of input channel `from` of a convolution; null for other layers. */
  async products(
    name: string,
    cell: GridCell,
    from: number,
  ): Promise<(WindowValues & { readonly rows: number; readonly columns: number }) | null> {
    const { planned, before, learned, windows } = await this.#of(name);
    const { layer } = planned;
    if (layer.kind !== 'convolution' || !before || !learned || !windows) return null;
    const geometry = windowOfLayer(layer);
    if (!geometry) return null;
    const { x, y } = windowOfCell(geometry, cell.row, cell.column);
    const [rows, columns] = layer.kernel;
    const layout = weightLayoutOf(layer, before.shape, learned.weights);
    const weights = { layout, output: cell.channel };
    const { dilation } = layer;
    const window = { channel: from, top: y, left: x, rows, columns, dilation, weights };
    return { rows, columns, ...(await windows.read(window)) };
  }

  /** The learned values between an output and an input channel, row by row. Throws RangeError without weights. */
  async kernelOf(name: string, output: number, input: number): Promise<Float32Array> {
    const { planned, learned, windows } = await this.#of(name);
    const { layer } = planned;
    if (!isLearned(layer) || !learned || !windows) throw new RangeError(`${name} has no weights.`);
    const source = this.#source(planned)?.shape ?? planned.shape;
    const layout = weightLayoutOf(layer, source, learned.weights);
    const [, , rows, columns] = layout.shape;
    const weights = { layout, output };
    const place = { top: 0, left: 0, dilation: [1, 1] } as const;
    return (await windows.read({ ...place, channel: input, rows, columns, weights })).weights;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #of(name: string): Promise<Prepared> {
    const known = this.#prepared.get(name);
    if (known) return known;
    const planned = this.#pass.plan.find(({ layer }) => layer.name === name);
    if (!planned) return Promise.reject(new RangeError(`There is no layer ${name}.`));
    const made = this.#make(planned);
    this.#prepared.set(name, made);
    return made;
  }

  async #make(planned: PlannedLayer): Promise<Prepared> {
    const before = this.#before(planned);
    const learned = this.#network.learned(planned.layer.name);
    const windows = await this.#windows(planned, before, learned);
    const terms = await this.#terms(planned, before, learned);
    return { planned, before, learned, terms, windows };
  }

  async #terms(
    { layer }: PlannedLayer,
    before: PlannedLayer | null,
    learned: LearnedBuffers | null,
  ): Promise<Prepared['terms']> {
    if (!before || !learned || !isLearned(layer)) return null;
    const label = `Explainer.${layer.name}.terms`;
    const input = this.#pass.output(before.layer.name);
    const output = this.#owned.add(this.#gpu.buffer(`${label}.output`, termBytes(input.shape[0])));
    const request = { input, weights: learned.weights, output };
    const launch =
      layer.kind === 'dense'
        ? await prepareUnitTerms(this.#gpu, label, { ...request, outputs: layer.units })
        : await prepareChannelTerms(this.#gpu, label, {
            ...request,
            shape: [layer.channels, layer.inputChannels, ...layer.kernel],
            dilation: layer.dilation,
          });
    return { launch: this.#owned.add(launch), output };
  }

  async #windows(
    planned: PlannedLayer,
    before: PlannedLayer | null,
    learned: LearnedBuffers | null,
  ): Promise<WindowReader | null> {
    const { layer } = planned;
    const cells = cellsOfWindow(planned, before, this.#source(planned));
    if (!before || cells === 0) return null;
    const input = this.#pass.output(before.layer.name);
    const request = { input, weights: learned?.weights ?? null, cells };
    const label = `Explainer.${layer.name}.window`;
    return this.#owned.add(await prepareWindowReader(this.#gpu, label, request));
  }

  async #sum(
    { planned, before, learned, terms }: Prepared,
    cell: GridCell,
  ): Promise<Pick<Explanation, 'terms' | 'bias' | 'preActivation'>> {
    if (!before || !learned || !terms) return { terms: [], bias: 0, preActivation: 0 };
    const geometry = windowOfLayer(planned.layer);
    const { x: left, y: top } = geometry
      ? windowOfCell(geometry, cell.row, cell.column)
      : { x: 0, y: 0 };
    const launch = terms.launch.aim({ channel: cell.channel, top, left });
    this.#gpu.submit('Explainer.explain', (commands) => {
      commands.dispatch(launch);
    });
    const count = before.shape[0];
    const bytes = count * Float32Array.BYTES_PER_ELEMENT;
    const sums = new Float32Array(await this.#gpu.read(terms.output, 0, bytes));
    const bias = learned.biasValues[cell.channel] ?? 0;
    const sorted = Array.from(sums, (sum, channel) => ({ channel, sum })).sort(
      (a, b) => Math.abs(b.sum) - Math.abs(a.sum) || a.channel - b.channel,
    );
    // From the smallest on: the sum in double precision loses nothing that matters.
    const preActivation = sorted.reduceRight((total, { sum }) => total + sum, bias);
    return { terms: sorted, bias, preActivation };
  }

  #before({ layer }: PlannedLayer): PlannedLayer | null {
    const [name] = layer.inputs;
    return this.#pass.plan.find((one) => one.layer.name === name) ?? null;
  }

  /** The layer whose maps the weights belong to: what is read, or what was flattened before. */
  #source(planned: PlannedLayer): PlannedLayer | null {
    const before = this.#before(planned);
    return before?.layer.kind === 'flatten' ? this.#before(before) : before;
  }
}

function cellsOfWindow(
  { layer }: PlannedLayer,
  before: PlannedLayer | null,
  source: PlannedLayer | null,
): number {
  switch (layer.kind) {
    case 'convolution':
      return sizeOf(layer.kernel);
    case 'max-pool':
    case 'average-pool':
      return layer.window ** 2;
    case 'global-average-pool':
      return sizeOf(before?.shape.slice(1) ?? []);
    case 'dense':
      return sizeOf(source?.shape.slice(1) ?? []);
    case 'input':
    case 'flatten':
      return 0;
    default:
      return layer satisfies never;
  }
}

async function poolWindow(
  { planned, before, windows }: Prepared,
  { channel, row, column }: GridCell,
): Promise<PoolWindow | null> {
  if (!before || !windows) return null;
  const area = poolArea(windowOfLayer(planned.layer), before, row, column);
  const { inputs } = await windows.read({
    channel,
    top: area.y,
    left: area.x,
    rows: area.height,
    columns: area.width,
    dilation: [1, 1],
    weights: null,
  });
  const winner = planned.layer.kind === 'max-pool' ? inputs.indexOf(Math.max(...inputs)) : null;
  return { area, values: inputs, winner };
}

/** Without a window of its own a pooling takes the whole map. */
function poolArea(
  geometry: WindowGeometry | null,
  { shape: [, height, width] }: PlannedLayer,
  row: number,
  column: number,
): Rectangle {
  return geometry ? windowOfCell(geometry, row, column) : { x: 0, y: 0, width, height };
}
