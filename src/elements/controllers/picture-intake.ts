/** Pictures and files of weights that arrive from outside, anywhere on the page: dropped or pasted. Knows no session. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PictureSource } from '../../session/index.ts';
import { typesInto } from './shortcuts.ts';
import { isWeightsName } from './weights-name.ts';

/** Who takes what arrives. */
export interface Intake {
  readonly picture: (source: PictureSource) => void;
  readonly weights: (file: File) => void;
  readonly nameOfPasted: () => string;
}

/** Hands every dropped or pasted picture, or file of weights, on; `dragging` is true while something hovers over the page. */
export class PictureIntake implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #intake: Intake;
  #listening: AbortController | null = null;
  #depth = 0;

  constructor(host: ReactiveControllerHost, intake: Intake) {
    this.#host = host;
    this.#intake = intake;
    host.addController(this);
  }

  get dragging(): boolean {
    return this.#depth > 0;
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener('dragenter', (event) => this.#enter(event), { signal });
    addEventListener('dragleave', (event) => this.#leave(event), { signal });
    addEventListener('dragover', (event) => this.#over(event), { signal });
    addEventListener('drop', (event) => this.#drop(event), { signal });
    addEventListener('paste', (event) => this.#paste(event), { signal });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  #setDepth(depth: number): void {
    const before = this.dragging;
    this.#depth = Math.max(0, depth);
    if (before !== this.dragging) this.#host.requestUpdate();
  }

  #enter(event: DragEvent): void {
    if (carriesFile(event)) this.#setDepth(this.#depth + 1);
  }

  #leave(event: DragEvent): void {
    if (carriesFile(event)) this.#setDepth(this.#depth - 1);
  }

  #over(event: DragEvent): void {
    if (!carriesFile(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  }

  #drop(event: DragEvent): void {
    if (!carriesFile(event)) return;
    event.preventDefault();
    this.#setDepth(0);
    this.#take(event.dataTransfer, 'drop');
  }

  #paste(event: ClipboardEvent): void {
    if (typesInto(event)) return;
    if (this.#take(event.clipboardData, 'paste')) event.preventDefault();
  }

  /** Whether there was something to take. */
  #take(data: DataTransfer | null, via: 'drop' | 'paste'): boolean {
    const file = data?.files[0];
    if (file && isWeightsName(file.name)) {
      this.#intake.weights(file);
      return true;
    }
    const source = sourceOf(data, via, this.#intake.nameOfPasted());
    if (source) this.#intake.picture(source);
    return source !== null;
  }
}

function carriesFile(event: DragEvent): boolean {
  const types = event.dataTransfer?.types ?? [];
  return types.includes('Files') || types.includes('text/uri-list');
}

/** The first file, else the first web address, of what was dropped or pasted. */
function sourceOf(
  data: DataTransfer | null,
  via: 'drop' | 'paste',
  nameOfPasted: string,
): PictureSource | null {
  const file = data?.files[0];
  if (file) {
    const name = via === 'drop' && file.name ? file.name : nameOfPasted;
    return { kind: 'blob', blob: file, name, via };
  }
  const url = ['text/uri-list', 'text/plain']
    .flatMap((type) => data?.getData(type).split('\n') ?? [])
    .map((line) => line.trim())
    .find((line) => /^(https?:|data:image\/)/i.test(line));
  return url ? { kind: 'url', url } : null;
}
