/** Frames as a video, by the browser's own recorder, which takes as long as the video lasts. Knows no lab. */

/** A kind of video that browsers write. */
export interface VideoKind {
  readonly type: string;
  readonly extension: 'webm' | 'mp4';
}

const KINDS: readonly VideoKind[] = [
  { type: 'video/webm;codecs=vp9', extension: 'webm' },
  { type: 'video/webm;codecs=vp8', extension: 'webm' },
  { type: 'video/webm', extension: 'webm' },
  { type: 'video/mp4', extension: 'mp4' },
];
/** Bits per second: sharp numbers. */
const RATE = 4_000_000;

/** What this browser can write; null where it writes no video. */
export function videoKind(): VideoKind | null {
  if (!('MediaRecorder' in globalThis && 'captureStream' in HTMLCanvasElement.prototype))
    return null;
  return KINDS.find(({ type }) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/**
 * Records `count` frames of a canvas: `draw` draws one and says how long it stays, ms. Resolves to null where the recorder wrote
 * nothing.
 */
export async function writeVideo(
  canvas: HTMLCanvasElement,
  kind: VideoKind,
  count: number,
  draw: (index: number) => number,
  signal: AbortSignal,
): Promise<Blob | null> {
  const stream = canvas.captureStream(0);
  const [track] = stream.getVideoTracks();
  const recorder = new MediaRecorder(stream, {
    mimeType: kind.type,
    videoBitsPerSecond: RATE,
  });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  try {
    recorder.start();
    for (let index = 0; index < count; index += 1) {
      signal.throwIfAborted();
      const time = draw(index);
      if (track && 'requestFrame' in track) (track as CanvasCaptureMediaStreamTrack).requestFrame();
      await new Promise((resolve) => setTimeout(resolve, time));
    }
  } finally {
    recorder.stop();
    await stopped;
    track?.stop();
  }
  const blob = new Blob(parts, { type: kind.type });
  return blob.size > 0 ? blob : null;
}
