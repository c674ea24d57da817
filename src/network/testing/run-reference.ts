/** Sends a picture through a network on the GPU, the whole way from its pixels, and compares with PyTorch. */
import { readTensor } from '../../gpu/index.ts';
import type { Gpu } from '../../gpu/index.ts';
import type { SafetensorsFile } from '../../io/index.ts';
import { Network } from '../network.ts';
import type { PassOptions } from '../network.ts';
import { PictureInput } from '../picture-input.ts';
import { compareLayer } from '../reference-values.ts';
import type { LayerErrors, Reference } from '../reference-values.ts';
import { recogniseModel } from '../recognise.ts';
import { pictureTexture } from './pictures.ts';
import type { TestPicture } from './pictures.ts';
import { tableOf } from './pytorch-reference.ts';

/** The errors of every layer of the reference; prints them as a table. */
export async function runReference(
  gpu: Gpu,
  title: string,
  file: SafetensorsFile,
  picture: TestPicture,
  reference: Reference,
  options: PassOptions = {},
): Promise<readonly LayerErrors[]> {
  const model = recogniseModel(file);
  const network = await Network.load(gpu, model.layers, file);
  const pass = await network.pass(picture, options);
  const input = await PictureInput.create(gpu, model.input, pass.input);
  const texture = pictureTexture(gpu, picture);
  const feed = await input.prepare(texture, 'stretch');
  const start = performance.now();
  gpu.submit('reference', (commands) => {
    feed.encode(commands);
    pass.encode(commands);
  });
  await gpu.finished();
  const seconds = (performance.now() - start) / 1000;
  const errors: LayerErrors[] = [];
  for (const [name, expected] of Object.entries(reference)) {
    errors.push(compareLayer(name, await readTensor(gpu, pass.output(name)), expected));
  }
  for (const item of [feed, texture, input, pass, network]) item.dispose();
  console.info(tableOf(`${title}, forward ${seconds.toFixed(1)} s`, errors));
  return errors;
}
