/** English: gradients, their check, a kernel that is learned, and the shift of the picture. */

export const labBackwardEn = {
  upstream: {
    title: 'Gradient from above',
    kind: 'Kind of the gradient from above',
    kinds: { one: 'Single 1', constant: 'All 1', random: 'Random', drawn: 'Drawn' },
    seed: 'New seed',
    brush: 'Brush',
    brushes: { plus: 'Draw +1', minus: 'Draw −1', none: 'Draw 0' },
    clear: 'Clear',
    hints: {
      one: 'Move the window to move the 1.',
      drawn: 'Drag on the output to draw.',
    },
    explain: {
      max: 'Each value goes to the winner of its window, the largest cell; of equal ones, to the first in row-major order. Where windows overlap, values add up.',
      average:
        'Each value is shared out equally among the {cells} cells of its window. Where windows overlap, the shares add up.',
      convolution:
        'Each value is spread over its patch, times the weights. The gradient of a weight is the sum of input times gradient over all places of the window.',
    },
    above: 'Sum from above',
    input: 'Sum at the input',
    verdict: {
      max: 'Equal: each value arrives in exactly one cell.',
      average: 'Equal: the shares of a value add up to it.',
      gaps: 'Cells in no window get 0; nothing is lost by that.',
      unequal: 'The sums differ by {lost}.',
      product: 'Sum from above × sum of the weights: {above} × {factor} = {expected}.',
      nothingLost: 'That is the sum at the input.',
      lost: 'The other {lost} fell on the padding, beyond the border.',
    },
  },
  check: {
    run: 'Check with finite differences',
    says: 'Moves single numbers a little up and down: the central difference of the output must be the gradient.',
    progress: '{done} of {total}',
    worstFirst: 'Furthest off first',
    columns: {
      where: 'Where',
      gradient: 'Gradient',
      difference: 'Difference',
      off: 'Relative error',
    },
    where: {
      grey: { input: 'input {row}, {column}', kernel: 'kernel {row}, {column}' },
      channel: {
        input: 'input {channel}: {row}, {column}',
        kernel: 'kernel {channel}: {row}, {column}',
      },
    },
    verdict: {
      right: '{total} numbers agree. Largest relative error {worst}, allowed {allowed}.',
      wrong: 'They do not agree. Largest relative error {worst}, allowed {allowed}.',
      none: 'Nothing is left to check.',
      failed: 'The check could not be finished.',
    },
    tie: '{ties} cell left out: equal maxima have no derivative.',
    ties: '{ties} cells left out: equal maxima have no derivative.',
  },
  learn: {
    goal: 'Goal',
    start: 'Learn',
    resume: 'Go on',
    pause: 'Pause',
    step: 'One step',
    again: 'Start over',
    says: 'Nobody tells it these numbers. It sees only the picture and the result, and changes its weights so that the error gets smaller.',
    found: 'Found so far',
    wanted: 'Looked for',
    loss: 'Error',
    lossAt: 'Error at step {step}: {loss}. Logarithmic axis.',
    steps: 'steps',
    now: 'Step {step}. Largest difference of a weight: {distance}.',
    done: 'Found in {steps} steps, with every weight right to within {distance}.',
    far: 'Stopped after {steps} steps; the largest difference of a weight is still {distance}.',
  },
  shift: {
    title: 'Drag the picture',
    pad: 'Shift of the picture, in cells',
    home: 'Not moved',
    down: '{cells} down',
    up: '{cells} up',
    right: '{cells} to the right',
    left: '{cells} to the left',
    and: ', ',
    back: 'Back to the start',
    changed: 'Cells that changed',
    difference: 'Size of the change, relative',
    before: 'Input',
    after: 'After pooling',
    says: {
      max: 'Drag the dot or the picture: it moves by whole cells. A maximum that stays in its window gives the same output.',
      average:
        'Drag the dot or the picture: it moves by whole cells. An average changes with every cell that enters or leaves the window.',
    },
    less: {
      max: 'Maxima that stayed in their windows give the same output. Those that crossed into the next window changed it.',
      average:
        'Averages soften the change, but they hardly ever stay exactly the same: every cell that enters or leaves counts.',
    },
    notLess: {
      max: 'Here pooling forgives little: at least as large a share of the cells changed, because many maxima crossed into another window.',
      average:
        'Here as large a share of the cells changed: an average moves with every cell that enters or leaves its window.',
    },
    whole:
      'Moved by whole strides: apart from the border, the output is the same picture, moved by {rows} rows and {columns} columns.',
  },
};
