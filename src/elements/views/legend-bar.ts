/** Which colour means which number: the colour map as a bar, with two handles that move its ends. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatValue } from '../../i18n/index.ts';
import type { Limits } from '../../math/index.ts';
import type { Legend, ScaleName, ViewSettings } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { legendBarStyles } from './legend-bar.styles.ts';
import { endColors, plainGradient, scaledGradient } from './legend-colors.ts';
import {
  barOf,
  limitsMoved,
  nearestHandle,
  shareOfValue,
  valueAtShare,
  valueOfKey,
} from './legend-scale.ts';
import type { Bar, Handle } from './legend-scale.ts';
import './legend-tick.ts';

const PERCENT = 100;
const UNKNOWN = '–';

/** A bar that can be drawn: what it reaches over, and where the colours end. */
interface Drawn {
  readonly bar: Bar;
  readonly limits: Limits;
}

/** A handle on its way: by as much as the pointer moved, whatever happens to the room around the bar. */
interface Drag extends Drawn {
  readonly handle: Handle;
  readonly from: number;
  readonly width: number;
}

@customElement('legend-bar')
export class LegendBar extends StudioElement {
  static override styles = [base, legendBarStyles];

  @query('.track') private readonly track!: HTMLElement;
  #drag: Drag | null = null;
  #scaleBefore: ScaleName = 'layer';

  /** Returns from limits set by hand to the scale before them. */
  reset(): void {
    if (this.session.view.peek().scale === 'fixed') {
      this.session.setView({ scale: this.#scaleBefore });
    }
  }

  protected override view(): unknown {
    const view = this.session.view.value;
    const legend = instant(this.session.legend.value, view);
    if (view.scale !== 'fixed') this.#scaleBefore = view.scale;
    const drawn = view.scale === 'channel' ? null : this.#drawn(legend);
    const [low, high] = drawn ? this.#ends(drawn) : this.#endsAlone(view.scale, legend);
    return html`<span class="number end low">${low}</span>
      <div
        class="track ${drawn ? 'movable' : ''}"
        @pointerdown=${this.#grab}
        @pointermove=${this.#moved}
        @pointerup=${this.#drop}
        @pointercancel=${this.#drop}
        @dblclick=${() => this.reset()}
      >
        <div
          class="bar"
          role="img"
          aria-label=${this.say(this.words.colour.legend.bar, { min: low, max: high })}
        >
          ${drawn ? this.#colors(drawn, legend, view) : this.#plain(legend, view)}
        </div>
        ${
          drawn || view.scale === 'channel'
            ? html`<legend-tick .span=${drawn?.bar.span ?? null}></legend-tick>`
            : nothing
        }
        ${drawn ? [this.#handle('lo', drawn), this.#handle('hi', drawn)] : nothing}
      </div>
      <span class="number end high">${high}</span>`;
  }

  /** What is drawn; while a handle is on its way the bar under it stands still. */
  #drawn({ limits, range, diverging }: Legend): Drawn | null {
    if (!limits || !range) return null;
    const bar = this.#drag?.bar ?? barOf(range, limits, diverging);
    return bar && { bar, limits };
  }

  /** The numbers at the ends of the colours, and whether values lie beyond them. */
  #ends({ bar: { span }, limits }: Drawn): readonly [string, string] {
    const { below, above } = this.words.colour.legend;
    const [low, high] = [this.#number(limits.lo), this.#number(limits.hi)];
    return [
      limits.lo > span.lo ? this.say(below, { value: low }) : low,
      limits.hi < span.hi ? this.say(above, { value: high }) : high,
    ];
  }

  /** Of a map alone, or of a layer without a width. */
  #endsAlone(scale: ScaleName, { limits }: Legend): readonly [string, string] {
    const { ownLeast, ownMost } = this.words.colour.legend;
    if (scale !== 'channel') {
      return limits ? [this.#number(limits.lo), this.#number(limits.hi)] : [UNKNOWN, UNKNOWN];
    }
    const reading = this.session.reading.value;
    return reading?.address.layer === this.session.selectedLayer.value?.name && reading
      ? [this.#number(reading.min), this.#number(reading.max)]
      : [ownLeast, ownMost];
  }

  #plain({ colormap }: Legend, { gamma }: ViewSettings): TemplateResult {
    const unit = { lo: 0, hi: 1 };
    const isLinear = gamma === 1;
    const image = isLinear
      ? plainGradient(colormap)
      : scaledGradient({ colormap, gamma, diverging: false }, unit);
    return html`<div class="colors" style=${styleMap({ backgroundImage: image })}></div>`;
  }

  #colors(
    { bar: { span }, limits }: Drawn,
    { colormap, diverging }: Legend,
    { gamma }: ViewSettings,
  ): TemplateResult {
    const [lo, hi] = [shareOfValue(span, limits.lo), shareOfValue(span, limits.hi)];
    const [lowColor, highColor] = endColors(colormap);
    const [left, right] = [`${PERCENT * lo}%`, `${PERCENT * (1 - hi)}%`];
    const image = scaledGradient({ colormap, diverging, gamma }, limits);
    return html`<div
        class="clipped low"
        style=${styleMap({ width: left, backgroundColor: lowColor })}
      ></div>
      <div class="colors" style=${styleMap({ left, right, backgroundImage: image })}></div>
      <div
        class="clipped high"
        style=${styleMap({ width: right, backgroundColor: highColor })}
      ></div>`;
  }

