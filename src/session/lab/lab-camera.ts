/** The live camera as pictures of a lab: asks, draws frames as small as they are wanted, lets go. Nothing is kept or sent. */
import { PictureError } from '../../base/index.ts';
import type { Disposable } from '../../base/index.ts';
import { draw } from './lab-pictures.ts';
import type { LabPixels } from './lab-pictures.ts';

/** Why a camera cannot be had, by the names of the errors of `getUserMedia`. */
const REASONS: Readonly<Record<string, string>> = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-missing',
  OverconstrainedError: 'camera-missing',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy',
};
/** Larger than any picture of a lab, so that making it smaller does not blur it. */
const WIDTH = 640;

/** Whether this browser can open a camera on this page. */
export function hasCamera(): boolean {
  return typeof navigator !== 'undefined' && 'mediaDevices' in navigator;
}

/** An open camera. */
export class LabCamera implements Disposable {
  readonly #stream: MediaStream;
  readonly #video: HTMLVideoElement;

  private constructor(stream: MediaStream, video: HTMLVideoElement) {
    this.#stream = stream;
    this.#video = video;
  }

  /** Asks the person. Throws PictureError with the reason; `ended` is called when the camera goes away. */
  static async open(ended: () => void): Promise<LabCamera> {
    if (!hasCamera()) throw new PictureError('camera-insecure', 'There is no camera on this page.');
    const stream = await navigator.mediaDevices
      .getUserMedia({ video: { width: { ideal: WIDTH } }, audio: false })
      .catch((cause: unknown) => {
        const name = cause instanceof Error ? cause.name : '';
        const code = REASONS[name] ?? 'camera-failed';
        throw new PictureError(
          code,
          `The camera could not be opened: ${name}`,
          { detail: name },
          { cause },
        );
      });
    for (const track of stream.getTracks()) track.addEventListener('ended', ended);
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    return new LabCamera(stream, video);
  }

  /** The frame of now, as in a mirror, with `side` pixels along its longer side. */
  frame(side: number): LabPixels {
    const { videoWidth, videoHeight } = this.#video;
    // A video's own width is that of its box on a page.
    this.#video.width = videoWidth;
    this.#video.height = videoHeight;
    return draw(this.#video, side, true);
  }

  /** Resolves when there is another frame. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#video.requestVideoFrameCallback(() => resolve());
    });
  }

  dispose(): void {
    for (const track of this.#stream.getTracks()) track.stop();
    this.#video.srcObject = null;
  }
}
