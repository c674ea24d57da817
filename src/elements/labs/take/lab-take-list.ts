/** What can be taken away of a lab: a picture, an animation, a video, a link; with how far it is, and a way to stop it. */
import { takeListStyles } from '../../take/list-style.ts';
import { ContextConsumer } from '@lit/context';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { sessionContext } from '../../contexts.ts';
import { base, controls } from '../../styles/controls.ts';
import type { CopiedLink } from '../../take/copy-link.ts';
import { copyText } from '../../take/copy-text.ts';
import type { TakeStatus } from '../../take/take-status.ts';
import '../../take/take-status.ts';
import type { TakenFile } from '../../take/taken-file.ts';
import { LabElement } from '../lab-element.ts';
import { MOST_FRAMES } from './frame-choice.ts';
import { LabChangedError, LabNumbersError } from './record-lab.ts';
import { NoVideoError, animationOfLab, pictureOfLab, videoOfLab } from './take-lab.ts';
import type { LabTakeSource, TakeOptions } from './take-lab.ts';
import { videoKind } from './video-writer.ts';

/** Pictures that only this device has. */
const OWN = ['own', 'camera'];

@customElement('lab-take-list')
export class LabTakeList extends LabElement {
  static override styles = [
    base,
    controls,
    takeListStyles,
    css`
      button[disabled] {
        opacity: 0.5;
        cursor: default;
      }
      p {
        margin: 4px 0;
        color: var(--ink-faint);
        font-size: var(--text-small);
      }
      .progress {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        margin-top: 8px;
      }
      .progress label {
        flex: 1;
        font-size: var(--text-small);
        color: var(--ink-soft);
      }
      progress {
        display: block;
        width: 100%;
        height: 4px;
        margin-top: 4px;
        accent-color: var(--accent);
      }
      take-status {
        margin-top: 8px;
      }
    `,
  ];

  @state() private progress: Readonly<{
    step: 'reading' | 'drawing';
    done: number;
    total: number;
  }> | null = null;
  @state() private isWorking = false;
  @state() private isCancelled = false;
  @query('take-status') private readonly status!: TakeStatus;
  readonly #session = new ContextConsumer(this, { context: sessionContext });
  readonly #video = videoKind();
  #abort: AbortController | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  /** Forgets what was saved before; work that goes on goes on. */
  clear(): void {
    if (this.isWorking) return;
    this.isCancelled = false;
    this.status.clear();
  }

  protected override view(): unknown {
    const words = this.words.take;
    const [, rows = 0, columns = 0] = this.lab.scene.value?.output ?? [];
    const cells = rows * columns;
    const frames = Math.min(cells, MOST_FRAMES);
    const text = frames < cells ? words.some : words.all;
    const video = this.#video;
    return html`<h2>${words.pictures}</h2>
      ${this.#save(words.sheet, () => pictureOfLab(this.#source))}
      <h2>${words.sliding}</h2>
      ${this.#save(words.gif, (options) => animationOfLab(this.#source, options))}
      ${
        video
          ? this.#save(this.say(words.video, { extension: video.extension }), (options) =>
              videoOfLab(this.#source, video, options),
            )
          : nothing
      }
      ${cells > 0 ? html`<p>${this.say(text, { frames, cells })}</p>` : nothing}
      <h2>${words.share}</h2>
      <button type="button" class="row" @click=${this.#copy}>${words.copy}</button>
      ${this.#progress()}
      <p role="status" ?hidden=${!this.isCancelled}>${this.isCancelled ? words.cancelled : ''}</p>
      <take-status ?hidden=${this.progress !== null || this.isCancelled}></take-status>`;
  }

  get #source(): LabTakeSource {
    const { lab, words, language } = this;
    return { lab, words, language, samples: this.#session.value?.samples ?? [] };
  }

  #save(label: string, make: (options: TakeOptions) => Promise<TakenFile>): TemplateResult {
    return html`<button
      type="button"
      class="row"
      ?disabled=${this.isWorking || !this.lab.scene.value}
      @click=${() => void this.#run(make)}
    >
      ${label}
    </button>`;
  }

  #progress(): unknown {
    const { progress } = this;
    if (!progress) return nothing;
    const words = this.words.take;
    const { step, done, total } = progress;
    return html`<div class="progress">
      <label
        >${this.say(words[step], { done, total })} <progress max=${total} .value=${done}></progress
      ></label>
      <button type="button" class="outlined" @click=${() => this.#abort?.abort()}>
        ${words.cancel}
      </button>
    </div>`;
  }

  async #run(make: (options: TakeOptions) => Promise<TakenFile>): Promise<void> {
    if (this.isWorking) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.isWorking = true;
    this.isCancelled = false;
    const onProgress: TakeOptions['onProgress'] = (step, done, total) => {
      this.progress = { step, done, total };
    };
    await this.status.run(() =>
      make({ signal: abort.signal, onProgress }).catch((error: unknown) => {
        throw this.#said(error);
      }),
    );
    this.isCancelled = abort.signal.aborted;
    if (abort.signal.aborted) this.status.clear();
    this.isWorking = false;
    this.progress = null;
  }

  /** The error in words of the present language. */
  #said(error: unknown): unknown {
    const words = this.words.take;
    if (error instanceof LabChangedError) return new Error(words.changed);
    if (error instanceof LabNumbersError) {
      const { row, column } = error.cell;
      return new Error(this.say(words.noNumbers, { row, column }));
    }
    return error instanceof NoVideoError ? new Error(words.noVideo) : error;
  }

  readonly #copy = (): void => {
    this.isCancelled = false;
    void this.status.copy(async (): Promise<CopiedLink> => {
      const link = location.href;
      const hasPicture = !OWN.includes(this.lab.settings.peek().picture);
      return { link, copied: await copyText(link), hasPicture };
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-take-list': LabTakeList;
  }
}
