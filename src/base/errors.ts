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
    this.name = new.target.name;
    this.code = code;
    this.values = values;
  }
}

/** No usable WebGPU: `no-webgpu`, `insecure-context`, `no-adapter`, `limits-too-small`, `no-device`. */
export class GpuUnavailableError extends StudioError {}

/** A shader did not compile or a pipeline could not be made; the message names file and line. */
export class ShaderError extends StudioError {}

/** The device refused an allocation: `out-of-memory`, with the bytes asked for. */
export class OutOfMemoryError extends StudioError {}

/** The device went away (driver reset, sleep, tab killed): `device-lost`. */
export class DeviceLostError extends StudioError {}

/** A command the GPU refused as invalid: a fault of ours, `gpu-validation`. */
export class GpuValidationError extends StudioError {}

/** Shapes that do not fit an operation; the message names the operation and the shapes. */
export class ShapeError extends StudioError {}

/** Weights that are missing, surplus, misshapen, not finite or unreadable; names the tensor. */
export class WeightsError extends StudioError {}

/** A picture that cannot be shown: not an image, zero size, too large, not reachable. */
export class PictureError extends StudioError {}

/** Text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
