#!/usr/bin/env python3
"""Makes what NumPy gets for inverse real Fourier transforms, and for Lucid's scales of them: src/math/reference/testing/numpy-waves.json.

Each entry has a spectrum (real and imaginary parts of 64ths, which f32 has exactly), the picture of numpy.fft.irfft2, and the picture of
lucid's fft_image without colours: irfft2(scale * spectrum) * sqrt(w h) / 4, scale = 1 / max(frequency, 1 / max(w, h)).

    apt-get install -y python3-numpy
    python3 scripts/dream-fixtures.py
"""
import json
import random
from pathlib import Path

import numpy as np

OUTPUT = Path(__file__).resolve().parent.parent / 'src' / 'math' / 'reference' / 'testing' / 'numpy-waves.json'
SIZES = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 3), (4, 4), (5, 4), (4, 5), (8, 8), (7, 9), (9, 10), (12, 8), (16, 15), (17, 16)]


def rounded(values):
    return [round(float(v), 9) for v in values.flatten()]


def entry(rng, height, width):
    columns = width // 2 + 1
    parts = [np.array([rng.randint(-640, 640) / 64 for _ in range(height * columns)]).reshape(height, columns) for _ in range(2)]
    spectrum = parts[0] + 1j * parts[1]
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :])
    scale = 1 / np.maximum(frequency, 1 / max(width, height))
    plain = np.fft.irfft2(spectrum, s=(height, width))
    scaled = np.fft.irfft2(scale * spectrum, s=(height, width)) * np.sqrt(width * height) / 4
    return dict(height=height, width=width, spectrum=rounded(np.stack(parts)), plain=rounded(plain), scaled=rounded(scaled))


def main():
    rng = random.Random(20261125)
    lines = [json.dumps(entry(rng, *size), separators=(',', ':')) for size in SIZES]
    OUTPUT.write_text('[\n' + ',\n'.join(lines) + '\n]\n')
    print(f'{OUTPUT}: {len(lines)} pictures, {OUTPUT.stat().st_size} bytes')


main()
