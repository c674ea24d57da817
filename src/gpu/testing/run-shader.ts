/** Runs a compute shader that stands alone, as a person would who copied it: no layouts, one input, one output. */

/** What `code` writes at binding 1 of what it finds at binding 0. Throws what the compiler or the device complains of. */
export async function runShader(
  device: GPUDevice,
  code: string,
  groups: readonly [x: number, y: number, z: number],
  input: Float32Array,
  length: number,
): Promise<Float32Array> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  if (messages.length > 0) {
    await device.popErrorScope();
    throw new Error(messages.map(({ lineNum, message }) => `${lineNum}: ${message}`).join('\n'));
  }
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const bytes = length * Float32Array.BYTES_PER_ELEMENT;
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const buffers = [
    device.createBuffer({ size: input.byteLength, usage: STORAGE | COPY_DST }),
    device.createBuffer({ size: bytes, usage: STORAGE | COPY_SRC }),
    device.createBuffer({ size: bytes, usage: COPY_DST | MAP_READ }),
  ] as const;
  const [x, y, back] = buffers;
  device.queue.writeBuffer(x, 0, Float32Array.from(input));
  const entries = [x, y].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const commands = device.createCommandEncoder();
  const pass = commands.beginComputePass();
  pass.setPipeline(pipeline);
  const layout = pipeline.getBindGroupLayout(0);
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(...groups);
  pass.end();
  commands.copyBufferToBuffer(y, 0, back, 0, bytes);
  device.queue.submit([commands.finish()]);
  const error = await device.popErrorScope();
  if (error) throw new Error(error.message);
  await back.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(back.getMappedRange().slice(0));
  for (const buffer of buffers) buffer.destroy();
  return values;
}
