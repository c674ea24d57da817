/** The table of the layers: how each is computed, how long that takes, and which share of the ceilings that is. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { LayerPerformance, PerformanceReport } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { plate } from '../styles/plate.ts';
import {
  kernelOf,
  layersOf,
  measuredText,
  shapeText,
  shareText,
  totalsOf,
} from './performance-numbers.ts';

const HUNDRED = 100;

@customElement('performance-layers')
export class PerformanceLayers extends StudioElement {
  static override styles = [
    base,
    plate,
    css`
      :host {
        display: block;
      }
      .also {
        display: block;
        color: var(--ink-faint);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      th .kernel {
        display: none;
      }
      .time {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 8px;
      }
      .bar {
        display: block;
        height: 8px;
      }
      .bar i {
        display: block;
        min-width: 1px;
        height: 100%;
        border-radius: 0 2px 2px 0;
        background: var(--conv);
      }
      .max-pool i,
      .average-pool i {
        background: var(--pool);
      }
      .dense i {
        background: var(--dense);
      }
      td.time-cell {
        width: 26%;
      }
      tfoot th,
      tfoot td {
        border-bottom: 0;
        font-weight: 600;
      }
      p {
        margin: 8px 0;
        font-size: var(--text-small);
      }
      @media (max-width: 699.98px) {
        .kernel-cell {
          display: none;
        }
        th .kernel {
          display: block;
        }
        .time {
          display: block;
        }
        .bar {
          height: 4px;
          margin: 4px 0 2px;
        }
        .bar i {
          margin-inline-start: auto;
        }
        td.time-cell {
          min-width: 64px;
        }
        thead th {
          vertical-align: bottom;
          white-space: normal;
        }
        th:first-child {
          white-space: nowrap;
        }
        th,
        td {
          padding-inline-end: 10px;
        }
      }
    `,
  ];

  @property({ attribute: false }) report: PerformanceReport | null = null;

  protected override view(): unknown {
    const { report } = this;
    if (!report) return nothing;
    const { layers: words, noClock } = this.words.performance;
    const layers = layersOf(report);
    const longest = Math.max(...layers.map(({ ms }) => ms?.median ?? 0));
    const values = { model: report.model.name, size: report.input.height };
    return html`<h3 id="layers">${this.say(words.title, values)}</h3>
      ${report.hasClock ? nothing : html`<p class="soft">${noClock}</p>`}
      <div class="table" role="region" tabindex="0" aria-labelledby="layers">
        <table class="number">
          <thead>
            <tr>
              <th scope="col">${words.layer}</th>
              <th scope="col" class="kernel-cell">${words.kernel}</th>
              ${[words.ms, words.share, words.gflops, words.gbps].map(
                (text) => html`<th scope="col">${text}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${layers.map((layer) => this.#layer(layer, longest))}
          </tbody>
          <tfoot>
            ${this.#all(report)}
          </tfoot>
        </table>
      </div>
      <p class="soft">${words.note}</p>`;
  }

  #layer(layer: LayerPerformance, longest: number): TemplateResult {
    const { words, detail } = kernelOf(layer, this.words, this.language);
    const more = detail ? html`<span class="also">${detail}</span>` : nothing;
    const { bound } = layer;
    return html`<tr>
      <th scope="row">
        ${layer.name}
        <span class="also">${shapeText(layer, this.language)}</span>
        <span class="also kernel">${words}</span>
        ${detail ? html`<span class="also kernel">${detail}</span>` : nothing}
      </th>
      <td class="kernel-cell">${words}${more}</td>
      <td class="time-cell">${this.#time(layer, longest)}</td>
      <td>
        ${shareText(layer.share, this.language)}
        ${bound ? html`<span class="also">${this.words.performance.layers.bound[bound]}</span>` : nothing}
      </td>
      <td>${measuredText(layer.gflops, this.language)}</td>
      <td>${measuredText(layer.gbps, this.language)}</td>
    </tr>`;
  }

  #time({ ms, kind }: LayerPerformance, longest: number): TemplateResult {
    const text = measuredText(ms?.median ?? null, this.language);
    const width = `${(HUNDRED * (ms?.median ?? 0)) / (longest || 1)}%`;
    return html`<div class="time">
      <span class="bar ${kind}">${ms ? html`<i style=${styleMap({ width })}></i>` : nothing}</span>
      ${text}
    </div>`;
  }

  #all(report: PerformanceReport): TemplateResult {
    const { share, gflops, gbps } = totalsOf(report);
    return html`<tr>
      <th scope="row">${this.words.performance.layers.all}</th>
      <td class="kernel-cell"></td>
      <td>${measuredText(report.total.median, this.language)}</td>
      <td>${shareText(share, this.language)}</td>
      <td>${measuredText(gflops, this.language)}</td>
      <td>${measuredText(gbps, this.language)}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'performance-layers': PerformanceLayers;
  }
}
