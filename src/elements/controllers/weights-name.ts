/** Whether a file, by its name, holds weights and no picture. Knows no page. */

const ENDINGS = /\.(safetensors|h5|hdf5|npz|keras|pt|pth|onnx|bin|ckpt|weights)$/i;

/** Whether `name` ends as files of weights do, those included that the studio can only name and refuse. */
export function isWeightsName(name: string): boolean {
  return ENDINGS.test(name);
}
