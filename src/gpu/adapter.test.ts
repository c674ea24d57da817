import { afterEach, describe, expect, test, vi } from 'vitest';
import { GpuUnavailableError } from '../base/index.ts';
import { openDevice } from './adapter.ts';

const LIMITS = {
  maxBufferSize: 2 ** 30,
  maxStorageBufferBindingSize: 2 ** 29,
  maxComputeWorkgroupStorageSize: 32_768,
  maxComputeInvocationsPerWorkgroup: 256,
  maxStorageBuffersPerShaderStage: 10,
  maxTextureDimension2D: 8192,
};

interface FakeAdapter {
  limits?: Partial<typeof LIMITS>;
  features?: readonly string[];
  refuse?: string;
}

/** A `navigator.gpu` whose device grants what is asked for, and remembers it. */
function fakeGpu({ limits, features = [], refuse }: FakeAdapter = {}): {
  gpu: GPU;
  requests: GPUDeviceDescriptor[];
} {
  const requests: GPUDeviceDescriptor[] = [];
  const offered = { ...LIMITS, ...limits };
  const adapter = {
    limits: offered,
    features: new Set(features),
    info: { vendor: 'fake', architecture: 'test', description: 'made up' },
    requestDevice: (request: GPUDeviceDescriptor) => {
      requests.push(request);
      if (refuse) return Promise.reject(new Error(refuse));
      return Promise.resolve({ limits: offered, features: new Set(request.requiredFeatures) });
    },
  };
  const gpu = { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU;
  return { gpu, requests };
}

async function failure(gpu: GPU | undefined): Promise<GpuUnavailableError> {
  const error: unknown = await openDevice(gpu).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GpuUnavailableError);
  return error as GpuUnavailableError;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('openDevice refuses', () => {
  test('a browser without WebGPU', async () => {
    vi.stubGlobal('isSecureContext', true);
    expect((await failure(undefined)).code).toBe('no-webgpu');
  });

  test('a host that is no page and has no WebGPU', async () => {
    expect((await failure(undefined)).code).toBe('no-webgpu');
  });

  test('an insecure page', async () => {
    vi.stubGlobal('isSecureContext', false);
    const error = await failure(undefined);
    expect(error.code).toBe('insecure-context');
    expect(error.message).toContain('https');
  });

  test('when no adapter answers', async () => {
    const none = { requestAdapter: () => Promise.resolve(null) } as unknown as GPU;
    const broken = { requestAdapter: () => Promise.reject(new Error('crash')) } as unknown as GPU;
    expect((await failure(none)).code).toBe('no-adapter');
    expect((await failure(broken)).code).toBe('no-adapter');
  });

  test('an adapter that is too small, naming the limit', async () => {
    const { gpu, requests } = fakeGpu({ limits: { maxComputeInvocationsPerWorkgroup: 128 } });
    const error = await failure(gpu);
    expect(error.code).toBe('limits-too-small');
    expect(error.values).toEqual({
      limit: 'maxComputeInvocationsPerWorkgroup',
      needed: 256,
      offered: 128,
    });
    expect(requests).toEqual([]);
  });

  test('an adapter that gives no device, with its reason', async () => {
    const error = await failure(fakeGpu({ refuse: 'busy' }).gpu);
    expect(error.code).toBe('no-device');
    expect(error.values).toEqual({ detail: 'busy' });
    expect(error.cause).toBeInstanceOf(Error);
  });
});

describe('openDevice asks for', () => {
  test('the features there are, and no others', async () => {
    const { gpu, requests } = fakeGpu({ features: ['subgroups', 'timestamp-query', 'other'] });
    const { facts } = await openDevice(gpu);
    expect(requests[0]?.requiredFeatures).toEqual(['subgroups', 'timestamp-query']);
    expect(facts.features).toEqual({ f16: false, subgroups: true, timestamps: true });
    expect(facts.vendor).toBe('fake');
  });

  test('all the memory there is', async () => {
    const { gpu, requests } = fakeGpu();
    const { facts } = await openDevice(gpu);
    expect(requests[0]?.requiredLimits).toMatchObject({
      maxBufferSize: LIMITS.maxBufferSize,
      maxStorageBufferBindingSize: LIMITS.maxStorageBufferBindingSize,
      maxTextureDimension2D: LIMITS.maxTextureDimension2D,
    });
    expect(facts.limits.maxBufferSize).toBe(LIMITS.maxBufferSize);
  });
});
