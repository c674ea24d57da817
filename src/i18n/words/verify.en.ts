/** English: the proof of kernels and network on this GPU. */

export const verifyEn = {
  title: 'Verify on this GPU',
  proves:
    'Each kernel is held against a slow, obvious computation on the CPU; then a test picture goes through the network, and every layer is held against the values that PyTorch found, and single units are added up once more.',
  limits:
    'What it cannot find: a wrong weight that changes nothing on the test picture, and, where no values by PyTorch are known, wrong weights at all.',
  run: 'Verify',
  again: 'Verify again',
  stop: 'Stop',
  adapter: 'Graphics adapter: {adapter}',
  progress: {
    kernels: 'Kernel {current}: check {done} of {total}',
    layers: 'Layer {current}: {done} of {total}',
    begins: { kernels: 'Fetching the checks', layers: 'The test picture goes through the network' },
    label: 'Progress',
  },
  verdict: {
    right: 'All right: {kernels} kernels, and {layers} layers of {model} equal PyTorch.',
    rightPart:
      'All right: {kernels} kernels, {layers} layers of {model} equal PyTorch, and the other layers add up. Of their weights nothing is known.',
    rightUnknown:
      'All right: {kernels} kernels, and {model} adds up. No values by PyTorch are known for it: its weights are not proved.',
    rightKernels: 'All right: {kernels} kernels. There is no network yet.',
    wrongKernel: 'Wrong: the kernel {kernel} differs from its computation on the CPU.',
    wrongInput:
      'Wrong from the input on: the picture reaches {model} with other channels, another mean or another scale than it should.',
    wrongWeights:
      'Wrong from {layer} on: it adds up, but is not what PyTorch found. Weights of this layer, or of one before it, are others than they should be.',
    wrongSums: 'Wrong from {layer} on: its units do not add up to what their weights say.',
    stopped: 'Stopped before the end.',
    failed: 'It could not be verified.',
  },
  kernels: {
    title: 'Kernels',
    kernel: 'Kernel',
    cases: 'Checks',
    result: 'Result',
    ms: 'ms',
  },
  layers: {
    title: 'Layers of {model}',
    layer: 'Layer',
    reference: 'Error to PyTorch',
    recompute: 'Error of sums',
    ms: 'ms',
    gflops: 'GFLOP/s',
    result: 'Result',
    errors: 'Errors are shares of the largest value of the layer.',
    noClock: 'This device has no clock for single layers.',
  },
  result: {
    right: 'right',
    wrong: 'wrong',
    skipped: '{skipped} not possible here',
    unknown: 'not known',
  },
};
