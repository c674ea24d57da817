/** The network that dreams are grown for, with all that depends on it. */
import type { DreamSubject } from '../../insight/index.ts';
import { isLearned } from '../../network/index.ts';
import type { ModelEntry } from '../../network/index.ts';
import { summariseLayers } from '../layer-summary.ts';
import type { LoadedModel } from '../model-library.ts';

/** See the head of the file. */
export interface DreamModel {
  readonly loaded: LoadedModel;
  readonly id: string;
  readonly subject: DreamSubject;
  /** Layers of the network: the classes may come later. */
  readonly count: number;
  /** What can be grown, in order. */
  readonly layers: readonly { readonly name: string; readonly channels: number }[];
  /** Checksums of the files of its weights; none where they are not known. */
  readonly checksums: readonly string[];
  /** Where its dreams are kept; null: nowhere, because nobody could tell that it is this one. */
  readonly folder: string | null;
}

/** What a channel of is the picture itself, or nothing that can be looked for. */
const WITHOUT: readonly string[] = ['input', 'flatten'];
const CHECKSUM_DIGITS = 16;

/** `entry`: what the list of networks says of it; null where it is in none. */
export function dreamModel(loaded: LoadedModel, entry: ModelEntry | null): DreamModel {
  const { network, spec, input, summary } = loaded;
  const denseSize = input.scoreSize ?? input.defaultSize;
  const size = { height: denseSize, width: denseSize };
  const layers = summariseLayers(network.layersAt(size), size)
    .filter(({ kind }) => !WITHOUT.includes(kind))
    .map(({ name, shape: [channels] }) => ({ name, channels }));
  const checksums = entry?.files.map(({ checksum }) => checksum.hex) ?? [];
  const [checksum] = checksums;
  return {
    loaded,
    id: summary.id,
    count: network.layers.length,
    subject: { network, spec, denseSize, trainSize: summary.trainSize },
    layers,
    checksums,
    folder: checksum === undefined ? null : `${summary.id}-${checksum.slice(0, CHECKSUM_DIGITS)}`,
  };
}

/** Whether the weights of a layer, and of all before it, are there. */
export function isThere({ subject: { network } }: DreamModel, layer: string): boolean {
  const lacking = new Set(network.lacking);
  const end = network.layers.findIndex(({ name }) => name === layer);
  const needed = network.layers.slice(0, end + 1).filter(isLearned);
  return end >= 0 && needed.every(({ name }) => !lacking.has(name));
}
