/** A canvas of its own for a picture that is saved: attached to the session, waited for, drawn, and let go. */
import type { CanvasView, SessionFace } from '../../session/index.ts';

/** A canvas and the view that paints it. */
export interface Shot {
  readonly canvas: HTMLCanvasElement;
  readonly view: CanvasView;
}

/**
 * Attaches a canvas for each of `attach`, and calls `use` once all can be painted. What `use` draws in the task that
 * calls `session.paintNow` is whole; later a canvas may be empty again.
 */
export async function withShots<T>(
  session: SessionFace,
  attach: readonly ((canvas: HTMLCanvasElement) => CanvasView)[],
  use: (canvases: readonly HTMLCanvasElement[]) => T,
): Promise<T> {
  const shots: Shot[] = [];
  try {
    for (const one of attach) {
      const canvas = document.createElement('canvas');
      shots.push({ canvas, view: one(canvas) });
    }
    await session.canvasesReady();
    return use(shots.map(({ canvas }) => canvas));
  } finally {
    for (const { view } of shots) view.dispose();
  }
}
