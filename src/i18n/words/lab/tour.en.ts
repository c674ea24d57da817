/** English: the tour through the article's figures 4, 5, 7 and 8. */

export const labTourEn = {
  label: 'Tour of the figures',
  figures: 'Figures of the article',
  figure: 'Fig. {n}',
  place: 'Step {n} of {all}',
  back: 'Back',
  next: 'Next',
  done: 'Done',
  close: 'Close the tour',
  /** Before what a person can try. */
  try: 'Try:',
  steps: {
    window: {
      title: 'A window slides over the picture',
      look: 'The nine numbers under the window times the nine weights of the kernel, added up: that is one number of the output.',
      try: 'Pause and point at any number of the output to see its products.',
    },
    zeros: {
      title: 'Zeros around the picture',
      look: 'Where the window reaches beyond the border it meets zeros. So it can stand on every cell, and the output stays 5 × 5.',
      try: 'Set the padding to a constant of 9: only the rim of the output changes.',
    },
    mirror: {
      title: 'A mirror instead of zeros',
      look: '“Reflected” mirrors the picture at its outermost cells: left of a row 1 2 0 stands 2. The rim no longer fades.',
      try: 'Compare “Edge repeated” and “Wrapped around”, which goes on at the other side.',
    },
    modes: {
      title: 'Three sizes of output',
      look: 'Full takes every place where the window touches the picture: 5 + 3 − 1 = 7 cells a side. Same gives 5, valid gives 5 − 3 + 1 = 3.',
      try: 'Switch between the three and watch the numbers in the formula.',
    },
    stride: {
      title: 'Larger steps',
      look: 'With stride 2 the window leaves out every second place. The output has 3 × 3 cells, about half as many a side.',
      try: 'Set the dilation to 2: the nine weights reach over 5 × 5 cells, and there are still nine.',
    },
    outline: {
      title: 'An outline from nine numbers',
      look: 'Four neighbours minus four times the middle: 0 wherever the picture is flat. Only the edge is left, positive outside and negative inside.',
      try: 'Change the −4 to −3, and the circle itself comes back.',
    },
    bytes: {
      title: 'Negative numbers as bytes',
      look: 'The article’s code makes each result a byte, which cannot be negative: −34 becomes 222. So the inner side of the ring, which is negative, lights up as well.',
      try: 'Show it clamped, absolute or in two colours. Only the picture changes, not the numbers.',
    },
    emboss: {
      title: 'Light from one side',
      look: 'Negative weights at one corner, positive ones at the other: edges that face one way come out positive, those that face the other way negative.',
      try: 'Switch to correlation: the light comes from the opposite side.',
    },
    turned: {
      title: 'Convolution turns the kernel',
      look: 'Each point becomes a copy of the kernel, just as it is written, because a convolution turns the kernel by 180° before it multiplies.',
      try: 'Switch to correlation, which turns nothing: the copies are upside down. This is what networks compute.',
    },
    colour: {
      title: 'Colour: three slices, one sum',
      look: 'A kernel for colour has 3 × 3 weights for each channel. The three partial results are added up. This one wants red and no other: white sums to 0.',
      try: 'Make the middle weight of the red slice −0.5 and of the green one 1. Which field glows now?',
    },
    anywhere: {
      title: 'Found anywhere, but not turned',
      look: 'The weights have the form of the hook. Each of the three upright hooks gives the same bright point, wherever it stands. The turned one and the large one do not.',
      try: 'Stay on a bright point and compare the numbers of the window with the weights.',
    },
    largest: {
      title: 'The largest of each window',
      look: 'Of four numbers only the largest is kept: 6, 8, 3, 4. Height and width are halved, and there is not a single weight to learn.',
      try: 'Set the stride to 1. The windows overlap, and the output has 3 × 3 cells.',
    },
    mean: {
      title: 'The mean instead',
      look: 'Average pooling mixes all four: 2, 4, 7 and 8 become 5.25. The strong 8 is thinned out where the maximum would keep it.',
      try: 'Switch between maximum and average.',
    },
    shifted: {
      title: 'A small shift, the same output',
      look: 'The picture has moved one cell to the right, yet no number of the output has changed: each point is still within its window of 4 × 4.',
      try: 'Move it one cell further. A point steps into the next window, and two numbers of the output change.',
    },
    winners: {
      title: 'The gradient goes to the winner',
      look: 'From above comes a gradient of 1 for each window. All of it goes to the number that won there; the other three get 0.',
      try: 'Draw on the gradient from above and see where it arrives.',
    },
    equals: {
      title: 'Equal maxima: the first one wins',
      look: 'Here 3 3, 7 7 and 6 6 are the maxima of their windows. The gradient goes to the first of them, row by row from the upper left.',
      try: 'Move the window to see the winner of each place.',
    },
    overlap: {
      title: 'Where windows overlap, gradients add up',
      look: 'With stride 1 the 9 is the largest of four windows, so four gradients of 1 arrive at it. The sums on both sides are equal: 9.',
      try: 'Set the stride to 2. No cell gets more than 1.',
    },
    differences: {
      title: 'Is that right?',
      look: 'A gradient says how much the output follows when an input moves a little. That can be measured: move it a little, and look.',
      try: 'Press “Check with finite differences”, then do the same with average pooling.',
    },
  },
};
