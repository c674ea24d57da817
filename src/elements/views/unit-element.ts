/** Base of the views of one unit: how units are named, and the layer that they belong to. */
import type { Extent, GridCell } from '../../math/index.ts';
import type { LayerSummary, UnitAddress } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { layerNamed } from './overlay-place.ts';
import { primaryOf } from './primaries.ts';
import { isRow } from './term-target.ts';

/** A view of the unit that is pointed at. */
export abstract class UnitElement extends StudioElement {
  /** `channel 17`, or `unit 17` where a channel is one number. */
  protected channelName(layer: LayerSummary | null, channel: number): string {
    const { channel: many, unit, primaries } = this.words.unit;
    const isInput = layer?.kind === 'input';
    const primary = isInput ? primaryOf(this.session.model.value, channel) : undefined;
    if (primary) return this.say(primaries[primary], { channel });
    return this.say(layer && isRow(layer.shape) ? unit : many, { channel });
  }

  /** `row 12, column 20`; empty where there is only one cell. */
  protected placeName(layer: LayerSummary | null, { row, column }: GridCell): string {
    return layer && isRow(layer.shape) ? '' : this.say(this.words.unit.place, { row, column });
  }

  protected layerOf(name: string | null | undefined): LayerSummary | null {
    return layerNamed(this.session.layers.value, name);
  }

  /** Pixels of the network's input. */
  protected get inputExtent(): Extent {
    const [, height, width] = this.session.layers.value[0]?.shape ?? [0, 1, 1];
    return { width, height };
  }

  /** Points at a cell while its layer is the selected one; says whether it could. */
  protected pointAt({ layer, cell }: UnitAddress): boolean {
    if (this.session.selectedLayer.peek()?.name !== layer) return false;
    this.session.point(cell);
    return true;
  }

  /** Shows the layer of a unit and points at it. */
  protected go(address: UnitAddress): void {
    void this.session.visit(address);
  }
}
