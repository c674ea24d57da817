/**
 * Brings a picture to a network's input: resize to RGB 0..255, which the picture view shows, then to network space.
 * Knows no file and no page.
 */
import { DisposableStore } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import {
  createTensor,
  prepareDeprocess,
  preparePreprocess,
  prepareResize,
  writeTensor,
} from '../gpu/index.ts';
import type { BlockedTensor, Commands, Dispatch, Gpu, GpuTexture } from '../gpu/index.ts';
import type { Fit, InputSpec, Tensor3 } from '../math/index.ts';

/** The way from one texture to a network's input. Free it when the texture will not be used again. */
export interface PictureFeed extends Disposable {
  /** Puts resize and preprocessing into a submit; may be called for every frame of a video. */
  encode(commands: Commands): void;
}

interface Parts {
  readonly picture: BlockedTensor;
  readonly preprocess: Dispatch;
  readonly deprocess: Dispatch;
}

/** Writes into a tensor that belongs to someone else: the input of a pass. */
export class PictureInput implements Disposable {
  /** [3, H, W], RGB 0..255: what the network is shown, for people. */
  readonly picture: BlockedTensor;
  readonly #gpu: Gpu;
  readonly #target: BlockedTensor;
  readonly #preprocess: Dispatch;
  readonly #deprocess: Dispatch;
  readonly #owned: DisposableStore;

  private constructor(
    gpu: Gpu,
    target: BlockedTensor,
    { picture, preprocess, deprocess }: Parts,
    owned: DisposableStore,
  ) {
    this.#gpu = gpu;
    this.#target = target;
    this.picture = picture;
    this.#preprocess = preprocess;
    this.#deprocess = deprocess;
    this.#owned = owned;
  }

  /** `target` is the input [3, H, W] of a network that wants `spec`; it stays the caller's. Throws ShapeError. */
  static async create(
    gpu: Gpu,
    spec: InputSpec,
    target: BlockedTensor,
  ): Promise<Owned<PictureInput>> {
    const owned = new DisposableStore();
    try {
      const picture = owned.add(createTensor(gpu, 'PictureInput.picture', target.shape));
      const forth = { input: picture, output: target, spec };
      const back = { input: target, output: picture, spec };
      const [preprocess, deprocess] = await Promise.all([
        preparePreprocess(gpu, 'PictureInput.preprocess', forth).then((it) => owned.add(it)),
        prepareDeprocess(gpu, 'PictureInput.deprocess', back).then((it) => owned.add(it)),
      ]);
      return new PictureInput(gpu, target, { picture, preprocess, deprocess }, owned);
    } catch (error) {
      owned.dispose();
      throw error;
    }
  }

  /** Prepares the way from a picture. Nothing else is kept: dispose of the feed, and no byte is left. */
  async prepare(source: GpuTexture, fit: Fit): Promise<Owned<PictureFeed>> {
    const request = { source, output: this.picture, fit };
    const resize = await prepareResize(this.#gpu, 'PictureInput.resize', request);
    return {
      encode: (commands) => {
        for (const dispatch of resize.dispatches) commands.dispatch(dispatch);
        commands.dispatch(this.#preprocess);
      },
      dispose: () => {
        resize.dispose();
      },
    };
  }

  /** Takes values in network space as they are, and makes the picture from them. Throws ShapeError. */
  setTensor(tensor: Tensor3, commands: Commands): void {
    writeTensor(this.#gpu, this.#target, tensor);
    commands.dispatch(this.#deprocess);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
