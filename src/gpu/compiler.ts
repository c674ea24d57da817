/** Compiles kernels: each variant once, in parallel, with errors told in terms of our own files. */
import { ShaderError, messageOf } from '../base/index.ts';
import { variantName } from './definition.ts';
import type { Binding, KernelDefinition, KernelVariant } from './definition.ts';
import { ComputeKernel, RenderKernel } from './kernel.ts';
import type { GpuMemory } from './memory.ts';
import { FIRST_SOURCES, allSources } from './sources.ts';
import type { StructFields } from './struct.ts';
import { assembleShader, originOf } from './wgsl.ts';
import type { AssembledShader } from './wgsl.ts';

const ENTRY_POINT = 'main';
const VERTEX_ENTRY_POINT = 'cover';

/** The compiled kernels of one device. */
export class KernelCompiler {
  readonly #device: GPUDevice;
  readonly #memory: GpuMemory;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #kernels = new Map<string, Promise<unknown>>();
  readonly #layouts = new Map<string, GPUBindGroupLayout>();

  constructor(
    device: GPUDevice,
    memory: GpuMemory,
    sources: ReadonlyMap<string, string> = FIRST_SOURCES,
  ) {
    this.#device = device;
    this.#memory = memory;
    this.#sources = sources;
  }

  /** Distinct pipelines asked for so far. */
  get count(): number {
    return this.#kernels.size;
  }

  /** The compute kernel; concurrent callers share one compilation. Throws ShaderError. */
  compute<F extends StructFields>(
    definition: KernelDefinition<F>,
    variant: KernelVariant = {},
  ): Promise<ComputeKernel<F>> {
    return this.#once(variantName(definition, variant), async () => {
      const layout = this.#layout(definition, GPUShaderStage.COMPUTE);
      const shader = await this.#assemble(definition, variant);
      const label = variantName(definition, variant);
      const pipeline = await this.#pipeline(label, shader, (module) =>
        this.#device.createComputePipelineAsync({
          label,
          layout: this.#device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
          compute: { module, entryPoint: ENTRY_POINT },
        }),
      );
      return new ComputeKernel(definition, this.#device, this.#memory, layout, pipeline);
    });
  }

  /** The fragment kernel for a target format. Throws ShaderError. */
  render<F extends StructFields>(
    definition: KernelDefinition<F>,
    format: GPUTextureFormat,
    variant: KernelVariant = {},
  ): Promise<RenderKernel<F>> {
    return this.#once(`${variantName(definition, variant)}@${format}`, async () => {
      const layout = this.#layout(definition, GPUShaderStage.FRAGMENT);
      const shader = await this.#assemble(definition, variant);
      const label = variantName(definition, variant);
      const pipeline = await this.#pipeline(label, shader, (module) =>
        this.#device.createRenderPipelineAsync({
          label,
          layout: this.#device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
          vertex: { module, entryPoint: VERTEX_ENTRY_POINT },
          fragment: { module, entryPoint: ENTRY_POINT, targets: [{ format }] },
        }),
      );
      return new RenderKernel(definition, this.#device, this.#memory, layout, pipeline);
    });
  }

  /** What the first picture does without is fetched when it is first wanted. */
  async #assemble({ file }: KernelDefinition, variant: KernelVariant): Promise<AssembledShader> {
    const isThere = this.#sources !== FIRST_SOURCES || FIRST_SOURCES.has(file);
    return assembleShader(isThere ? this.#sources : await allSources(), file, variant);
  }

  #once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#kernels.get(key);
    if (known) return known as Promise<T>;
    const made = make();
    this.#kernels.set(key, made);
    // A failed compilation is not kept, so that the next caller meets the error afresh.
    made.catch(() => this.#kernels.delete(key));
    return made;
  }

  #layout(definition: KernelDefinition, visibility: GPUShaderStageFlags): GPUBindGroupLayout {
    const key = `${String(visibility)}:${definition.bindings.map((b) => b.kind).join()}`;
    const known = this.#layouts.get(key);
    if (known) return known;
    const entries: GPUBindGroupLayoutEntry[] = [
      { binding: 0, visibility, buffer: { type: 'uniform' } },
      ...definition.bindings.map((binding, index) => layoutEntry(binding, index + 1, visibility)),
    ];
    const layout = this.#device.createBindGroupLayout({
      label: `${definition.name}.layout`,
      entries,
    });
    this.#layouts.set(key, layout);
    return layout;
  }

  async #pipeline<P>(
    label: string,
    shader: AssembledShader,
    create: (module: GPUShaderModule) => Promise<P>,
  ): Promise<P> {
    this.#device.pushErrorScope('validation');
    const module = this.#device.createShaderModule({ label, code: shader.code });
    const scope = this.#device.popErrorScope();
    const created = create(module);
    const [failure, outcome] = await Promise.all([
      scope.catch(() => null),
      created.then(
        (pipeline) => ({ pipeline }),
        (error: unknown) => ({ error }),
      ),
    ]);
    if ('pipeline' in outcome && !failure) return outcome.pipeline;
    throw await shaderError(label, shader, module, 'error' in outcome ? outcome.error : failure);
  }
}

async function shaderError(
  label: string,
  shader: AssembledShader,
  module: GPUShaderModule,
  cause: unknown,
): Promise<ShaderError> {
  const info = await module.getCompilationInfo().catch(() => null);
  const messages = (info?.messages ?? [])
    .filter((message) => message.type === 'error')
    .map((message) => {
      const origin = originOf(shader, message.lineNum);
      const at = origin
        ? `${origin.file}:${String(origin.line)}:${String(message.linePos)}`
        : `line ${String(message.lineNum)}`;
      return `${at}: ${message.message}`;
    });
  const detail = messages.length > 0 ? messages.join('\n') : messageOf(cause);
  return new ShaderError('shader', `${label} does not compile:\n${detail}`, { detail }, { cause });
}

function layoutEntry(
  { kind }: Binding,
  binding: number,
  visibility: GPUShaderStageFlags,
): GPUBindGroupLayoutEntry {
  switch (kind) {
    case 'uniform':
      return { binding, visibility, buffer: { type: 'uniform' } };
    case 'read':
      return { binding, visibility, buffer: { type: 'read-only-storage' } };
    case 'write':
      return { binding, visibility, buffer: { type: 'storage' } };
    case 'texture':
      return { binding, visibility, texture: { sampleType: 'unfilterable-float' } };
    case 'external-texture':
      return { binding, visibility, externalTexture: {} };
    default:
      return kind satisfies never;
  }
}
