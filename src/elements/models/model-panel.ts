/** What the menu of networks shows: the networks, a file of one's own, what the browser keeps, precision, the proof. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatBytes } from '../../i18n/index.ts';
import type { KeptModel, ModelSummary, Precision } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';
import type { ChooseEvent } from '../ui/ui-select.ts';
import '../ui/ui-segments.ts';
import { modelPanelStyles } from './model-panel.styles.ts';
import './model-row.ts';
import { hostOf } from './model-source.ts';

const ACCEPTED = '.safetensors,.h5,.hdf5,.npz';
const HUNDRED = 100;

/**
 * @fires chosen when the menu has done its work
 * @fires verify when the network is to be verified
 */
@customElement('model-panel')
export class ModelPanel extends StudioElement {
  static override styles = [base, controls, modelPanelStyles];

  @query('input[type="file"]') private readonly file!: HTMLInputElement;

  /** Those of the list, and the one that is shown, which may have come from a file. */
  private get models(): readonly ModelSummary[] {
    const listed = this.session.models.value;
    const model = this.session.model.value;
    return model && !listed.some(({ id }) => id === model.id) ? [...listed, model] : listed;
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    void this.session.listKept();
  }

  protected override view(): unknown {
    const { words, models } = this;
    const kept = this.session.keeping.value.models;
    const forgotten = kept.filter(({ id }) => !models.some((model) => model.id === id));
    return html`<h2 id="list">${words.models.menu.list}</h2>
      <ul aria-labelledby="list" @keydown=${this.#pressed}>
        ${models.map((model) => this.#row(model, kept.find(({ id }) => id === model.id) ?? null))}
        ${forgotten.map((one) => this.#row(null, one))}
      </ul>
      ${this.#privacy(models)} ${this.#open()} ${this.#keeping()} ${this.#precision()}
      <section>
        <button type="button" class="outlined" @click=${() => this.#tell('verify')}>
          ${words.models.verify}
        </button>
        <button type="button" class="outlined" @click=${this.#measure}>
          ${words.performance.title}
        </button>
      </section>`;
  }

  #row(model: ModelSummary | null, kept: KeptModel | null): TemplateResult {
    const isShown = model !== null && this.session.model.value?.id === model.id;
    return html`<li>
      <model-row
        .model=${model}
        .kept=${kept}
        ?shown=${isShown}
        ?arriving=${isShown && this.session.arriving.value.size > 0}
        @choose=${this.#chosen}
        @open-file=${this.#openFile}
      ></model-row>
    </li>`;
  }

  #privacy(models: readonly ModelSummary[]): TemplateResult | typeof nothing {
    const fetched = models.filter(({ origin }) => origin === 'fetched');
    const hosts = [...new Set(fetched.map(({ url }) => hostOf(url)))].filter(Boolean).join(', ');
    if (!hosts) return nothing;
    return html`<p class="privacy">${this.say(this.words.models.privacy, { hosts })}</p>`;
  }

  #open(): TemplateResult {
    const { open } = this.words.models;
    return html`<section>
      <button type="button" class="outlined" @click=${this.#openFile}>
        ${icons.file}${open.button}
      </button>
      <p>${open.hint}</p>
      <input type="file" accept=${ACCEPTED} hidden @change=${this.#fileChosen} />
    </section>`;
  }

  #keeping(): TemplateResult {
    const { keeping: words } = this.words.models;
    const { state, models, quota } = this.session.keeping.value;
    if (state === 'unavailable') return html`<section><p>${words.unavailable}</p></section>`;
    const sum = models.reduce((total, { bytes }) => total + bytes, 0);
    const values = {
      bytes: formatBytes(sum, this.language),
      quota: formatBytes(quota ?? 0, this.language),
    };
    const amount = this.say(quota ? words.ofQuota : words.sum, values);
    const width = `${Math.min(HUNDRED, (HUNDRED * sum) / (quota ?? Infinity))}%`;
    return html`<section>
      <div class="line">
        <h2>${words.title}</h2>
        <p class="number">${sum > 0 ? amount : words.nothing}</p>
      </div>
      ${
        quota && sum > 0
          ? html`<div class="meter"><i style=${styleMap({ width })}></i></div>`
          : nothing
      }
      ${state === 'full' ? html`<p>${words.full}</p>` : nothing}
    </section>`;
  }

  #precision(): TemplateResult | typeof nothing {
    const { precisions } = this.session;
    if (precisions.length < 2) return nothing;
    const { precision: words } = this.words.models;
    const value = this.session.precision.value;
    return html`<section>
      <ui-segments
        stacked
        label=${words.label}
        .segments=${precisions.map((name) => ({ value: name, label: words.names[name] }))}
        .value=${value}
        @choose=${this.#precisionChosen}
      ></ui-segments>
      <p>${words.says[value]}</p>
    </section>`;
  }

  #chosen({ value }: ChooseEvent): void {
    this.#tell('chosen');
    void this.session.selectModel(value);
  }

  readonly #measure = (): void => {
    this.#tell('chosen');
    this.session.openPage('performance');
  };

  readonly #openFile = (): void => {
    this.file.click();
  };

  #fileChosen(): void {
    const file = this.file.files?.[0];
    this.file.value = '';
    if (!file) return;
    this.#tell('chosen');
    void this.session.openWeights(file);
  }

  #precisionChosen({ value }: ChooseEvent): void {
    const precision = this.session.precisions.find((name: Precision) => name === value);
    if (precision) void this.session.setPrecision(precision);
  }

  /** Up and down walk from network to network. */
  #pressed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const rows = [...this.renderRoot.querySelectorAll('model-row')];
    const at = rows.findIndex((row) => event.composedPath().includes(row));
    const next = step === undefined || at < 0 ? undefined : rows[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  #tell(name: 'chosen' | 'verify'): void {
    this.dispatchEvent(new Event(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'model-panel': ModelPanel;
  }
}
