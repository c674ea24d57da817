/** The dreams of all channels of the chosen layer on one canvas, in the order of the maps; one walks over them as over maps. */
import { css } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { dreamWordsFor } from '../../../i18n/index.ts';
import type { Shape3 } from '../../../math/index.ts';
import type { DreamFace, GridView, LayerSummary } from '../../../session/index.ts';
import { FollowController } from '../../controllers/follow.ts';
import { MediaQueryController } from '../../controllers/media-query.ts';
import { middleOf } from '../../views/grid-cursor.ts';
import { chosenTarget } from '../../views/grid-target.ts';
import type { GridTarget } from '../../views/grid-target.ts';
import { LayerGrid } from '../../views/layer-grid.ts';
import { primaryOf } from '../../views/primaries.ts';
import { isRow } from '../../views/term-target.ts';
import { channelOfTile, tileOfChannel } from '../../views/tile-order.ts';
import { DreamPainter } from './dream-painter.ts';
import type { PageColors } from './dream-painter.ts';
import { shortState } from './dream-says.ts';
import type { DreamTile } from './dream-tile.ts';
import { followSignals } from './follow-signals.ts';
import { lookedTiles } from './looked-tiles.ts';
import { Rest } from './rest.ts';

/** CSS pixels: smaller ones show nothing. */
const LEAST = 28;
const LEAST_OF_MANY = 12;
const MANY = 1024;
/** So long the pointer and the scrolling must rest until what is grown first follows them. */
const REST_MS = 80;

@customElement('dream-grid')
export class DreamGrid extends LayerGrid {
  static override styles = [
    LayerGrid.styles,
    css`
      canvas.waiting {
        opacity: 1;
      }
    `,
  ];

  @property({ attribute: false }) dreams: DreamFace | null = null;
  /** Whether it stands beside the maps, and its tiles where those of the maps stand. */
  @property({ type: Boolean }) beside = false;

  #painter: DreamPainter | null = null;
  #frame = 0;
  readonly #rest = new Rest(() => this.#tellLooked(), REST_MS);
  readonly #isDark = new MediaQueryController(this, '(prefers-color-scheme: dark)');
  #colorsAsked = '';

  constructor() {
    super();
    new FollowController(this, () => this.#follow());
    new FollowController(this, () => this.#followLooked());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#rest.cancel();
    this.dreams?.look(this, []);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('layout') || changed.has('seen')) this.#rest.move();
    this.#soon();
  }

  /** Points at the middle of the map of a channel: a dream has no places. */
  protected override aim(): GridTarget {
    const target = chosenTarget(this.session);
    return {
      ...target,
      point: (cell) => {
        const layer = target.layer();
        if (!cell || !layer) target.point(null);
        else if (cell.channel !== target.cell()?.channel) {
          target.point({ channel: cell.channel, ...middleOf(layer.shape) });
        }
      },
      tell: (channel) => this.#tell(channel),
    };
  }

  protected override attach(canvas: HTMLCanvasElement): GridView {
    this.#painter = new DreamPainter(
      canvas,
      () => this.#tiles(),
      () => this.#colors(),
    );
    return this.#painter;
  }

  protected override tiles(shape: Shape3): { readonly shape: Shape3; readonly least: number } {
    if (this.beside) return super.tiles(shape);
    return { shape: [shape[0], 1, 1], least: shape[0] > MANY ? LEAST_OF_MANY : LEAST };
  }

  protected override names(): { readonly label: string; readonly keys: string } {
    return dreamWordsFor(this.language).explorer.grid;
  }

  /** Runs again when what is shown has changed, and asks for the next frame only. */
  #follow(): void {
    const { session, preferences, dreams } = this;
    followSignals(session.selectedLayer, session.order, session.model);
    followSignals(dreams?.changed, preferences.theme);
    this.#soon();
  }

  #followLooked(): void {
    const { session, dreams } = this;
    followSignals(session.selectedLayer, session.order, session.model);
    followSignals(session.unit, session.pointing, dreams?.layers);
    this.#rest.move();
  }

  #soon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const asked = `${this.preferences.theme.peek()} ${this.#isDark.matches}`;
      if (asked !== this.#colorsAsked) this.#painter?.forget();
      this.#colorsAsked = asked;
      this.#painter?.paint();
    });
  }

  #tiles(): readonly DreamTile[] {
    const layer = this.session.selectedLayer.peek();
    const { dreams } = this;
    if (!layer || !dreams) return [];
    const order = this.session.order.peek();
    return Array.from({ length: layer.shape[0] }, (_, tile) =>
      this.#tileOf(layer, dreams, channelOfTile(order, tile)),
    );
  }

  #tileOf(layer: LayerSummary, dreams: DreamFace, channel: number): DreamTile {
    const isInput = layer.kind === 'input';
    const primary = isInput ? primaryOf(this.session.model.peek(), channel) : undefined;
    return primary ? { primary } : dreams.statusOf({ layer: layer.name, channel });
  }

  #colors(): PageColors {
    const style = getComputedStyle(this);
    const of = (name: string): string => style.getPropertyValue(name).trim();
    return { line: of('--line'), dots: of('--ink-faint'), bad: of('--bad') };
  }

  #tell(channel: number): { readonly place: string; readonly value: string } {
    const { dreams } = this;
    const layer = this.session.selectedLayer.value;
    const { unit } = this.words;
    const words = dreamWordsFor(this.language).explorer;
    if (!dreams || !layer) return { place: '', value: '' };
    followSignals(dreams.changed);
    const tile = this.#tileOf(layer, dreams, channel);
    if ('primary' in tile) {
      const place = this.say(unit.primaries[tile.primary], { channel });
      return { place, value: words.says.pure };
    }
    const name = this.#className(dreams, layer, channel);
    const place = this.say(isRow(layer.shape) ? unit.unit : unit.channel, { channel });
    return {
      place: name === null ? place : this.say(words.says.named, { place, name }),
      value: shortState(tile, words.says, this.language),
    };
  }

  /** Of the last layer, whose units are classes. */
  #className(
    { layers, classNames }: DreamFace,
    layer: LayerSummary,
    channel: number,
  ): string | null {
    if (layers.value.at(-1)?.name !== layer.name) return null;
    const name = classNames.value[channel];
    return name ? (this.inLanguage(name).split(/[,、]/, 1)[0] ?? null) : null;
  }

  #tellLooked(): void {
    const { dreams, layout, session } = this;
    const layer = session.selectedLayer.peek();
    if (!dreams || !this.isConnected) return;
    const canGrow = dreams.layers.peek().some(({ name }) => name === layer?.name);
    if (!layer || !canGrow || layout?.count !== layer.shape[0]) {
      dreams.look(this, []);
      return;
    }
    const order = session.order.peek();
    const unit = session.pointing.peek() ? session.unit.peek() : null;
    const pointed = unit?.layer === layer.name ? tileOfChannel(order, unit.cell.channel) : null;
    const [top, bottom] = [this.seen.top, this.seen.bottom].map((y) => y * devicePixelRatio);
    const places = lookedTiles(layout, top ?? 0, bottom ?? 0, pointed).map((tile) => ({
      layer: layer.name,
      channel: channelOfTile(order, tile),
    }));
    dreams.look(this, places);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-grid': DreamGrid;
  }
}
