/** The gallery's cases of choosing, fetching and keeping networks. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { loadModelParts } from '../elements/index.ts';
import type { ModelSummary, Transfer } from '../session/index.ts';
import { keptModel } from './fake-models.ts';
import type { FakeSession } from './fake-session.ts';

/** A title, what is shown, and what the session is brought to before. */
export interface GalleryExample {
  readonly title: string;
  readonly content: TemplateResult;
  readonly prepare: (session: FakeSession) => void;
}

const SOME = 24_117_248;
const MOVING = { state: 'running', rate: 3.41e6, secondsLeft: 11.4 } as const;
const panel = html`<model-panel style="display: block; width: 440px"></model-panel>`;
const strip = html`<transfer-strip></transfer-strip>`;
const middle = html`<layer-view style="height: 480px"></layer-view>`;
const scores = html`<score-list style="width: 248px"></score-list>`;
const compact = html`<score-list compact></score-list>`;

function modelOf(session: FakeSession, id: string): ModelSummary {
  const model = session.models.peek().find((known) => known.id === id);
  if (!model) throw new Error(`The gallery has no model ${id}.`);
  return model;
}

/** The convolutions of VGG-16 on their way, and standing still so that they can be looked at. */
const arriving =
  (change: Partial<Transfer>, received = SOME, layer = 'block1_conv2') =>
  (session: FakeSession): void => {
    const from = change.from ?? 'network';
    session.begin(modelOf(session, 'vgg16'), 'features', from, received, true);
    session.setTransfer(change);
    session.selectLayer(layer);
  };

const dense = (session: FakeSession): void => {
  const total = modelOf(session, 'vgg16').bytes?.features ?? 0;
  arriving(MOVING, total)(session);
  session.begin(modelOf(session, 'vgg16'), 'dense', 'network', 7 * SOME, true);
  session.setTransfer(MOVING);
};

const fetchable = (session: FakeSession): void => {
  session.scoring.value = { state: 'fetchable', bytes: 494_571_424 };
};
const missing = (session: FakeSession): void => {
  session.scoring.value = { state: 'missing' };
};

const kept = (session: FakeSession): void => {
  session.keeping.value = {
    ...session.keeping.peek(),
    models: [
      keptModel('vgg16', 'VGG-16', 58.86),
      keptModel('vgg19', 'VGG-19', 24, false),
      keptModel('vgg16-keras', 'VGG-16, Keras', 58.89),
      keptModel('vgg13', 'VGG-13', 37.6),
    ],
  };
};
const full = (session: FakeSession): void => {
  const models = [keptModel('vgg16', 'VGG-16', 553.4, true, true)];
  session.keeping.value = { state: 'full', models, quota: 600e6 };
  void session.setPrecision('f16');
};
const homeless = (session: FakeSession): void => {
  session.keeping.value = { state: 'unavailable', models: [], quota: null };
  session.models.value = session.models
    .peek()
    .map((model) => (model.id === 'vgg19' ? { ...model, origin: 'local' } : model));
};

const TRANSFERS: readonly (readonly [string, (session: FakeSession) => void])[] = [
  ['opening', arriving({ state: 'opening' }, 0)],
  ['running', arriving(MOVING)],
  ['paused', arriving({ state: 'paused' })],
  ['from this browser, checking', arriving({ state: 'checking', from: 'storage' }, SOME * 2)],
  ['from a file', arriving({ ...MOVING, from: 'file', name: 'vgg19-conv.safetensors' })],
  ['dense layers', dense],
];

/** All of them; what they show is loaded here, as the page loads it when it is wanted. */
export async function modelExamples(): Promise<readonly GalleryExample[]> {
  await loadModelParts();
  return [
    { title: 'networks', content: panel, prepare: () => undefined },
    { title: 'networks, some kept', content: panel, prepare: kept },
    { title: 'networks, no more room', content: panel, prepare: full },
    { title: 'networks, nothing can be kept', content: panel, prepare: homeless },
    ...TRANSFERS.map(([name, prepare]) => ({
      title: `transfer, ${name}`,
      content: strip,
      prepare,
    })),
    {
      title: 'layer on its way',
      content: middle,
      prepare: arriving(MOVING, SOME, 'block4_conv3'),
    },
    {
      title: 'layer after one that is paused',
      content: middle,
      prepare: arriving({ state: 'paused' }, SOME, 'block4_pool'),
    },
    {
      title: 'network arriving',
      content: html`<network-panel style="height: 720px; width: 248px"></network-panel>`,
      prepare: arriving(MOVING),
    },
    { title: 'scores, to be fetched', content: scores, prepare: fetchable },
    { title: 'scores, on their way', content: scores, prepare: dense },
    { title: 'scores, missing', content: scores, prepare: missing },
    { title: 'scores, to be fetched, compact', content: compact, prepare: fetchable },
    { title: 'scores, on their way, compact', content: compact, prepare: dense },
    { title: 'scores, missing, compact', content: compact, prepare: missing },
  ];
}
