/** What a layer makes of pictures, before its activation: of each channel what dreams make large, and all cells. */
import { DisposableStore } from '../../src/base/index.ts';
import type { Disposable, Owned } from '../../src/base/index.ts';
import {
  createTensor,
  preparePreprocess,
  prepareTransform,
  readTensor,
  transformParams,
  writeTensor,
} from '../../src/gpu/index.ts';
import type { BlockedTensor, Gpu } from '../../src/gpu/index.ts';
import type { DreamSubject } from '../../src/insight/dream/index.ts';
import {
  borderOf,
  drawPlacement,
  randomOfStep,
  restingPlacement,
} from '../../src/math/dream/index.ts';
import type { DreamRecipe, PlacementSizes } from '../../src/math/dream/index.ts';
import type { Tensor3 } from '../../src/math/index.ts';
import { loadBackward } from '../../src/network/index.ts';

const LARGEST_COLOR = 255;
const GREY = { kind: 'constant', value: 0.5 } as const;

type Look = (draw: Draw | null) => Promise<Tensor3>;

/** One of the transforms of a recipe. Draws from -1 down are made by no step of a growth. */
export interface Draw {
  readonly recipe: Pick<DreamRecipe, 'transforms'>;
  readonly seed: number;
  readonly step: number;
}

/** Means of all channels, as objectives have them, of what a layer made. */
export function channelMeans({ shape, data }: Tensor3): Float64Array {
  const [channels, height, width] = shape;
  const border = borderOf(shape);
  const cells = (height - 2 * border) * (width - 2 * border);
  return Float64Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    for (let y = border; y < height - border; y += 1) {
      const row = (channel * height + y) * width;
      for (let x = border; x < width - border; x += 1) sum += data[row + x] ?? 0;
    }
    return sum / cells;
  });
}

/** One layer, for square pictures of one size, RGB 0..1. Dispose of it before its network. */
export class Eyes implements Disposable {
  readonly #gpu: Gpu;
  readonly #picture: BlockedTensor;
  readonly #look: Look;
  readonly #owned: DisposableStore;

  private constructor(gpu: Gpu, picture: BlockedTensor, look: Look, owned: DisposableStore) {
    this.#gpu = gpu;
    this.#picture = picture;
    this.#look = look;
    this.#owned = owned;
  }

  static async open(
    gpu: Gpu,
    { network, spec }: DreamSubject,
    layer: string,
    side: number,
  ): Promise<Owned<Eyes>> {
    const { openBackward } = await loadBackward();
    const owned = new DisposableStore();
    const extent = { height: side, width: side };
    const pass = owned.add(await network.pass(extent, { until: layer }));
    const backward = owned.add(await openBackward(gpu, network, pass, { layer }));
    const picture = owned.add(createTensor(gpu, 'Eyes.picture', [3, side, side]));
    const input = owned.add(createTensor(gpu, 'Eyes.input', [3, side, side]));
    const sizes: PlacementSizes = { picture: extent, output: extent, framing: 'crop' };
    const settings = { surroundings: GREY, gain: LARGEST_COLOR };
    const placement = restingPlacement(sizes);
    const transform = owned.add(
      await prepareTransform(gpu, 'Eyes.transform', {
        ...settings,
        placement,
        picture,
        output: input,
      }),
    );
    const forth = owned.add(
      await preparePreprocess(gpu, 'Eyes.preprocess', { input, output: pass.input, spec }),
    );
    const look: Look = async (draw) => {
      const placed = draw
        ? drawPlacement(draw.recipe.transforms, sizes, randomOfStep(draw.seed, draw.step))
        : placement;
      transform.setParams(
        transformParams(picture.shape, input.shape, { ...settings, placement: placed }),
      );
      gpu.submit('Eyes.look', (commands) => {
        commands.dispatch(transform);
        commands.dispatch(forth);
        backward.encodeSums(commands);
      });
      return readTensor(gpu, backward.sums);
    };
    return new Eyes(gpu, picture, look, owned);
  }

  /** Everything that the layer makes of a picture, and of the same transformed. */
  async see(picture: Tensor3, draws: readonly Draw[] = []): Promise<readonly Tensor3[]> {
    writeTensor(this.#gpu, this.#picture, picture);
    const seen: Tensor3[] = [];
    for (const draw of [null, ...draws]) seen.push(await this.#look(draw));
    return seen;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
