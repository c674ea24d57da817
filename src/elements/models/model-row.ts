/** One network of the menu: what it is, where its weights come from, what is known of it, and how to delete what is kept. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatBytes } from '../../i18n/index.ts';
import type { KeptModel, ModelSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';
import { ChooseEvent } from '../ui/ui-select.ts';
import { modelIcons } from './model-icons.ts';
import { modelRowStyles } from './model-row.styles.ts';
import { isAtHand, whereOf } from './model-source.ts';

const HUNDRED = 100;

/**
 * @fires choose with the id of the network
 * @fires open-file when a person wants to choose the file of its weights
 */
@customElement('model-row')
export class ModelRow extends StudioElement {
  static override styles = [base, controls, modelRowStyles];

  /** Null: the browser keeps it, but it is in no list any more. */
  @property({ attribute: false }) model: ModelSummary | null = null;
  @property({ attribute: false }) kept: KeptModel | null = null;
  @property({ type: Boolean, reflect: true }) shown = false;
  @property({ type: Boolean }) arriving = false;
  @state() private below: 'nothing' | 'more' | 'bring' | 'sure' = 'nothing';
  @query('.choose') private readonly chooser!: HTMLElement | null;
  @query('.no') private readonly no!: HTMLElement | null;
  @query('.forget') private readonly forgetter!: HTMLElement | null;

  /** Nothing but the file itself brings it here. */
  private get isToBeBrought(): boolean {
    return this.model?.origin === 'brought' && !isAtHand(this.model, this.kept);
  }

  override focus(): void {
    this.chooser?.focus();
  }

  protected override view(): unknown {
    const name = this.model?.name ?? this.kept?.name ?? '';
    return html`<div class="row">
        ${this.model ? this.#chooser(this.model) : this.#keptOnly(name)} ${this.#tools(name)}
      </div>
      ${this.#below(name)}`;
  }

  #chooser(model: ModelSummary): TemplateResult {
    const { menu } = this.words.models;
    const state = this.arriving ? menu.onTheWay : menu.shown;
    const architecture = model.architecture.toUpperCase().replace(/^VGG(?=\d)/, 'VGG-');
    // What the name says already is not said again.
    const about = model.name.startsWith(architecture) ? menu.aboutShort : menu.about;
    const values = { architecture, parameters: model.parameters };
    return html`<button
      type="button"
      class="choose"
      aria-current=${this.shown ? 'true' : nothing}
      aria-expanded=${this.isToBeBrought ? this.below === 'bring' : nothing}
      @click=${this.#chosen}
    >
      <span class="name"
        >${model.name}${this.shown ? html`<span class="state">${state}</span>` : nothing}</span
      >
      <span class="about number">${this.say(about, values)}</span>
      <span class="where number">${this.#where(model)}</span>
    </button>`;
  }

  #keptOnly(name: string): TemplateResult {
    const bytes = formatBytes(this.kept?.bytes ?? 0, this.language);
    return html`<div class="choose">
      <span class="name">${name}</span>
      <span class="where number">${this.say(this.words.models.where.kept, { bytes })}</span>
    </div>`;
  }

  #where(model: ModelSummary): string {
    const { name, sizes, host } = whereOf(model, this.kept);
    const written = Object.entries(sizes).map(([place, bytes]) => [
      place,
      formatBytes(bytes, this.language),
    ]);
    return this.say(this.words.models.where[name], {
      host,
      ...(Object.fromEntries(written) as Record<string, string>),
    });
  }

  #tools(name: string): TemplateResult {
    const { menu, keeping } = this.words.models;
    const forget = this.say(keeping.forget, { name });
    const more = this.say(menu.more, { name });
    return html`${
      this.kept && this.kept.bytes > 0
        ? html`<button
            type="button"
            class="tool forget"
            aria-label=${forget}
            title=${forget}
            aria-expanded=${this.below === 'sure'}
            @click=${this.#ask}
          >
            ${modelIcons.forget}
          </button>`
        : nothing
    }${
      this.model
        ? html`<button
            type="button"
            class="tool more"
            aria-label=${more}
            title=${more}
            aria-expanded=${this.below === 'more'}
            @click=${() => this.#toggle('more')}
          >
            ${icons.down}
          </button>`
        : nothing
    }`;
  }

  #below(name: string): TemplateResult | typeof nothing {
    switch (this.below) {
      case 'nothing':
        return nothing;
      case 'more':
        return this.model ? this.#facts(this.model) : nothing;
      case 'bring':
        return this.model && this.isToBeBrought ? this.#bring(this.model) : nothing;
      case 'sure':
        return this.kept ? this.#sure(name, this.kept) : nothing;
      default:
        return this.below satisfies never;
    }
  }

  #facts({
    licence,
    citation,
    url,
    trainSize,
    colorOrder,
    accuracy,
  }: ModelSummary): TemplateResult {
    const { menu } = this.words.models;
    const trained = this.say(menu.trainedAt, { size: trainSize, order: colorOrder });
    const right = accuracy
      ? this.say(menu.right, { right: Math.round(HUNDRED * accuracy.top1) })
      : null;
    const fact = (term: string, value: unknown): TemplateResult | typeof nothing =>
      value
        ? html`<dt>${term}</dt>
            <dd>${value}</dd>`
        : nothing;
    return html`<dl class="below facts number">
      ${fact(menu.licence, licence)} ${fact(menu.citation, citation)} ${fact(menu.trained, trained)}
      ${fact(menu.accuracy, right)} ${fact(menu.source, url ? this.#link(url, url) : null)}
    </dl>`;
  }

  #bring({ id, url }: ModelSummary): TemplateResult {
    const { brought: words } = this.words.models;
    const file = url?.split('/').pop() ?? words.file;
    const [before, after] = words.download.split('{file}');
    return html`<div class="below bring">
      <p>${words.command}</p>
      <code translate="no">npm run weights -- ${id}</code>
      <p>${before}${url ? this.#link(url, file) : file}${after}</p>
      <button type="button" class="outlined" @click=${() => this.#tell('open-file')}>
        ${icons.file}${words.open}
      </button>
    </div>`;
  }

  #link(url: string, text: string): TemplateResult {
    return html`<a href=${url} target="_blank" rel="noreferrer" translate="no">${text}</a>`;
  }

  #sure(name: string, { bytes }: KeptModel): TemplateResult {
    const { keeping } = this.words.models;
    const question = this.say(keeping.sure, { name, bytes: formatBytes(bytes, this.language) });
    return html`<div class="below sure" role="group" aria-labelledby="question">
      <p id="question">${question}</p>
      <button type="button" class="outlined yes" @click=${this.#forget}>${keeping.yes}</button>
      <button type="button" class="outlined no" @click=${this.#keep}>${keeping.no}</button>
    </div>`;
  }

  #chosen(): void {
    if (this.isToBeBrought) this.#toggle('bring');
    else if (this.model) this.dispatchEvent(new ChooseEvent(this.model.id));
  }

  #toggle(what: 'more' | 'bring'): void {
    this.below = this.below === what ? 'nothing' : what;
  }

  async #ask(): Promise<void> {
    this.below = 'sure';
    await this.updateComplete;
    this.no?.focus();
  }

  async #keep(): Promise<void> {
    this.below = 'nothing';
    await this.updateComplete;
    this.forgetter?.focus();
  }

  async #forget(): Promise<void> {
    this.below = 'nothing';
    this.focus();
    if (this.kept) await this.session.forgetModel(this.kept.id);
  }

  #tell(name: 'open-file'): void {
    this.dispatchEvent(new Event(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'model-row': ModelRow;
  }
}
