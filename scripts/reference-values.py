#!/usr/bin/env python3
"""Makes the reference values that the studio proves its networks with: weights/references/*.json.

They are what PyTorch gets for the test picture of src/insight/verify/test-picture.ts, in double precision on the CPU, so
that what the studio measures is its own error. Of each layer: mean, standard deviation, largest value, share of zeros, the
mean of every channel (whole numbers, in millionths of the layer's largest absolute value; not of poolings, which have
nothing of their own to be wrong) and some single values.

    apt-get install -y python3-torch          # PyTorch 1.13 or newer, and numpy
    python3 scripts/reference-values.py --shared ../shared            # writes weights/references/
    python3 scripts/reference-values.py --shared ../shared --prove    # compares with ../shared/reference, writes nothing

`../shared` holds weights and pictures that are no part of the project (see docs/testing.md). Only numbers are written.
"""
import argparse
import hashlib
import json
import random
import re
import struct
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / 'weights' / 'references'

# What is written: name, file (below --shared, or of the project), side of the test picture, single values of a layer.
MODELS = [
    ('kawasemi-mini', ROOT / 'weights' / 'kawasemi-mini.safetensors', 192, 24),
    ('vgg16-blocks1to3', 'models/vgg16-blocks1to3.safetensors', 224, 20),
    ('vgg19-conv', 'models/vgg19-conv.safetensors', 224, 20),
]
# What is compared by --prove: file, picture and values below --shared.
PROOFS = [
    (ROOT / 'weights' / 'kawasemi-mini.safetensors', 'kingfisher-128.png', 'kawasemi-mini-kingfisher.json'),
    ('models/vgg16-blocks1to3.safetensors', 'kingfisher-224.png', 'vgg16-blocks1to3-kingfisher.json'),
    ('models/vgg19-conv.safetensors', 'kingfisher-224.png', 'vgg19-kingfisher.json'),
]
NUMBER_TYPES = {'F64': '<f8', 'F32': '<f4', 'F16': '<f2'}
CHANNEL_MEAN_PARTS = 1e6
DIGITS = 8


# --- the test picture: the formula of src/insight/verify/test-picture.ts ---

FIRST_FACTOR, SECOND_FACTOR, THIRD_FACTOR = 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35
TILES = 3


def mixed(seed):
    word = 0xFFFFFFFF
    bits = seed & word
    bits = ((bits ^ (bits >> 15)) * 0x2C1B3C6D) & word
    bits = ((bits ^ (bits >> 12)) * 0x297A2D39) & word
    return bits ^ (bits >> 15)


