/** The loss of a descent over its steps, with a logarithmic axis. Knows no lab. */
import { LitElement, css, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../../styles/controls.ts';
import { lossPlot } from './loss-places.ts';
import { powerText } from './power-text.ts';

const WIDTH = 220;
const HEIGHT = 78;
/** Room for the labels. */
const LEFT = 38;
const TOP = 8;
const BELOW = 18;

@customElement('loss-curve')
export class LossCurve extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      svg {
        display: block;
        max-width: 100%;
        height: auto;
        overflow: visible;
      }
      text {
        fill: var(--ink-soft);
        font-size: 11px;
        font-variant-numeric: tabular-nums;
      }
      .tick,
      .floor {
        stroke: var(--line);
        stroke-width: 1;
      }
      .floor {
        stroke: var(--line-strong);
      }
      path {
        fill: none;
        stroke: var(--accent);
        stroke-width: 1.5;
        stroke-linejoin: round;
      }
      circle {
        fill: var(--accent);
      }
    `,
  ];

  /** What the curve is, in words. */
  @property() label = '';
  /** The name of the axis to the right. */
  @property({ attribute: 'steps-label' }) stepsLabel = '';
  @property({ attribute: false }) losses: readonly number[] = [];

  protected override render(): TemplateResult {
    const plot = lossPlot(this.losses, WIDTH, HEIGHT);
    const last = plot.points.at(-1);
    const line = plot.points.map(([x, y]) => `${String(x)} ${y.toFixed(1)}`).join('L');
    const yOf = (tick: number): number => ((plot.high - tick) / (plot.high - plot.low)) * HEIGHT;
    return html`<svg
      role="img"
      aria-label=${this.label}
      width=${LEFT + WIDTH + TOP}
      height=${TOP + HEIGHT + BELOW}
      viewBox="${-LEFT} ${-TOP} ${LEFT + WIDTH + TOP} ${TOP + HEIGHT + BELOW}"
    >
      ${
        last
          ? plot.ticks.map(
              (tick) => svg`<line class="tick" x1="0" x2=${WIDTH} y1=${yOf(tick)} y2=${yOf(tick)} />
                <text x="-6" y=${yOf(tick) + 4} text-anchor="end">${powerText(10 ** tick)}</text>`,
            )
          : nothing
      }
      <line class="floor" x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} />
      <text x="0" y=${HEIGHT + BELOW - 4}>0</text>
      <text x=${WIDTH / 2} y=${HEIGHT + BELOW - 4} text-anchor="middle">${this.stepsLabel}</text>
      <text x=${WIDTH} y=${HEIGHT + BELOW - 4} text-anchor="end">${plot.steps}</text>
      ${last ? svg`<path d=${`M${line}`} /><circle cx=${last[0]} cy=${last[1]} r="3" />` : nothing}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'loss-curve': LossCurve;
  }
}
