/** English: the network rail, costs of layers, and the learned values. */

export const networkEn = {
  rail: {
    size: 'layer and size',
    strongest: 'Small picture: its strongest map',
    primaries: 'Small pictures: its red, green and blue',
    column: 'Last column',
    metrics: { weights: 'weights', time: 'time', memory: 'memory' },
    units: { weights: 'weights', time: 'ms', memory: 'MB' },
    totals: { weights: 'All weights', time: 'One pass, ms', memory: 'All maps, MB' },
    measure: 'Measure time and memory',
    measuring: 'Measuring',
    noClock: 'This device has no clock for single layers.',
  },
  weights: {
    none: 'This layer has no weights: there is nothing in it to learn. Choose a convolution or a dense layer.',
    noLayer: 'The learned weights of the chosen layer will appear here.',
    allFilters: '{count} filters, each a small picture in red, green and blue',
    backToAll: 'All filters',
    what: { convolution: 'filter', dense: 'unit' },
    previous: 'Previous',
    next: 'Next',
    slices: 'of 0 to {last}: one slice for each of its {inputs} input channels',
    labelAll: 'Filters of {layer}. Arrow keys go from filter to filter, Enter shows its slices.',
    labelSlices:
      'Slices of {what} {filter} of {layer}. Arrow keys go from slice to slice, Enter shows that channel of the layer before.',
    named: '{what} {filter}',
    slice: '{what} {filter}, input channel {input}',
    inputChannel: 'input channel {input}',
    visit: 'Show channel {input} of {layer}',
    hintAll: 'Point at a filter to see its numbers. A click shows its slices one by one.',
    hintSlices: 'Point at a slice to see its numbers. A click shows the channel that it reads.',
    weight: 'weight',
    bar: 'Colours from minus {end} to {end}, zero in the middle',
    saysAll:
      'Grey is zero. Each colour is brighter where the filter wants more of it, darker where it wants less. The ends are the largest weight of the layer.',
    saysSlices: 'Zero is in the middle; the ends are the largest weight of the whole layer.',
    count: 'How many numbers were learned',
    factors: {
      rows: 'rows',
      columns: 'columns',
      inputs: 'input channels',
      outputs: 'filters',
      units: 'units',
    },
    weights: 'weights',
    biases: 'biases',
    total: 'learned',
    bySize: 'And for a picture of another size?',
    picture: 'picture',
    before: 'maps before',
    maps: 'maps',
    constant:
      'The maps grow with the picture, the count does not: the same filters slide over maps of any size.',
    constantDense:
      'The count does not depend on the picture: this layer reads the same number of values at every size.',
    depends:
      'Here the count does depend on the picture: a dense layer has a weight for every value of the flattened maps. That is why this network takes {size} px only.',
  },
};
