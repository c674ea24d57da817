/**
 * Every element in every state with made-up data: what the component and axe tests look at.
 * `?view=studio` shows the whole studio with a made-up session, `?view=unsupported&code=...` that page;
 * `?view=verify&case=right` (or wrong, input, running) shows the dialog of the proof;
 * `lang`, `theme` and `layer` choose; `?view=unit&case=dense,pooling` shows panels of the unit alone, `height` pixels high.
 */
import { LitElement, html, render } from 'lit';
import type { TemplateResult } from 'lit';
import { ContextProvider } from '@lit/context';
import {
  installTokens,
  loadInspector,
  preferencesContext,
  sessionContext,
} from '../elements/index.ts';
import { loadMessages, noticeText } from '../i18n/index.ts';
import { Preferences } from '../session/index.ts';
import type { Activity } from '../session/index.ts';
import { applyPreferences } from './document-preferences.ts';
import { FakeSession } from './fake-session.ts';
import { modelExamples } from './gallery-models.ts';
import { showDreams } from './gallery-dreams.ts';
import { showLab } from './gallery-lab.ts';
import { dreamExamples } from './gallery-layer-dreams.ts';
import { showPerformance } from './gallery-performance.ts';
import { showVerify } from './gallery-verify.ts';
import './studio-app.ts';
import './unsupported.ts';

const HOST = 'https://huggingface.co/timm/vgg16.tv_in1k/resolve/main/model.safetensors';
const NOTICES: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  'picture-not-an-image': { name: 'notes.pdf' },
  'picture-too-large': { width: 40_000, height: 30_000, limit: 16_384 },
  'picture-cors': { url: 'https://example.org/very/long/path/to/a/picture-of-a-kingfisher.jpg' },
  'weights-shape': { tensor: 'block1_conv1.weight', expected: '64x3x3x3', found: '64x3x5x5' },
  'weights-checksum': { name: 'VGG-16', expected: '57b02691…', found: '9f86d081…' },
  'weights-connection': { url: HOST, received: 24_117_248, total: 58_858_752 },
  'weights-cut-off': { url: HOST, expected: 58_858_752, found: 24_117_248 },
  'weights-html': { url: HOST },
  'weights-changed': { url: HOST },
  'weights-range': { url: HOST },
  'weights-http': { url: HOST, status: 404 },
  'weights-damaged': { name: 'VGG-16' },
  'weights-no-room': { bytes: 58_858_752 },
  'weights-not-kept': {},
  'weights-unrecognised': { expected: 'features.0.weight', found: 'layer1.0.conv1.weight' },
  'weights-brought': { name: 'VGG-16, Keras' },
  'device-lost': { reason: 'unknown' },
  'never-heard-of': {},
};
const OBSTACLES: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  'no-webgpu': {},
  'insecure-context': {},
  'no-adapter': {},
  'limits-too-small': { limit: 'maxBufferSize', needed: 268_435_456, offered: 67_108_864 },
  'no-device': { detail: 'requestDevice failed: out of memory' },
  'picture-http': { url: 'https://example.org/samples.json', status: 404 },
  unknown: { detail: 'TypeError: nothing is where it should be' },
};

/** Gives the elements below it a session and preferences of their own. */
class GalleryCase extends LitElement {
  readonly session = new FakeSession();
  preferences: Preferences | null = null;
  readonly #session = new ContextProvider(this, { context: sessionContext });
  readonly #preferences = new ContextProvider(this, { context: preferencesContext });

