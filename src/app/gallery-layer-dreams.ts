/** The gallery's cases of dreams in the explorer: made-up ones that stand still in every state, and what has none. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { FakeDreams } from './fake-dreams.ts';
import { fakeLayers } from './fake-network.ts';
import type { FakeSession } from './fake-session.ts';

const SIZE = 128;
const CELL = { row: 8, column: 8 };
/** Channels whose dreams are shipped, half grown, barren, failed, waiting. */
const CHANNELS = [0, 2, 4, 6, 7] as const;

/** What a case shows, and how its session gets there. */
export interface DreamExample {
  readonly title: string;
  readonly content: TemplateResult;
  readonly prepare: (session: FakeSession) => void;
}

function still(session: FakeSession): FakeDreams {
  const dreams = new FakeDreams(session.layers, false);
  session.dreams = dreams;
  return dreams;
}

/** All cases. */
export function dreamExamples(): readonly DreamExample[] {
  const middle = html`<layer-view style="height: 480px"></layer-view>`;
  const unit = html`<unit-panel style="height: 820px; width: 320px"></unit-panel>`;
  const shown =
    (layer: string, content: 'dreams' | 'both', architecture?: string) =>
    (session: FakeSession): void => {
      if (architecture) session.layers.value = fakeLayers(SIZE, architecture);
      still(session);
      void session.openPicture({ kind: 'sample', id: 'nuthatch' });
      session.selectLayer(layer);
      session.setContent(content);
    };
  const broken = (session: FakeSession): void => {
    session.openDreams = () => Promise.reject(new Error('made up'));
    session.setContent('dreams');
  };
  const paused = (session: FakeSession): void => {
    shown('block1_conv2', 'dreams')(session);
    session.dreams?.setPaused(true);
  };
  const pointed =
    (layer: string, channel: number) =>
    (session: FakeSession): void => {
      shown(layer, 'dreams')(session);
      session.point({ channel, ...CELL });
    };
  return [
    { title: 'dreams', content: middle, prepare: shown('block3_conv1', 'dreams') },
    { title: 'dreams beside maps', content: middle, prepare: shown('block3_conv1', 'both') },
    { title: 'dreams, paused', content: middle, prepare: paused },
    { title: 'dreams of classes', content: middle, prepare: shown('predictions', 'dreams') },
    { title: 'dreams of the input', content: middle, prepare: shown('input', 'dreams') },
    { title: 'no dreams', content: middle, prepare: shown('flatten', 'both', 'vgg16') },
    { title: 'dreams not loaded', content: middle, prepare: broken },
    ...CHANNELS.map((channel) => ({
      title: `unit, dream of channel ${channel}`,
      content: unit,
      prepare: pointed('block3_conv1', channel),
    })),
    { title: 'unit, dream of the input', content: unit, prepare: pointed('input', 1) },
  ];
}
