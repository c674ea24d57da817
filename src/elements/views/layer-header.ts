/** What the chosen layer is: name, maps, weights and where they come from, field, one sentence. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatCount } from '../../i18n/index.ts';
import type { LayerSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { withTerms } from '../ui/field-term.ts';
import { poolFactor, weightsFormula } from './layer-figure.ts';
import './layer-tools.ts';

@customElement('layer-header')
export class LayerHeader extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .head {
        display: grid;
        grid-template:
          'title facts tools' auto
          'words words words' auto
          / auto minmax(0, 1fr) auto;
        align-items: baseline;
        column-gap: 14px;
        padding: 10px 16px 8px;
      }
      h1 {
        grid-area: title;
        margin: 0;
        font-size: var(--text-title);
        font-weight: 600;
        line-height: 1.3;
        letter-spacing: -0.01em;
        overflow-wrap: anywhere;
      }
      .facts {
        grid-area: facts;
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
      }
      .fact {
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      .formula {
        margin-left: 5px;
        color: var(--ink-faint);
        font-size: var(--text-tiny);
      }
      layer-tools {
        grid-area: tools;
        align-self: start;
      }
      p {
        grid-area: words;
        margin: 0;
        max-width: 1100px;
        color: var(--ink-soft);
      }
      @container (max-width: 680px) {
        .head {
          grid-template:
            'title tools' auto
            'facts facts' auto
            'words words' auto
            / minmax(0, 1fr) auto;
        }
        h1 {
          align-self: center;
        }
      }
      @container (max-width: 480px) {
        .head {
          grid-template:
            'title'
            'facts'
            'tools'
            'words'
            / minmax(0, 1fr);
        }
      }
      @media (max-width: 899.98px) {
        .head {
          padding: 6px 12px 4px;
        }
        .facts {
          gap: 0 12px;
        }
        h1 {
          font-size: 16px;
        }
        p {
          font-size: var(--text-small);
        }
      }
    `,
  ];

  protected override view(): unknown {
    const layer = this.session.selectedLayer.value;
    if (!layer) return html`<h1 class="unseen">${this.words.title}</h1>`;
    const layers = this.session.layers.value;
    const before = layers[layers.findIndex(({ name }) => name === layer.name) - 1];
    return html`<div class="head">
      <h1>${layer.name}</h1>
      <div class="facts">
        <span class="fact number">${this.#maps(layer)}</span>
        ${this.#weights(layer, before)}
        <span class="fact number">${this.#field(layer)}</span>
      </div>
      <layer-tools></layer-tools>
      <p>${this.#sentence(layer, before)}</p>
    </div>`;
  }

  #maps({ shape: [count, height, width] }: LayerSummary): unknown {
    const { channels, numbers } = this.words.header;
    const text = height === 1 && width === 1 ? numbers : channels;
    return withTerms(this.say(text, { count, height, width }), this.words);
  }

  #weights(layer: LayerSummary, before: LayerSummary | undefined): unknown {
    const { weights, noWeights } = this.words.header;
    if (layer.kind === 'input') return '';
    if (layer.parameters === 0) return html`<span class="fact">${noWeights}</span>`;
    const formula = weightsFormula(layer, before, (value) => formatCount(value, this.language));
    return html`<span class="fact number"
      >${this.say(weights, { weights: layer.parameters })}${
        formula ? html`<span class="formula">= ${formula}</span>` : ''
      }</span
    >`;
  }

  #field({ kind, receptiveField: { size } }: LayerSummary): unknown {
    if (kind === 'input') return '';
    const { field, fieldAll } = this.words.header;
    const whole = kind === 'dense' || kind === 'flatten' || kind === 'global-average-pool';
    return withTerms(this.say(whole ? fieldAll : field, { size }), this.words);
  }

  #sentence(layer: LayerSummary, before: LayerSummary | undefined): unknown {
    const { explain } = this.words;
    const parts = [explain[layer.kind]];
    if (layer.kind === 'convolution' && before) {
      const same = before.shape[1] === layer.shape[1] && before.shape[2] === layer.shape[2];
      parts.push(same ? explain.convolutionSame : explain.convolutionSmaller);
    }
    if (layer.kind === 'dense' && this.session.layers.value.at(-1)?.name === layer.name) {
      parts[0] = explain.classes;
    }
    const n = poolFactor(layer, before) ?? 2;
    const text = this.say(parts.join(this.language === 'ja' ? '' : ' '), { n });
    return withTerms(text, this.words);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-header': LayerHeader;
  }
}