  #handle(handle: Handle, { bar: { span }, limits }: Drawn): TemplateResult {
    const { lower, upper } = this.words.colour.legend;
    const value = limits[handle];
    return html`<div
      class="handle"
      role="slider"
      tabindex="0"
      data-handle=${handle}
      aria-label=${handle === 'lo' ? lower : upper}
      aria-valuemin=${span.lo}
      aria-valuemax=${span.hi}
      aria-valuenow=${value}
      aria-valuetext=${this.#number(value)}
      style=${styleMap({ left: `${PERCENT * shareOfValue(span, value)}%` })}
      @keydown=${(event: KeyboardEvent) => this.#pressed(event, handle)}
    ></div>`;
  }

  #grab(event: PointerEvent): void {
    const drawn = this.session.view.peek().scale === 'channel' ? null : this.#present();
    if (!drawn || event.button !== 0) return;
    const { left, width } = this.track.getBoundingClientRect();
    const at = valueAtShare(drawn.bar.span, (event.clientX - left) / width);
    const named = event.target instanceof HTMLElement ? event.target.dataset.handle : undefined;
    const isStacked = drawn.limits.lo === drawn.limits.hi;
    const isNamed = !isStacked && (named === 'lo' || named === 'hi');
    const handle = isNamed ? named : nearestHandle(drawn.limits, at);
    this.#drag = { ...drawn, handle, from: event.clientX, width };
    this.style.setProperty('--track', `${width}px`);
    this.track.setPointerCapture(event.pointerId);
    this.#focusOn(handle);
  }

  #moved({ clientX }: PointerEvent): void {
    const drag = this.#drag;
    const limits = this.#present()?.limits;
    if (!drag || !limits) return;
    const { span } = drag.bar;
    const began = shareOfValue(span, drag.limits[drag.handle]);
    const value = valueAtShare(span, began + (clientX - drag.from) / drag.width);
    this.#set(drag.bar, limits, drag.handle, value);
  }

  readonly #drop = (): void => {
    if (!this.#drag) return;
    this.#drag = null;
    this.style.removeProperty('--track');
    this.requestUpdate();
  };

  #pressed(event: KeyboardEvent, handle: Handle): void {
    const drawn = this.#present();
    if (!drawn || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      this.reset();
      return;
    }
    const value = valueOfKey(drawn.bar.span, drawn.limits[handle], event.key);
    if (value === null) return;
    event.preventDefault();
    this.#set(drawn.bar, drawn.limits, handle, value);
  }

  #set(bar: Bar, limits: Limits, handle: Handle, value: number): void {
    const next = limitsMoved(bar, limits, handle, value);
    if (next.lo === limits.lo && next.hi === limits.hi) return;
    this.session.setView({ scale: 'fixed', limits: next });
  }

  #present(): Drawn | null {
    return this.#drawn(instant(this.session.legend.peek(), this.session.view.peek()));
  }

  #focusOn(handle: Handle): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-handle='${handle}']`)?.focus();
  }

  #number(value: number): string {
    return formatValue(value, this.language);
  }
}

/** The legend with limits set by hand as they are now, whatever is still on its way. */
function instant(legend: Legend, { scale, limits }: ViewSettings): Legend {
  if (scale !== 'fixed') return legend;
  const reach = Math.max(Math.abs(limits.lo), Math.abs(limits.hi));
  return { ...legend, limits: legend.diverging ? { lo: -reach, hi: reach } : limits };
}

declare global {
  interface HTMLElementTagNameMap {
    'legend-bar': LegendBar;
  }
}