  override connectedCallback(): void {
    this.#session.setValue(this.session);
    if (this.preferences) this.#preferences.setValue(this.preferences);
    super.connectedCallback();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
customElements.define('gallery-case', GalleryCase);

const query = new URLSearchParams(location.search);
const preferences = new Preferences(null, [query.get('lang') ?? 'en']);
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') preferences.setTheme(theme);

function showStudio(): void {
  const session = new FakeSession();
  const studio = document.createElement('studio-app');
  studio.session = session;
  studio.preferences = preferences;
  Object.assign(globalThis, { session });
  document.body.append(studio);
  session.selectLayer(query.get('layer') ?? 'block1_conv2');
  void session.openPicture({ kind: 'sample', id: query.get('sample') ?? 'nuthatch' });
}

function showUnsupported(): void {
  const page = document.createElement('unsupported-page');
  const code = query.get('code') ?? 'no-webgpu';
  page.obstacle = { code, values: OBSTACLES[code] ?? {} };
  page.preferences = preferences;
  document.body.append(page);
}

function example(
  title: string,
  content: TemplateResult,
  prepare: (session: FakeSession) => void = () => undefined,
): TemplateResult {
  const box = new GalleryCase();
  box.preferences = preferences;
  prepare(box.session);
  render(content, box);
  return html`<section style="padding: 16px 0; border-bottom: 1px solid var(--line)">
    <h2 style="font-size: 13px; margin: 0 0 8px; color: var(--ink-faint)">${title}</h2>
    ${box}
  </section>`;
}

const withPicture = (session: FakeSession): void => {
  void session.openPicture({ kind: 'sample', id: 'nuthatch' });
};
const empty = (session: FakeSession): void => {
  session.layers.value = [];
  session.selectedLayer.value = null;
  session.scores.value = null;
  session.legend.value = { ...session.legend.peek(), limits: null, range: null };
};
const busy =
  (activity: Activity) =>
  (session: FakeSession): void => {
    empty(session);
    session.activity.value = activity;
  };

/** With the picture there and a unit pointed at. */
const pointing =
  (layer: string, channel: number, row: number, column: number) =>
  (session: FakeSession): void => {
    void session.openPicture({ kind: 'sample', id: 'nuthatch' }).then(() => {
      session.selectLayer(layer);
      session.point({ channel, row, column });
    });
  };
const pinning = (session: FakeSession): void => {
  void session.openPicture({ kind: 'sample', id: 'nuthatch' }).then(() => {
    PINNED.forEach(([layer, channel, row, column]) =>
      session.togglePin({ layer, cell: { channel, row, column } }),
    );
    session.selectLayer('block2_conv1');
    session.point({ channel: 3, row: 20, column: 41 });
    const { layer = '', cell } = session.unit.peek() ?? {};
    if (cell) session.togglePin({ layer, cell });
  });
};
const PINNED = [
  ['block1_conv2', 3, 60, 60],
  ['block3_pool', 17, 4, 9],
  ['block5_conv3', 100, 0, 7],
  ['predictions', 66, 0, 0],
] as const;
const UNITS: Readonly<Record<string, (session: FakeSession) => void>> = {
  nothing: withPicture,
  convolution: pointing('block3_conv2', 17, 12, 20),
  'at the border': pointing('block4_conv2', 5, 0, 14),
  pooling: pointing('block2_pool', 4, 16, 16),
  'input, green': pointing('input', 1, 64, 64),
  'global average': pointing('global_average_pool', 8, 0, 0),
  dense: pointing('predictions', 66, 0, 0),
  'several pins': pinning,
};

async function showAll(): Promise<void> {
  const models = [...(await modelExamples()), ...dreamExamples()];
  installTokens(document);
  void loadInspector();
  applyPreferences(preferences, document);
  const panel = html`<network-panel style="height: 720px; width: 248px"></network-panel>`;
  const middle = html`<layer-view style="height: 480px"></layer-view>`;
  const unit = html`<unit-panel style="height: 820px; width: 320px"></unit-panel>`;
  const language = preferences.language.peek();
  render(
    html`<main style="max-width: 1100px; margin: 0 auto; padding: 24px">
      <h1 style="font-size: 20px">Gallery of elements</h1>
      ${example('top bar', html`<top-bar></top-bar>`, withPicture)}
      ${example('network', panel, withPicture)} ${example('network, nothing yet', panel, empty)}
      ${example('scores, compact', html`<score-list compact></score-list>`)}
      ${example('layers, horizontal', html`<layer-list horizontal></layer-list>`)}
      ${example('layer', middle, withPicture)}
      ${example('layer, starting', middle, busy('starting'))}
      ${example('layer, nothing chosen', middle, empty)}
      ${example('legend, each map its own', html`<map-legend></map-legend>`, (session) =>
        session.setView({ scale: 'channel', colormap: 'magma' }),
      )}
      ${Object.entries(UNITS).map(([name, prepare]) => example(`unit, ${name}`, unit, prepare))}
      ${models.map(({ title, content, prepare }) => example(title, content, prepare))}
      ${Object.entries(NOTICES).map(([code, values]) =>
        example(`notice ${code}`, html`<notice-banner></notice-banner>`, (session) => {
          session.notice.value = { severity: 'error', code, values };
        }),
      )}
      ${example('notice picture-animated', html`<notice-banner></notice-banner>`, (session) => {
        session.notice.value = { severity: 'info', code: 'picture-animated', values: {} };
      })}
      <section>
        <h2 style="font-size: 13px; color: var(--ink-faint)">reasons for the unsupported page</h2>
        ${Object.entries(OBSTACLES).map(
          ([code, values]) => html`<p>${code}: ${noticeText(code, values, language)}</p>`,
        )}
      </section>
    </main>`,
    document.body,
  );
}

function showUnit(): void {
  installTokens(document);
  void loadInspector();
  applyPreferences(preferences, document);
  const names = query.get('case')?.split(',') ?? Object.keys(UNITS);
  const height = query.get('height') ?? '820';
  const panel = html`<unit-panel style="width: 320px; height: ${height}px"></unit-panel>`;
  render(
    html`<main style="display: flex; flex-wrap: wrap; gap: 16px">
      <h1 style="width: 100%; font-size: 20px">Panels of the unit</h1>
      ${names.map((name) => example(name, panel, UNITS[name]))}
    </main>`,
    document.body,
  );
}

await Promise.all([loadMessages('en'), loadMessages('ja')]);
switch (query.get('view')) {
  case 'unit':
    showUnit();
    break;
  case 'verify': {
    const box = new GalleryCase();
    box.preferences = preferences;
    installTokens(document);
    applyPreferences(preferences, document);
    await showVerify(box, box.session, query.get('case') ?? 'right');
    break;
  }
  case 'performance': {
    const box = new GalleryCase();
    box.preferences = preferences;
    installTokens(document);
    applyPreferences(preferences, document);
    await showPerformance(box, box.session, query.get('case') ?? 'measured');
    break;
  }
  case 'lab': {
    const box = new GalleryCase();
    box.preferences = preferences;
    installTokens(document);
    applyPreferences(preferences, document);
    await showLab(box, box.session, query.get('case') ?? 'convolution', query.get('link') ?? '');
    break;
  }
  case 'dreams': {
    const box = new GalleryCase();
    box.preferences = preferences;
    installTokens(document);
    applyPreferences(preferences, document);
    await showDreams(box, box.session, query.get('case') ?? 'overview');
    break;
  }
  case 'studio':
    showStudio();
    break;
  case 'unsupported':
    showUnsupported();
    break;
  default:
    await showAll();
}
