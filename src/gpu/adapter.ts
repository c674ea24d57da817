/** Opens the adapter and the device with what the kernels need, and says plainly why when it cannot. */
import { GpuUnavailableError, messageOf } from '../base/index.ts';

/** What the device offers, for people and for kernels that have several variants. */
export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** Whether it is a program that stands in for a GPU. */
  readonly isFallback: boolean;
  /** Invocations that run in step, at least and at most; 0 where the device does not tell. */
  readonly subgroupSize: { readonly min: number; readonly max: number };
  readonly features: {
    readonly f16: boolean;
    readonly subgroups: boolean;
    readonly timestamps: boolean;
  };
  readonly limits: {
    readonly maxBufferSize: number;
    readonly maxStorageBufferBindingSize: number;
    readonly maxComputeWorkgroupStorageSize: number;
    readonly maxComputeInvocationsPerWorkgroup: number;
    readonly maxTextureDimension2D: number;
  };
}

/** An open device with the facts about its adapter. */
export interface OpenDevice {
  readonly device: GPUDevice;
  readonly facts: AdapterFacts;
}

const WANTED_FEATURES = ['shader-f16', 'subgroups', 'timestamp-query'] as const;

/** The least the kernels can run with: WebGPU's own defaults. */
const NEEDED_LIMITS = {
  maxStorageBuffersPerShaderStage: 8,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupStorageSize: 16_384,
  maxStorageBufferBindingSize: 134_217_728,
} as const;

/** Raised as far as the adapter goes: large layers and pictures want them. */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxTextureDimension2D',
] as const;

/**
 * Opens a device. Throws GpuUnavailableError with code `no-webgpu`, `insecure-context`, `no-adapter`,
 * `limits-too-small` (values limit, needed, offered) or `no-device` (detail).
 */
export async function openDevice(gpu: GPU | undefined): Promise<OpenDevice> {
  if (!gpu) {
    // Undefined in Node, which is no page at all.
    if ((globalThis as { readonly isSecureContext?: boolean }).isSecureContext === false) {
      throw new GpuUnavailableError(
        'insecure-context',
        'WebGPU works only on a secure page: open it over https or on localhost.',
      );
    }
    throw new GpuUnavailableError('no-webgpu', 'This browser does not offer WebGPU.');
  }
  const adapter = await gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (!adapter) {
    throw new GpuUnavailableError(
      'no-adapter',
      'WebGPU is there, but no graphics adapter answers.',
    );
  }
  for (const [limit, needed] of Object.entries(NEEDED_LIMITS)) {
    const offered = adapter.limits[limit as keyof typeof NEEDED_LIMITS];
    if (offered < needed) {
      throw new GpuUnavailableError(
        'limits-too-small',
        `The graphics adapter is too small: ${limit} is ${String(offered)}, needed is ${String(needed)}.`,
        { limit, needed, offered },
      );
    }
  }
  const requiredFeatures = WANTED_FEATURES.filter((name) => adapter.features.has(name));
  const requiredLimits = Object.fromEntries(
    RAISED_LIMITS.map((name) => [name, adapter.limits[name]]),
  );
  try {
    const device = await adapter.requestDevice({
      label: 'Gpu.device',
      requiredFeatures,
      requiredLimits,
    });
    return { device, facts: factsOf(adapter, device) };
  } catch (error) {
    throw new GpuUnavailableError(
      'no-device',
      `The graphics adapter refused a device: ${messageOf(error)}`,
      { detail: messageOf(error) },
      { cause: error },
    );
  }
}

function factsOf(adapter: GPUAdapter, device: GPUDevice): AdapterFacts {
  const { vendor, architecture, description } = adapter.info;
  // What the types promise is new; browsers of last year and Deno leave it out.
  const info: Partial<GPUAdapterInfo> = adapter.info;
  const { limits, features } = device;
  return {
    vendor,
    architecture,
    description,
    isFallback: info.isFallbackAdapter ?? false,
    subgroupSize: { min: info.subgroupMinSize ?? 0, max: info.subgroupMaxSize ?? 0 },
    features: {
      f16: features.has('shader-f16'),
      subgroups: features.has('subgroups'),
      timestamps: features.has('timestamp-query'),
    },
    limits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxTextureDimension2D: limits.maxTextureDimension2D,
    },
  };
}
