/** What a person who points at one cell wants to know at once: 288 bytes of a whole layer. Knows no page. */
import { DisposableStore } from '../base/index.ts';
import type { Disposable } from '../base/index.ts';
import { createProbeBuffer, prepareProbe, probeParams, readProbe } from '../gpu/index.ts';
import type { BlockedTensor, Gpu, GpuBuffer, Probe, ProbeDispatch } from '../gpu/index.ts';
import type { GridCell } from '../math/index.ts';

/** The value of a cell, with statistics and histogram of its channel. */
export type ProbedUnit = Probe;

/** Probes any of the layers it was prepared for; all share one small buffer. */
export class UnitProbe implements Disposable {
  readonly #gpu: Gpu;
  readonly #owned = new DisposableStore();
  readonly #output: GpuBuffer;
  readonly #launches = new Map<string, { launch: ProbeDispatch; tensor: BlockedTensor }>();

  constructor(gpu: Gpu, label: string) {
    this.#gpu = gpu;
    this.#output = this.#owned.add(createProbeBuffer(gpu, `${label}.probe`));
  }

  /** Makes what probing `layer` needs. `channelStats` is that of `prepareStatistics`. */
  async prepare(layer: string, tensor: BlockedTensor, channelStats: GpuBuffer): Promise<void> {
    const request = { input: tensor, channelStats, output: this.#output };
    const launch = await prepareProbe(this.#gpu, `UnitProbe.${layer}`, request);
    this.#launches.set(layer, { launch: this.#owned.add(launch), tensor });
  }

  /** One launch and one small read. Throws RangeError for a layer that was not prepared. */
  async read(layer: string, { channel, row, column }: GridCell): Promise<ProbedUnit> {
    const prepared = this.#launches.get(layer);
    if (!prepared) throw new RangeError(`There is no layer ${layer}.`);
    const { launch, tensor } = prepared;
    launch.setParams(probeParams(tensor.shape, { channel, y: row, x: column }));
    this.#gpu.submit('UnitProbe.read', (commands) => {
      commands.dispatch(launch);
    });
    return readProbe(this.#gpu, this.#output);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
