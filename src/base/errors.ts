/**
 * The errors of the studio. Each carries a stable `code` and the `values` of its message, so that the
 * page can say the same thing in any language. Knows no page and no GPU.
 */

/** Values put into a message: numbers and names, never sentences. */
export type ErrorValues = Readonly<Record<string, string | number>>;

/** Base of every error a person may meet: what happened, with a code to translate it by. */
export abstract class StudioError extends Error {
  readonly code: string;
  readonly values: ErrorValues;

  constructor(code: string, message: string, values: ErrorValues = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.values = values;
  }
}

/** No usable WebGPU: `no-webgpu`, `insecure-context`, `no-adapter`, `limits-too-small`, `no-device`. */
export class GpuUnavailableError extends StudioError {
  override readonly name = 'GpuUnavailableError';
}

/** A shader did not compile or a pipeline could not be made; the message names file and line. */
export class ShaderError extends StudioError {
  override readonly name = 'ShaderError';
}

/** The device refused an allocation: `out-of-memory`, with the bytes asked for. */
export class OutOfMemoryError extends StudioError {
  override readonly name = 'OutOfMemoryError';
}

/** The device went away (driver reset, sleep, tab killed): `device-lost`. */
export class DeviceLostError extends StudioError {
  override readonly name = 'DeviceLostError';
}

/** A command the GPU refused as invalid: a fault of ours, `gpu-validation`. */
export class GpuValidationError extends StudioError {
  override readonly name = 'GpuValidationError';
}

/** Shapes that do not fit an operation; the message names the operation and the shapes. */
export class ShapeError extends StudioError {
  override readonly name = 'ShapeError';

  constructor(code: string, message: string, values: ErrorValues = {}, options?: ErrorOptions) {
    super(code, message, { detail: message, ...values }, options);
  }
}

/** Weights that are missing, surplus, misshapen, not finite or unreadable; names the tensor. */
export class WeightsError extends StudioError {
  override readonly name = 'WeightsError';
}

/** A picture that cannot be shown: not an image, zero size, too large, not reachable. */
export class PictureError extends StudioError {
  override readonly name = 'PictureError';
}

/** Text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
