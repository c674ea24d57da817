/** The objective over the steps, one line a picture, which can be read step by step by pointer and by key. Knows no session. */
import { LitElement, css, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../../styles/controls.ts';
import { curvePlot, stepAt } from './curve-places.ts';

const WIDTH = 232;
const HEIGHT = 104;
/** Room for the labels. */
const LEFT = 44;
const TOP = 8;
const RIGHT = 8;
const BELOW = 18;
/** Steps of the keys for pages. */
const PAGE = 10;
/** Lines are told apart by more than their colour. */
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

@customElement('objective-curve')
export class ObjectiveCurve extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      p {
        min-height: calc(1em * var(--leading));
        margin: 2px 0 0;
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      .plot {
        max-width: ${LEFT + WIDTH + RIGHT}px;
        cursor: crosshair;
        touch-action: pan-y;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
      }
      text {
        fill: var(--ink-soft);
        font-size: 11px;
        font-variant-numeric: tabular-nums;
      }
      line {
        stroke: var(--line);
        stroke-width: 1;
      }
      .floor,
      .at {
        stroke: var(--line-strong);
      }
      path {
        fill: none;
        stroke: var(--accent);
        stroke-width: 1.5;
        stroke-linejoin: round;
      }
      .second {
        stroke: var(--pin);
      }
      circle {
        fill: var(--accent);
      }
      circle.second {
        fill: var(--pin);
      }
    `,
  ];

  /** What the curves say, in words. */
  @property() label = '';
  /** The name of the axis to the right. */
  @property({ attribute: 'steps-label' }) stepsLabel = '';
  @property({ attribute: false }) curves: readonly Float32Array[] = [];
  /** Of the whole growth. */
  @property({ type: Number }) steps = 1;
  /** Counts as a change of the curves. */
  @property({ type: Number }) stamp = 0;
  @property({ attribute: false }) formatTick: (value: number) => string = String;
  /** What is said of a step: its number, and values. */
  @property({ attribute: false }) tell: (step: number, values: readonly number[]) => string =
    String;
  /** The step that is read; null: the newest. */
  @state() private at: number | null = null;

  protected override render(): TemplateResult {
    const plot = curvePlot(this.curves, this.steps, WIDTH, HEIGHT);
    const known = this.#known();
    const at = Math.min(this.at ?? known - 1, known - 1);
    const values = this.curves.map((curve) => curve[at] ?? NaN);
    const yOf = (value: number): number => ((plot.high - value) / (plot.high - plot.low)) * HEIGHT;
    const x = (at / Math.max(1, this.steps - 1)) * WIDTH;
    return html`<div
        class="plot"
        role="slider"
        tabindex="0"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax=${Math.max(0, known - 1)}
        aria-valuenow=${Math.max(0, at)}
        aria-valuetext=${known > 0 ? this.tell(at, values) : nothing}
        @pointermove=${this.#pointed}
        @pointerdown=${this.#pointed}
        @pointerleave=${() => (this.at = null)}
        @blur=${() => (this.at = null)}
        @keydown=${this.#pressed}
      >
        <svg
          aria-hidden="true"
          viewBox="${-LEFT} ${-TOP} ${LEFT + WIDTH + RIGHT} ${TOP + HEIGHT + BELOW}"
        >
          ${plot.ticks.map(
            (tick) => svg`<line x1="0" x2=${WIDTH} y1=${yOf(tick)} y2=${yOf(tick)} />
              <text x="-6" y=${yOf(tick) + 4} text-anchor="end">${this.formatTick(tick)}</text>`,
          )}
          <line class="floor" x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} />
          <text x="0" y=${HEIGHT + BELOW - 4}>0</text>
          <text x=${WIDTH / 2} y=${HEIGHT + BELOW - 4} text-anchor="middle">
            ${this.stepsLabel}
          </text>
          <text x=${WIDTH} y=${HEIGHT + BELOW - 4} text-anchor="end">${this.steps}</text>
          ${
            this.at !== null && known > 0
              ? svg`<line class="at" x1=${x} x2=${x} y1="0" y2=${HEIGHT} />`
              : nothing
          }
          ${plot.lines.map((points, index) => {
            const line = points.map(([left, y]) => `${left} ${y.toFixed(1)}`).join('L');
            const kind = index % 2 === 1 ? 'second' : '';
            const value = values[index] ?? NaN;
            return svg`${
              line
                ? svg`<path class=${kind} stroke-dasharray=${DASHES[index] ?? ''} d="M${line}" />`
                : nothing
            }${
              Number.isFinite(value)
                ? svg`<circle class=${kind} cx=${x} cy=${yOf(value)} r="3" />`
                : nothing
            }`;
          })}
        </svg>
      </div>
      <p class="number" aria-hidden="true">${known > 0 ? this.tell(at, values) : nothing}</p>`;
  }

  #known(): number {
    return this.curves.reduce((most, { length }) => Math.max(most, length), 0);
  }

  readonly #pointed = (event: PointerEvent): void => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const scale = (LEFT + WIDTH + RIGHT) / box.width;
    const x = (event.clientX - box.left) * scale - LEFT;
    this.at = this.#known() > 0 ? stepAt(x, WIDTH, this.steps, this.#known()) : null;
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    const known = this.#known();
    const now = this.at ?? known - 1;
    const places: Readonly<Record<string, number>> = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      PageDown: now - PAGE,
      PageUp: now + PAGE,
      Home: 0,
      End: known - 1,
    };
    const next = places[event.key];
    if (next === undefined || known === 0) return;
    event.preventDefault();
    this.at = Math.max(0, Math.min(known - 1, next));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'objective-curve': ObjectiveCurve;
  }
}
