/** What can be taken away of the room: pictures, a film of the growth, a link; with how far it is, and a way to stop it. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { videoKind } from '../../../labs/take/video-writer.ts';
import { base, controls } from '../../../styles/controls.ts';
import type { CopiedLink } from '../../../take/copy-link.ts';
import { copyText } from '../../../take/copy-text.ts';
import { takeListStyles } from '../../../take/list-style.ts';
import type { TakeStatus } from '../../../take/take-status.ts';
import '../../../take/take-status.ts';
import type { TakenFile } from '../../../take/taken-file.ts';
import { RoomElement } from '../room-element.ts';
import { NoFilmError, filmOfDream, pictureOfDream, picturesOfDream } from './take-dream.ts';
import type { DreamSource } from './take-dream.ts';

/** A film of one moment is a picture. */
const LEAST_FRAMES = 2;

@customElement('dream-take-list')
export class DreamTakeList extends RoomElement {
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

  @state() private progress: { readonly done: number; readonly total: number } | null = null;
  @state() private isWorking = false;
  @state() private isCancelled = false;
  @query('take-status') private readonly status!: TakeStatus | null;
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
    this.status?.clear();
    this.requestUpdate();
  }

  protected override view(): unknown {
    const { take: words } = this.room;
    const pictures = this.dreams.study.progress.value?.pictures ?? [];
    return html`<h2>${words.pictures}</h2>
      ${
        pictures.length === 0
          ? html`<p>${words.nothing}</p>`
          : pictures.map((picture, index) => {
              const isAlone = pictures.length === 1;
              const label = isAlone ? words.one : this.say(words.each, { n: index + 1 });
              return this.#save(label, () =>
                pictureOfDream(this.#source, picture, isAlone ? null : index + 1),
              );
            })
      }
      ${
        pictures.length > 1
          ? this.#save(words.all, () => picturesOfDream(this.#source, pictures))
          : nothing
      }
      <h2>${words.film}</h2>
      ${this.#film()}
      <h2>${words.share}</h2>
      <button type="button" class="row" @click=${this.#copy}>${words.copy}</button>
      ${this.#progress()}
      <p role="status" ?hidden=${!this.isCancelled}>${this.isCancelled ? words.cancelled : ''}</p>
      <take-status ?hidden=${this.progress !== null || this.isCancelled}></take-status>`;
  }

  #film(): TemplateResult {
    const { take: words } = this.room;
    const video = this.#video;
    if (!video) return html`<p>${words.noVideoHere}</p>`;
    const frames = this.dreams.study.frames();
    if (frames.length < LEAST_FRAMES) return html`<p>${words.noFilm}</p>`;
    const label = this.say(words.video, { extension: video.extension });
    return html`${this.#save(label, (signal) =>
        filmOfDream(this.#source, this.dreams.study.frames(), video, {
          signal,
          onProgress: (done, total) => (this.progress = { done, total }),
        }),
      )}
      <p class="number">${this.say(words.frames, { frames: frames.length })}</p>`;
  }

  get #source(): DreamSource {
    const settings = this.dreams.study.settings.peek();
    return { settings, model: this.session.model.peek()?.id ?? null };
  }

  #save(label: string, make: (signal: AbortSignal) => Promise<TakenFile>): TemplateResult {
    return html`<button
      type="button"
      class="row"
      ?disabled=${this.isWorking}
      @click=${() => void this.#run(make)}
    >
      ${label}
    </button>`;
  }

  #progress(): unknown {
    const { progress } = this;
    if (!progress) return nothing;
    const { take: words } = this.room;
    const { done, total } = progress;
    return html`<div class="progress">
      <label
        >${this.say(words.drawing, { done, total })}
        <progress max=${total} .value=${done}></progress
      ></label>
      <button type="button" class="outlined" @click=${() => this.#abort?.abort()}>
        ${words.cancel}
      </button>
    </div>`;
  }

  async #run(make: (signal: AbortSignal) => Promise<TakenFile>): Promise<void> {
    if (this.isWorking) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.isWorking = true;
    this.isCancelled = false;
    await this.status?.run(() =>
      make(abort.signal).catch((error: unknown) => {
        throw error instanceof NoFilmError ? new Error(this.room.take.noVideo) : error;
      }),
    );
    this.isCancelled = abort.signal.aborted;
    if (abort.signal.aborted) this.status?.clear();
    this.isWorking = false;
    this.progress = null;
  }

  readonly #copy = (): void => {
    this.isCancelled = false;
    void this.status?.copy(async (): Promise<CopiedLink> => {
      const link = this.session.link();
      const { start } = this.dreams.study.settings.peek();
      const picture = this.session.picture.peek();
      const isOwn = picture !== null && picture.sample === null && picture.url === null;
      return { link, copied: await copyText(link), hasPicture: start === 'noise' || !isOwn };
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-take-list': DreamTakeList;
  }
}
