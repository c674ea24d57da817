/** What the device says of itself, and its ceilings once they were measured. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatBytes } from '../../i18n/index.ts';
import type { Ceilings, DeviceFacts } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { measuredText } from './performance-numbers.ts';

const FEATURES = [
  ['f16', 'shader-f16'],
  ['subgroups', 'subgroups'],
  ['timestamps', 'timestamp-query'],
] as const;

@customElement('performance-device')
export class PerformanceDevice extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
        gap: 0 32px;
      }
      h3 {
        margin: 16px 0 4px;
        font-size: var(--text);
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(0, auto) minmax(0, 1fr);
        margin: 0;
      }
      dt,
      dd {
        margin: 0;
        padding: 3px 0;
        border-top: 1px solid var(--line);
      }
      dt {
        padding-inline-end: 16px;
        color: var(--ink-soft);
      }
      dd {
        overflow-wrap: anywhere;
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) device: DeviceFacts | null = null;
  /** Null before they were measured. */
  @property({ attribute: false }) ceilings: Ceilings | null = null;

  protected override view(): unknown {
    const { device, ceilings } = this;
    return html`${device ? this.#device(device) : nothing}
    ${ceilings ? this.#ceilings(ceilings) : nothing}`;
  }

  #device(device: DeviceFacts): TemplateResult {
    const words = this.words.performance.device;
    const { limits, subgroupSize } = device;
    const bytes = (value: number): string => formatBytes(value, this.language);
    return section(words.title, [
      [words.vendor, device.vendor || words.unknown],
      [words.architecture, device.architecture || words.unknown],
      ...(device.description ? [[words.description, device.description] as const] : []),
      ...(device.isFallback ? [[words.kind, words.software] as const] : []),
      [words.features, this.#features(device)],
      ...(subgroupSize.max > 0 ? [[words.subgroups, this.#subgroups(device)] as const] : []),
      [words.buffer, bytes(limits.maxBufferSize)],
      [words.binding, bytes(limits.maxStorageBufferBindingSize)],
      [words.workgroup, bytes(limits.maxComputeWorkgroupStorageSize)],
    ]);
  }

  #features({ features }: DeviceFacts): string {
    const there = FEATURES.filter(([key]) => features[key]).map(([, name]) => name);
    if (there.length > 0) return there.join(', ');
    const missing = FEATURES.map(([, name]) => name).join(', ');
    return this.say(this.words.performance.device.none, { features: missing });
  }

  #subgroups({ subgroupSize }: DeviceFacts): string {
    const { invocations, invocationsOne } = this.words.performance.device;
    const isOne = subgroupSize.min === subgroupSize.max;
    return this.say(isOne ? invocationsOne : invocations, subgroupSize);
  }

  #ceilings({ multiplyAdd, multiplyAddF16, copy }: Ceilings): TemplateResult {
    const words = this.words.performance.ceilings;
    const rate = (text: string, value: number): string =>
      this.say(text, { value: measuredText(value, this.language) });
    const halves = multiplyAddF16 === null ? words.noF16 : rate(words.gflops, multiplyAddF16);
    return section(words.title, [
      [words.multiplyAdd, rate(words.gflops, multiplyAdd)],
      [words.multiplyAddF16, halves],
      [words.copy, rate(words.gbps, copy)],
    ]);
  }
}

function section(title: string, facts: readonly (readonly [string, string])[]): TemplateResult {
  return html`<section>
    <h3>${title}</h3>
    <dl class="number">
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'performance-device': PerformanceDevice;
  }
}
