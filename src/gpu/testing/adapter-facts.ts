/** A device that is not there, for tests that only tell of one. */
import type { AdapterFacts } from '../adapter.ts';

/** It has every feature; its limits mean nothing. */
export const ADAPTER_FACTS: AdapterFacts = {
  vendor: 'maker',
  architecture: 'kind',
  description: '',
  isFallback: false,
  subgroupSize: { min: 32, max: 32 },
  features: { f16: true, subgroups: true, timestamps: true },
  limits: {
    maxBufferSize: 1,
    maxStorageBufferBindingSize: 1,
    maxComputeWorkgroupStorageSize: 1,
    maxComputeInvocationsPerWorkgroup: 1,
    maxTextureDimension2D: 1,
  },
};
