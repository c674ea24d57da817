#!/usr/bin/env python3
"""Makes what SciPy and NumPy get for 200 random convolutions: src/math/reference/testing/scipy.json.

scipy.signal.convolve2d and correlate2d (modes full, same, valid; boundaries fill, wrap, symm), and for what they lack
(strides, edge, reflect) numpy.pad before scipy's "valid", of whose result every S-th cell is taken. Every second setting is of whole
numbers, which must come out exactly.

    apt-get install -y python3-scipy
    python3 scripts/lab-fixtures.py
"""
import json
import random
from pathlib import Path

import numpy as np
from scipy.signal import convolve2d, correlate2d

OUTPUT = Path(__file__).resolve().parent.parent / 'src' / 'math' / 'reference' / 'testing' / 'scipy.json'
COUNT = 200
BOUNDARIES = {'constant': 'fill', 'wrap': 'wrap', 'symmetric': 'symm'}


def values(rng, shape, whole):
    """Whole numbers, or 64ths, which f32 has exactly."""
    cells = [rng.randint(-9, 9) if whole else rng.randint(-640, 640) / 64 for _ in range(shape[0] * shape[1])]
    return np.array(cells, dtype=np.float64).reshape(shape)


def dilate(kernel, dilation):
    rows, columns = ((n - 1) * d + 1 for n, d in zip(kernel.shape, dilation))
    wide = np.zeros((rows, columns))
    wide[:: dilation[0], :: dilation[1]] = kernel
    return wide


def by_boundary(rng, whole):
    """As scipy does it alone: stride and dilation 1, its boundaries and its modes."""
    padding = rng.choice(list(BOUNDARIES))
    kernel = values(rng, (rng.randint(1, 5), rng.randint(1, 5)), whole)
    image = values(rng, (rng.randint(5, 8), rng.randint(5, 8)), whole)
    mode = rng.choice(['full', 'same', 'valid'])
    flip = rng.random() < 0.5
    value = rng.choice([0, rng.randint(-5, 5)]) if padding == 'constant' else 0
    run = convolve2d if flip else correlate2d
    output = run(image, kernel, mode=mode, boundary=BOUNDARIES[padding], fillvalue=value)
    return dict(image=image, kernel=kernel, output=output, mode=mode, flip=flip, padding=padding, value=value,
                stride=[1, 1], dilation=[1, 1])


def by_pad(rng, whole):
    """numpy.pad by a number of cells, then scipy's valid part, then every S-th cell."""
    padding = rng.choice(['constant', 'edge', 'reflect', 'symmetric', 'wrap'])
    dilation = [rng.randint(1, 3), rng.randint(1, 3)]
    stride = [rng.randint(1, 4), rng.randint(1, 4)]
    size = [rng.randint(0, 6), rng.randint(0, 6)]
    kernel = values(rng, (rng.randint(1, 4), rng.randint(1, 4)), whole)
    image = values(rng, (rng.randint(2, 8), rng.randint(2, 8)), whole)
    wide = dilate(kernel, dilation)
    if any(n + 2 * p < k for n, p, k in zip(image.shape, size, wide.shape)):
        return by_pad(rng, whole)
    value = rng.randint(-5, 5) if padding == 'constant' else 0
    more = {'constant_values': value} if padding == 'constant' else {}
    padded = np.pad(image, [(size[0], size[0]), (size[1], size[1])], mode=padding, **more)
    flip = rng.random() < 0.5
    # convolve2d and correlate2d exchange their operands where the second is larger; here it never is.
    output = (convolve2d if flip else correlate2d)(padded, wide, mode='valid')[:: stride[0], :: stride[1]]
    return dict(image=image, kernel=kernel, output=output, size=size, flip=flip, padding=padding, value=value,
                stride=stride, dilation=dilation)


def plain(item):
    if isinstance(item, np.ndarray):
        numbers = [int(n) if n == int(n) else round(float(n), 9) for n in item.flatten()]
        return {'shape': list(item.shape), 'data': numbers}
    return item


def main():
    rng = random.Random(20261125)
    settings = [(by_boundary if n % 4 < 2 else by_pad)(rng, n % 2 == 0) for n in range(COUNT)]
    lines = [json.dumps({key: plain(item) for key, item in one.items()}, separators=(',', ':')) for one in settings]
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text('[\n' + ',\n'.join(lines) + '\n]\n')
    print(f'{OUTPUT}: {len(settings)} settings, {OUTPUT.stat().st_size} bytes')


main()
