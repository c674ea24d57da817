/**
 * Convolutions of one pass by algorithms of choice: weights in their forms, one workspace for all, pooling done on the
 * way. A part of its own, fetched when a plan is wanted. Knows no picture.
 */
import { DisposableStore, ShapeError } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { loadAlgorithms } from '../gpu/index.ts';
import type {
  BlockedTensor,
  ConvolutionAlgorithm,
  ConvolutionShape,
  Dispatch,
  FusedPool,
  Gpu,
  GpuBuffer,
  Workspace,
  WorkspaceBytes,
} from '../gpu/index.ts';
import type { ConvolutionLayer } from './layer.ts';
import type { LearnedBuffers } from './upload.ts';
import type { FormsHolder } from './pass-context.ts';
import { WeightForms } from './weight-forms.ts';

/** One convolution of a pass and the buffers it is bound to. */
export interface BoundConvolution {
  readonly layer: ConvolutionLayer;
  readonly shape: ConvolutionShape;
  readonly input: BlockedTensor;
  readonly output: BlockedTensor;
  readonly learned: LearnedBuffers;
  /** The 2 x 2 max pooling of stride 2 that follows, if one does. */
  readonly pool: FusedPool | null;
  /** Where it is not the layer as it stands. */
  readonly other?: OtherConvolution;
}

/** What is computed with the weights of a layer instead of its output; `shape` and the tensors are those of this. */
export interface OtherConvolution {
  readonly label: string;
  /** Taps turned, inputs and outputs exchanged: the gradient with respect to the input. */
  readonly isFlipped: boolean;
  readonly bias: GpuBuffer;
}

/** A convolution ready to run by an algorithm. */
export interface ConvolutionRun extends Disposable {
  readonly id: string;
  readonly dispatches: readonly Dispatch[];
  /** Whether it makes the pooling that follows as well. */
  readonly fusesPool: boolean;
  readonly workspaceBytes: WorkspaceBytes;
}

type OwnedWorkspace = Owned<Workspace & Disposable>;

/** Makes runs for one pass; see the head of the file. */
export class ConvolutionRuns {
  readonly #gpu: Gpu;
  readonly #forms: WeightForms;
  /** Workspaces: what is made after the end goes at once. */
  readonly #owned = new DisposableStore();
  #workspace: { readonly buffers: OwnedWorkspace; readonly bytes: WorkspaceBytes } | null = null;

  constructor(gpu: Gpu, forms: FormsHolder) {
    this.#gpu = gpu;
    this.#forms = forms.current ??= new WeightForms(gpu);
  }

  /** Bytes of the workspace. */
  get bytes(): number {
    const [first, second] = this.#workspace?.bytes ?? [0, 0];
    return first + second;
  }

  /** Whether the workspace holds so much; else `grow` comes before `run`. */
  holds([first, second]: WorkspaceBytes): boolean {
    const [a, b] = this.#workspace?.bytes ?? [0, 0];
    return first <= a && second <= b;
  }

  /**
   * Makes the workspace at least so large. What ran with the one before must be made anew, and then the returned one
   * be disposed of. Throws OutOfMemoryError.
   */
  async grow(bytes: WorkspaceBytes): Promise<OwnedWorkspace | null> {
    const before = this.#workspace;
    const [a, b] = before?.bytes ?? [0, 0];
    const size: WorkspaceBytes = [Math.max(a, bytes[0]), Math.max(b, bytes[1])];
    const buffers = this.#owned.add(await makeWorkspace(this.#gpu, size));
    this.#workspace = { buffers, bytes: size };
    return before?.buffers ?? null;
  }

  /** What the algorithm of an id needs of the workspace. Throws RangeError for an id there is none of. */
  async workspaceFor(id: string, { shape }: BoundConvolution): Promise<WorkspaceBytes> {
    return (await algorithmNamed(id)).workspaceBytes(shape);
  }

  /** A run with a workspace of its own where the shared one is too small. Throws RangeError, ShapeError, OutOfMemoryError. */
  async trial(id: string, bound: BoundConvolution): Promise<Owned<ConvolutionRun>> {
    const bytes = await this.workspaceFor(id, bound);
    if (this.holds(bytes)) return this.run(id, bound);
    const own = await makeWorkspace(this.#gpu, bytes);
    try {
      const run = await this.#prepare(id, bound, own);
      return {
        ...run,
        dispose: () => {
          run.dispose();
          own.dispose();
        },
      };
    } catch (error) {
      own.dispose();
      throw error;
    }
  }

  /** A run with the shared workspace. Throws RangeError for an id there is none of, ShapeError, OutOfMemoryError. */
  run(id: string, bound: BoundConvolution): Promise<Owned<ConvolutionRun>> {
    return this.#prepare(id, bound, this.#workspace?.buffers ?? null);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #prepare(
    id: string,
    bound: BoundConvolution,
    workspace: Workspace | null,
  ): Promise<Owned<ConvolutionRun>> {
    const algorithm = await algorithmNamed(id);
    const { layer, shape, input, output, learned } = bound;
    const { other } = bound;
    const label = other?.label ?? `ForwardPass.${layer.name}`;
    const isFlipped = other?.isFlipped === true;
    if (!algorithm.fits(this.#gpu.facts, shape)) {
      throw new ShapeError('shape-mismatch', `${label}: ${id} does not fit`, {
        operation: label,
        shapes: id,
      });
    }
    const owned = new DisposableStore();
    try {
      const form = isFlipped ? { ...algorithm.form, isFlipped } : algorithm.form;
      const formed = owned.add(await this.#forms.take(layer, learned, form));
      const launches = algorithm.prepare(this.#gpu, label, {
        ...shape,
        input,
        output,
        weights: formed.weights,
        scales: formed.scales,
        bias: other?.bias ?? learned.bias,
        relu: !other && layer.activation === 'relu',
        pool: algorithm.fusesPool ? bound.pool : null,
        workspace,
      });
      const dispatches = await Promise.all(launches.map(async (it) => owned.add(await it)));
      return {
        id,
        dispatches,
        fusesPool: algorithm.fusesPool && bound.pool !== null,
        workspaceBytes: algorithm.workspaceBytes(shape),
        dispose: () => owned.dispose(),
      };
    } catch (error) {
      owned.dispose();
      throw error;
    }
  }
}

async function algorithmNamed(id: string): Promise<ConvolutionAlgorithm> {
  const { algorithmOf } = await loadAlgorithms();
  const algorithm = algorithmOf(id);
  if (algorithm) return algorithm;
  throw new RangeError(`There is no way ${id} to run a convolution.`);
}

async function makeWorkspace(gpu: Gpu, bytes: WorkspaceBytes): Promise<OwnedWorkspace> {
  const owned = new DisposableStore();
  try {
    const [first, second] = await gpu.guard(() =>
      bytes.map((size, index) =>
        owned.add(gpu.buffer(`ForwardPass.workspace${String(index)}`, Math.max(size, 16))),
      ),
    );
    if (!first || !second) throw new RangeError('a workspace has two buffers');
    return { first, second, dispose: () => owned.dispose() };
  } catch (error) {
    owned.dispose();
    throw error;
  }
}
