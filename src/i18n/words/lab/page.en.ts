/** English: the frame of the labs. */

export const labPageEn = {
  back: 'Back to the network',
  lab: 'Lab',
  labs: { convolution: 'Convolution lab', pooling: 'Pooling lab' },
  labsShort: { convolution: 'Convolution', pooling: 'Pooling' },
  task: 'What is shown',
  tasks: { forward: 'Forward', backward: 'Backward', learn: 'Learn', shift: 'Shift' },
  says: {
    forward: 'Forward: from the picture to the output',
    backward: 'Backward: from the gradient of the output to that of the picture',
    learn: 'Learn: find a kernel by gradient descent',
    shift: 'Shift: move the picture and see how little changes',
  },
  onGpu: 'computed on the GPU',
  onReference: 'computed without a GPU',
  tour: 'Tour',
  problems: {
    'lab-no-picture': 'There is no picture called {name} here. The circle is shown in its place.',
    'camera-denied':
      'The camera may not be used. Allow it in the settings of the page (beside the address) and choose it again.',
    'camera-missing': 'No camera was found. Connect one and choose it again.',
    'camera-busy': 'The camera is in use by another program. Close that and choose it again.',
    'camera-insecure': 'Browsers give cameras only to secure pages: https, or localhost.',
    'camera-failed': 'The camera could not be opened: {detail}.',
    'camera-ended': 'The camera was switched off or unplugged. Another picture is shown.',
  },
};
