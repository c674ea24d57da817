/** What the menu of pictures shows: a file, an address, the samples; pasting and dropping are told of. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { PictureSource, SamplePicture } from '../../session/index.ts';
import { isWeightsName } from '../controllers/weights-name.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';

/** @fires chosen when the menu has done its work */
@customElement('picture-panel')
export class PicturePanel extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      .samples {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(108px, 1fr));
        gap: 12px 8px;
        margin: 0 -4px;
        padding: 0;
        list-style: none;
      }
      .sample {
        display: block;
        width: 100%;
        padding: 4px;
        text-align: left;
        font-size: var(--text-small);
        line-height: 1.35;
      }
      .sample[aria-pressed='true'] {
        background: var(--accent-tint);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
      img {
        display: block;
        width: 100%;
        aspect-ratio: 4 / 3;
        object-fit: cover;
        border-radius: 3px;
        margin-bottom: 4px;
        background: var(--line);
      }
      .credit {
        display: block;
        color: var(--ink-soft);
        font-size: var(--text-tiny);
        overflow-wrap: anywhere;
      }
      .ways {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 8px;
        align-items: end;
        margin-bottom: 16px;
        padding-bottom: 12px;
        border-bottom: 1px solid var(--line);
      }
      .ways button {
        min-height: max(32px, var(--hit));
        padding: 0 12px;
      }
      form {
        display: contents;
      }
      input[type='url'] {
        min-height: max(32px, var(--hit));
      }
      .hint {
        grid-column: 1 / -1;
        margin: 0;
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      @media (max-width: 499.98px) {
        .ways {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .open {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @query('input[type="file"]') private readonly file!: HTMLInputElement;

  protected override view(): unknown {
    const { picture: words } = this.words;
    return html`<div class="panel">
      <div class="ways">
        <button type="button" class="outlined open" @click=${this.#openFile}>
          ${icons.file}${words.openFile}
        </button>
        <form @submit=${this.#submitted}>
          <input
            type="url"
            name="url"
            required
            aria-label=${words.address}
            placeholder=${words.address}
            autocomplete="off"
          />
          <button class="outlined">${words.show}</button>
        </form>
        <p class="hint">${words.pasteHint}</p>
      </div>
      <ul class="samples" aria-label=${words.samples}>
        ${this.session.samples.map((sample) => html`<li>${this.#sample(sample)}</li>`)}
      </ul>
      <input type="file" accept="image/*" hidden @change=${this.#fileChosen} />
    </div>`;
  }

  #sample(sample: SamplePicture): TemplateResult {
    const { author, licence, source, change } = sample;
    const { credit, creditSource } = this.words.picture;
    return html`<button
      type="button"
      class="sample"
      title=${this.say(creditSource, { source, change })}
      aria-pressed=${this.session.picture.value?.sample?.id === sample.id}
      @click=${() => this.#open({ kind: 'sample', id: sample.id })}
    >
      <img
        src=${sample.thumbnail}
        srcset="${sample.thumbnail} 96w, ${sample.url} 640w"
        sizes="96px"
        alt=""
        loading="lazy"
      />
      ${this.inLanguage(sample.title)}
      <span class="credit">${this.say(credit, { author, licence })}</span>
    </button>`;
  }

  #open(source: PictureSource): void {
    this.dispatchEvent(new Event('chosen'));
    void this.session.openPicture(source);
  }

  #openFile(): void {
    this.file.click();
  }

  #fileChosen(): void {
    const blob = this.file.files?.[0];
    this.file.value = '';
    if (!blob) return;
    if (!isWeightsName(blob.name)) {
      this.#open({ kind: 'blob', blob, name: blob.name, via: 'file' });
      return;
    }
    this.dispatchEvent(new Event('chosen'));
    void this.session.openWeights(blob);
  }

  #submitted(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const url = new FormData(event.currentTarget).get('url');
    event.currentTarget.reset();
    if (typeof url === 'string') this.#open({ kind: 'url', url });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'picture-panel': PicturePanel;
  }
}
