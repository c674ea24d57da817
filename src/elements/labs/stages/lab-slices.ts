/** The channels of a picture one by one, small: of the input, or the partial results before they are added up. Chooses one. */
import { css, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { COLORMAPS } from '../../../math/index.ts';
import { base, controls } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import { CHANNEL_NAMES, chosenChannel } from './stage-choice.ts';
import type { ChannelIndex } from './stage-choice.ts';
import type { StageSide } from './stage-planes.ts';
import './lab-canvas.ts';

const CHANNELS: readonly ChannelIndex[] = [0, 1, 2];
/** Steps by which a colour map is followed. */
const STEPS = 16;
const LAST = 255;

@customElement('lab-slices')
export class LabSlices extends LabElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .row {
        display: flex;
        justify-content: center;
        align-items: center;
        gap: 4px;
      }
      button {
        position: relative;
        flex: 0 1 var(--slice, 72px);
        min-width: 40px;
        padding: 0 0 2px;
        flex-direction: column;
        gap: 2px;
        color: var(--ink-soft);
        font-size: var(--text-tiny);
        line-height: 1.2;
      }
      button[aria-pressed='true'] {
        color: var(--ink);
        font-weight: 600;
        box-shadow: 0 0 0 2px var(--accent);
      }
      lab-canvas {
        width: 100%;
        max-height: var(--slice, 72px);
        border-radius: var(--radius) var(--radius) 0 0;
        overflow: hidden;
      }
      .sign {
        color: var(--ink-soft);
      }
      svg {
        position: absolute;
        width: 0;
        height: 0;
      }
    `,
  ];

  @property() side: StageSide = 'input';

  protected override view(): unknown {
    const scene = this.lab.scene.value;
    if (!scene) return nothing;
    const words = this.words.stages;
    const { input, output, planes, settings } = scene;
    const isSum = this.side === 'output' && planes.includes('parts');
    const plane = isSum ? 'parts' : this.side;
    const [, height, width] = this.side === 'input' ? input : output;
    const isMapped =
      this.side === 'output' && settings.lab === 'convolution' && settings.display === 'diverging';
    const aspect = `${String(width)} / ${String(height)}`;
    return html`${filters(isMapped)}
      <div class="row" role="group" aria-label=${isSum ? words.partial : words.channel}>
        ${CHANNELS.map((channel) => {
          const name = CHANNEL_NAMES[channel];
          const look = styleMap({ 'aspect-ratio': aspect, filter: `url(#channel-${name})` });
          return html`${isSum && channel > 0 ? html`<span class="sign" aria-hidden="true">+</span>` : nothing}<button
              type="button"
              aria-pressed=${channel === chosenChannel.value}
              aria-label=${words.channels[name]}
              title=${words.channels[name]}
              @click=${() => {
                chosenChannel.value = channel;
              }}
            >
              <lab-canvas .plane=${plane} style=${look}></lab-canvas>${words.letters[name]}
            </button>`;
        })}
      </div>`;
  }
}

/** One channel as grey, or in the colours of signed values. */
function filters(isMapped: boolean): TemplateResult {
  return html`<svg aria-hidden="true">
    ${CHANNELS.map((channel) => {
      const row = [0, 1, 2, 3, 4].map((place) => (place === channel ? 1 : 0)).join(' ');
      const name = CHANNEL_NAMES[channel];
      return svg`<filter id=${`channel-${name}`} color-interpolation-filters="sRGB" x="0" y="0" width="100%" height="100%">
        <feColorMatrix values=${`${row} ${row} ${row} 0 0 0 1 0`}></feColorMatrix>
        ${isMapped ? COLORING : nothing}
      </filter>`;
    })}
  </svg>`;
}

const COLORING = svg`<feComponentTransfer>
  <feFuncR type="table" tableValues=${table(0)}></feFuncR>
  <feFuncG type="table" tableValues=${table(1)}></feFuncG>
  <feFuncB type="table" tableValues=${table(2)}></feFuncB>
</feComponentTransfer>`;

function table(part: ChannelIndex): string {
  const map = COLORMAPS['blue-red'];
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const byte = map[3 * Math.round((LAST * step) / STEPS) + part] ?? 0;
    return (byte / LAST).toFixed(3);
  }).join(' ');
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-slices': LabSlices;
  }
}
