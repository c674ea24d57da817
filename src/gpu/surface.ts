/** A canvas as a target of draws. Knows how large it is, not what is on it. */
import type { Disposable } from '../base/index.ts';

/** A canvas the GPU draws on. */
export interface CanvasSurface extends Disposable {
  readonly format: GPUTextureFormat;
  /** Sets the size in device pixels. */
  resize(width: number, height: number): void;
  /** The texture to draw this frame on. */
  target(): GPUTextureView;
}

/** Connects a canvas to the device. Returns null when the canvas gives no WebGPU context. */
export function createSurface(
  device: GPUDevice,
  canvas: HTMLCanvasElement | OffscreenCanvas,
  format: GPUTextureFormat,
): CanvasSurface | null {
  const context = canvas.getContext('webgpu');
  if (!context) return null;
  context.configure({ device, format, alphaMode: 'premultiplied' });
  const limit = device.limits.maxTextureDimension2D;
  return {
    format,
    resize(width, height) {
      const clampedWidth = Math.max(1, Math.min(limit, Math.round(width)));
      const clampedHeight = Math.max(1, Math.min(limit, Math.round(height)));
      if (canvas.width !== clampedWidth) canvas.width = clampedWidth;
      if (canvas.height !== clampedHeight) canvas.height = clampedHeight;
    },
    target: () => context.getCurrentTexture().createView(),
    dispose: () => {
      context.unconfigure();
    },
  };
}
