/** Keeps a camera open as long as it is wanted, and asks for every frame that there is time for. */
import { LatestJob } from '../../base/index.ts';
import type { Disposable } from '../../base/index.ts';
import { LabCamera } from './lab-camera.ts';
import type { LabPixels } from './lab-pictures.ts';

/** What the live picture needs of the lab. */
export interface LiveHost {
  /** Whether a frame is being computed. */
  isBusy(): boolean;
  /** There is another frame. */
  changed(): void;
  /** The camera cannot be had. */
  failed(error: unknown): void;
  /** It has gone away. */
  ended(): void;
}

/** See the head of the file. */
export class LabLive implements Disposable {
  readonly #host: LiveHost;
  readonly #job = new LatestJob();
  #camera: LabCamera | null = null;

  constructor(host: LiveHost) {
    this.#host = host;
  }

  /** The frame of now; null while there is no camera. */
  frame(side: number): LabPixels | null {
    return this.#camera?.frame(side) ?? null;
  }

  /** Opens the camera, unless it is open or being opened. */
  open(): void {
    if (this.#camera || this.#job.busy) return;
    void this.#job
      .run((signal) => this.#run(signal))
      .catch((error: unknown) => {
        this.dispose();
        this.#host.failed(error);
      });
  }

  dispose(): void {
    this.#job.cancel();
    this.#camera?.dispose();
    this.#camera = null;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const camera = await LabCamera.open(() => {
      this.dispose();
      this.#host.ended();
    });
    if (signal.aborted) {
      camera.dispose();
      return;
    }
    this.#camera = camera;
    while (this.#camera === camera) {
      await camera.next();
      // A frame that comes while the one before is being computed is dropped.
      const isWanted = this.#camera === camera && !document.hidden;
      if (isWanted && !this.#host.isBusy()) this.#host.changed();
    }
  }
}