def test_picture(side):
    """RGB bytes, [side, side, 3]."""
    pixels = np.zeros((side, side, 3), np.uint8)
    tile_side = side // TILES
    for y in range(side):
        for x in range(side):
            column, row = min(TILES - 1, x // tile_side), min(TILES - 1, y // tile_side)
            tile = TILES * row + column
            bits = mixed(tile * FIRST_FACTOR + 77)
            period = 8 + (bits >> 8) % 56
            phase = ((bits % 7 - 3) * x + ((bits >> 4) % 7 - 3) * y + (bits >> 16) % 64) % period
            wave = 4 * 255 * phase * (period - phase) // period**2
            right, down = 2 * (x - column * tile_side) - tile_side, 2 * (y - row * tile_side) - tile_side
            is_inside = [
                4 * (right**2 + down**2) < tile_side**2 * (1 + (bits >> 20) % 4),
                2 * max(abs(right), abs(down)) < tile_side,
                3 * abs(right + down) < tile_side,
            ][(bits >> 24) % 3]
            for channel in range(3):
                colours = mixed(tile * SECOND_FACTOR + (channel + 1) * THIRD_FACTOR)
                low, high, inner = colours % 256, (colours >> 8) % 256, (colours >> 16) % 256
                value = low + ((high - low) * wave >> 8)
                if is_inside:
                    value = (value + 3 * inner) >> 2
                noise = mixed((x * FIRST_FACTOR) ^ (y * SECOND_FACTOR) ^ ((channel + 1) * THIRD_FACTOR)) >> 27
                pixels[y, x, channel] = min(255, max(0, value + noise - 16))
    return pixels


def rgba_sha256(pixels):
    """Of the same picture as opaque RGBA bytes: what the studio makes."""
    opaque = np.full(pixels.shape[:2] + (1,), 255, np.uint8)
    return hashlib.sha256(np.concatenate([pixels, opaque], axis=2).tobytes()).hexdigest()


# --- the network ---

def read_safetensors(path):
    """Metadata, and every tensor as float64."""
    data = path.read_bytes()
    (length,) = struct.unpack('<Q', data[:8])
    header = json.loads(data[8 : 8 + length])
    body = memoryview(data)[8 + length :]
    metadata = header.pop('__metadata__', {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry['data_offsets']
        numbers = np.frombuffer(body[begin:end], NUMBER_TYPES[entry['dtype']])
        tensors[name] = torch.from_numpy(numbers.astype(np.float64).reshape(entry['shape']))
    return metadata, tensors


def network_input(pixels, metadata):
    """Reordered, scaled, minus mean, divided by std: [1, 3, side, side]."""
    values = torch.from_numpy(pixels.astype(np.float64)).permute(2, 0, 1)
    if metadata['color_order'] == 'BGR':
        values = values.flip(0)
    if metadata['value_range'] == '0..1':
        values = values / 255
    mean, std = (
        torch.tensor([float(word) for word in metadata[key].split(',')], dtype=torch.float64).view(3, 1, 1)
        for key in ('mean', 'std')
    )
    return ((values - mean) / std)[None]


def forward(tensors, values):
    """Every layer's values after its activation, by Keras name, from input to output: [C, H, W] each."""
    layers = {'input': values[0]}
    found = (re.fullmatch(r'block(\d+)_conv(\d+)\.weight', name) for name in tensors)
    places = sorted((int(match[1]), int(match[2])) for match in found if match)
    for index, (block, number) in enumerate(places):
        name = f'block{block}_conv{number}'
        values = F.relu(F.conv2d(values, tensors[f'{name}.weight'], tensors[f'{name}.bias'], padding=1))
        layers[name] = values[0]
        if index + 1 == len(places) or places[index + 1][0] != block:
            values = F.max_pool2d(values, 2)
            layers[f'block{block}_pool'] = values[0]
    if 'predictions.weight' in tensors and 'fc1.weight' not in tensors:
        values = values.mean(dim=(2, 3))
        layers['global_average_pool'] = values[0].view(-1, 1, 1)
        logits = F.linear(values, tensors['predictions.weight'], tensors['predictions.bias'])
        layers['logits'] = logits[0].view(-1, 1, 1)
        layers['predictions'] = F.softmax(logits, dim=1)[0].view(-1, 1, 1)
    return layers


# --- what is written of a layer ---

def rounded(value):
    number = float(f'{value:.{DIGITS}g}')
    return int(number) if number.is_integer() else number


def sample_places(values, count, seed):
    """Largest, smallest, four corners, then seeded: every other one where the value is not 0."""
    channels, height, width = values.shape
    draw = random.Random(seed)
    places = [np.unravel_index(int(values.argmax()), values.shape), np.unravel_index(int(values.argmin()), values.shape)]
    corners = [(0, 0), (0, width - 1), (height - 1, 0), (height - 1, width - 1)]
    places += [(draw.randrange(channels), row, column) for row, column in corners]
    alive = np.flatnonzero(values)
    total = values.size
    while len(places) < count and total > len(places):
        pick = alive[draw.randrange(len(alive))] if len(places) % 2 and len(alive) else draw.randrange(total)
        places.append(np.unravel_index(int(pick), values.shape))
    unique = dict.fromkeys(tuple(int(part) for part in place) for place in places)
    return list(unique)[:count]


def describe(name, values, count):
    values = values.numpy()
    largest = float(np.abs(values).max())
    unit = largest / CHANNEL_MEAN_PARTS
    means = [int(round(float(mean) / unit)) for mean in values.mean(axis=(1, 2))]
    return {
        'shape': list(values.shape),
        'largest': rounded(largest),
        'mean': rounded(values.mean()),
        'std': rounded(values.std()),
        'max': rounded(values.max()),
        'zeros': rounded((values == 0).mean()),
        **({} if re.fullmatch(r'block\d_pool', name) else {'channelMean': means}),
        'samples': [[*place, rounded(values[place])] for place in sample_places(values, count, name)],
    }


def write(shared):
    OUTPUT.mkdir(exist_ok=True)
    total = 0
    for name, file, side, count in MODELS:
        path = shared / file
        metadata, tensors = read_safetensors(path)
        pixels = test_picture(side)
        layers = forward(tensors, network_input(pixels, metadata))
        head = {
            'by': f'PyTorch {torch.__version__}, float64, CPU',
            'weights': {'file': path.name, 'sha256': hashlib.sha256(path.read_bytes()).hexdigest()},
            'picture': {'side': side, 'sha256': rgba_sha256(pixels)},
            'layout': 'CHW, after the activation; channelMean in millionths of largest; samples: channel, row, column, value',
        }
        compact = {'separators': (',', ':')}
        lines = [f'  {json.dumps(key)}: {json.dumps(value)}' for key, value in head.items()]
        rows = [f'    {json.dumps(key)}: {json.dumps(describe(key, values, count), **compact)}' for key, values in layers.items()]
        lines.append('  "layers": {\n' + ',\n'.join(rows) + '\n  }')
        text = '{\n' + ',\n'.join(lines) + '\n}\n'
        (OUTPUT / f'{name}.json').write_text(text)
        total += len(text)
        print(f'{name}: {len(layers)} layers, {len(text):,} bytes')
    print(f'{total:,} bytes in all')


def prove(shared):
    """Largest difference from known values, relative to the largest value of the layer."""
    from PIL import Image  # of python3-pil; only needed here

    worst_of_all = 0.0
    for file, picture, values in PROOFS:
        metadata, tensors = read_safetensors(shared / file)
        pixels = np.asarray(Image.open(shared / 'reference' / picture).convert('RGB'))
        layers = forward(tensors, network_input(pixels, metadata))
        worst = ('', 0.0)
        for name, known in json.loads((shared / 'reference' / values).read_text())['layers'].items():
            ours = layers[name].numpy()
            largest = float(np.abs(ours).max())
            pairs = [(ours[c, y, x], value) for c, y, x, value in known.get('samples', [])]
            pairs += list(zip(ours.ravel(), known.get('values', [])))
            pairs += list(zip(ours.mean(axis=(1, 2)), known.get('channelMean', [])))
            pairs += [(ours.mean(), known['mean']), (ours.std(), known['std']), (ours.max(), known['max'])] if 'mean' in known else []
            error = max(abs(a - b) for a, b in pairs) / largest
            worst = max(worst, (name, error), key=lambda pair: pair[1])
        print(f'{values}: largest difference {worst[1]:.1e} of the largest value, in {worst[0]}')
        worst_of_all = max(worst_of_all, worst[1])
    return worst_of_all


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--shared', type=Path, required=True, help='folder of test data beside the clone')
    parser.add_argument('--prove', action='store_true', help='compare with known values and write nothing')
    options = parser.parse_args()
    if options.prove:
        sys.exit(0 if prove(options.shared) < 1e-5 else 1)
    write(options.shared)


main()
