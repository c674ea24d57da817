/** What the lab computes as lines of code that do the same elsewhere, to be read and copied. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { LabScene } from '../../../session/index.ts';
import { convolutionCode, poolCode } from '../../../session/lab/index.ts';
import { MediaQueryController, NARROW } from '../../controllers/media-query.ts';
import { base, controls } from '../../styles/controls.ts';
import { copyText } from '../../take/copy-text.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import '../../ui/ui-segments.ts';

type Tab = 'numpy' | 'wgsl';
const TABS: readonly Tab[] = ['numpy', 'wgsl'];
/** So many can be seen at once where the page is wide. */
const LINES = 5;

@customElement('lab-code')
export class LabCode extends LabElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        padding: 8px 16px 12px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        margin-bottom: 4px;
      }
      h2 {
        margin: 0;
        color: var(--ink-soft);
        font-size: var(--text-small);
        font-weight: 600;
      }
      .copy {
        margin-left: auto;
      }
      pre {
        margin: 0;
        max-height: 116px;
        overflow: auto;
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        color: var(--ink);
        font:
          12px / 1.5 ui-monospace,
          SFMono-Regular,
          Menlo,
          Consolas,
          monospace;
        tab-size: 2;
      }
      pre.open {
        max-height: none;
      }
      pre.gist {
        overflow: hidden;
      }
      .gist code {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      p {
        margin: 4px 0 0;
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      p:empty {
        display: none;
      }
    `,
  ];

  @state() private tab: Tab = 'numpy';
  @state() private isOpen = false;
  @state() private outcome: 'none' | 'copied' | 'by-hand' = 'none';
  @query('pre') private readonly listing!: HTMLElement;

  readonly #narrow = new MediaQueryController(this, NARROW);

  protected override view(): unknown {
    const scene = this.lab.scene.value;
    if (!scene) return nothing;
    const words = this.words.settings.code;
    const text = codeOf(scene, this.tab);
    const isGist = this.#narrow.matches && !this.isOpen;
    const isLong = this.#narrow.matches || text.split('\n').length > LINES;
    const says = { none: '', copied: words.copied, 'by-hand': words.byHand };
    const label = this.say(words.listing, { language: words.tabs[this.tab] });
    return html`<div class="head">
        <h2>${words.title}</h2>
        <ui-segments
          label=${words.language}
          .segments=${TABS.map((value) => ({ value, label: words.tabs[value] }))}
          .value=${this.tab}
          @choose=${this.#tabChosen}
        ></ui-segments>
        <button type="button" class="copy outlined" @click=${() => void this.#copy(text)}>
          ${words.copy}
        </button>
      </div>
      <pre
        class=${this.isOpen ? 'open' : isGist ? 'gist' : ''}
        tabindex="0"
        role="region"
        aria-label=${label}
      ><code>${isGist ? gist(text, this.tab) : text}</code></pre>
      ${
        isLong
          ? html`<button type="button" aria-expanded=${this.isOpen} @click=${this.#toggled}>
              ${this.isOpen ? words.less : words.more}
            </button>`
          : nothing
      }
      <p role="status">${says[this.outcome]}</p>`;
  }

  #tabChosen({ value }: ChooseEvent): void {
    this.tab = TABS.find((one) => one === value) ?? this.tab;
    this.outcome = 'none';
  }

  readonly #toggled = (): void => {
    this.isOpen = !this.isOpen;
  };

  /** Where the browser does not allow it, everything is selected, to be copied by hand. */
  async #copy(text: string): Promise<void> {
    if (await copyText(text)) {
      this.outcome = 'copied';
      return;
    }
    this.isOpen = true;
    this.outcome = 'by-hand';
    await this.updateComplete;
    getSelection()?.selectAllChildren(this.listing);
  }
}

function codeOf({ settings, input }: LabScene, tab: Tab): string {
  const isPooling = settings.lab === 'pooling';
  const code = isPooling
    ? poolCode({ ...settings.pool, input })
    : convolutionCode({ ...settings, input });
  return code[tab];
}

/** The line that does it: the last one of Python, the last of the innermost ones of a shader. */
function gist(text: string, tab: Tab): string {
  const lines = text.trimEnd().split('\n');
  if (tab === 'numpy') return lines.at(-1) ?? '';
  const depth = (line: string): number => line.search(/\S/);
  const deepest = Math.max(...lines.map(depth));
  return (
    lines
      .filter((line) => depth(line) === deepest)
      .at(-1)
      ?.trim() ?? ''
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-code': LabCode;
  }
}
