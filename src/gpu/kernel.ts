/** A compiled kernel and its prepared launches. Everything a launch needs is made once; encoding makes nothing. */
import { ShaderError, ShapeError } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import type { KernelDefinition } from './definition.ts';
import type { GpuBuffer, GpuMemory, GpuTexture } from './memory.ts';
import { packStruct, structBytes } from './struct.ts';
import type { StructFields, StructValues } from './struct.ts';

/** What can be bound to a kernel. */
export type Resource = GpuBuffer | GpuTexture | GPUExternalTexture;

/** Counts of workgroups in x, y, z. */
export type Workgroups = readonly [x: number, y: number, z: number];

/** One prepared launch. `setParams` is the only thing that changes between frames. */
export interface Launch<F extends StructFields = StructFields> extends Disposable {
  readonly label: string;
  readonly kernelName: string;
  readonly bindGroup: GPUBindGroup;
  setParams(values: StructValues<F>): void;
}

/** A launch of a compute kernel. */
export interface Dispatch<F extends StructFields = StructFields> extends Launch<F> {
  readonly pipeline: GPUComputePipeline;
  readonly workgroups: Workgroups;
}

/** A full-target draw of a fragment kernel. */
export interface Draw<F extends StructFields = StructFields> extends Launch<F> {
  readonly pipeline: GPURenderPipeline;
}

/** What a launch is made of. */
export interface LaunchRequest<F extends StructFields> {
  /** `Owner.field`. */
  readonly label: string;
  readonly params: StructValues<F>;
  /** One resource for every binding of the definition. */
  readonly resources: Readonly<Record<string, Resource>>;
}

const MAX_WORKGROUPS = 65_535;

/** What the two kinds of kernel share: layout, parameters and bind groups. */
abstract class CompiledKernel<F extends StructFields> {
  readonly definition: KernelDefinition<F>;
  protected readonly device: GPUDevice;
  readonly #memory: GpuMemory;
  readonly #layout: GPUBindGroupLayout;

  constructor(
    definition: KernelDefinition<F>,
    device: GPUDevice,
    memory: GpuMemory,
    layout: GPUBindGroupLayout,
  ) {
    this.definition = definition;
    this.device = device;
    this.#memory = memory;
    this.#layout = layout;
  }

  protected launch(request: LaunchRequest<F>): Owned<Launch<F>> {
    const { device } = this;
    const { params: fields, name } = this.definition;
    const bound = this.definition.bindings.map((binding, index) => {
      const resource = request.resources[binding.name];
      if (!resource) throw new ShaderError('shader', `${name}: nothing bound to ${binding.name}`);
      return { binding: index + 1, resource: bindable(resource) };
    });
    const uniform = this.#memory.buffer(
      `${request.label}.params`,
      structBytes(fields),
      GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    );
    const packed = new ArrayBuffer(structBytes(fields));
    const setParams = (values: StructValues<F>): void => {
      device.queue.writeBuffer(uniform.raw, 0, packStruct(fields, values, packed));
    };
    setParams(request.params);
    const entries: GPUBindGroupEntry[] = [
      { binding: 0, resource: { buffer: uniform.raw } },
      ...bound,
    ];
    const bindGroup = device.createBindGroup({
      label: request.label,
      layout: this.#layout,
      entries,
    });
    return {
      label: request.label,
      kernelName: name,
      bindGroup,
      setParams,
      dispose: () => {
        uniform.dispose();
      },
    };
  }
}

/** A compiled compute kernel. */
export class ComputeKernel<F extends StructFields = StructFields> extends CompiledKernel<F> {
  readonly #pipeline: GPUComputePipeline;

  constructor(
    definition: KernelDefinition<F>,
    device: GPUDevice,
    memory: GpuMemory,
    layout: GPUBindGroupLayout,
    pipeline: GPUComputePipeline,
  ) {
    super(definition, device, memory, layout);
    this.#pipeline = pipeline;
  }

  /** Makes a launch. Throws ShapeError when a count of workgroups is not in 1..65535. */
  prepare(request: LaunchRequest<F> & { readonly workgroups: Workgroups }): Owned<Dispatch<F>> {
    const { workgroups, label } = request;
    if (workgroups.some((n) => !Number.isInteger(n) || n < 1 || n > MAX_WORKGROUPS)) {
      throw new ShapeError(
        'shape-mismatch',
        `${label}: ${workgroups.join(' x ')} workgroups cannot be launched (1 to 65535 a side)`,
        { operation: this.definition.name, shapes: workgroups.join(' x ') },
      );
    }
    return { ...this.launch(request), pipeline: this.#pipeline, workgroups };
  }
}

/** A compiled fragment kernel for one target format. */
export class RenderKernel<F extends StructFields = StructFields> extends CompiledKernel<F> {
  readonly #pipeline: GPURenderPipeline;

  constructor(
    definition: KernelDefinition<F>,
    device: GPUDevice,
    memory: GpuMemory,
    layout: GPUBindGroupLayout,
    pipeline: GPURenderPipeline,
  ) {
    super(definition, device, memory, layout);
    this.#pipeline = pipeline;
  }

  /** Makes a draw of one triangle that covers the target. */
  prepare(request: LaunchRequest<F>): Owned<Draw<F>> {
    return { ...this.launch(request), pipeline: this.#pipeline };
  }
}

function bindable(resource: Resource): GPUBindingResource {
  if (!('raw' in resource)) return resource;
  return 'width' in resource ? resource.raw.createView() : { buffer: resource.raw };
}
