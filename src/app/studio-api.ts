/** `globalThis.studio`: the studio for scripts and tests. Every method is documented in the README. */
import { labFor } from './script-lab.ts';
import type {
  LateAnswers,
  LateArguments,
  LateMethods,
  LateName,
  OpenStudio,
  StudioApi,
} from './script-types.ts';

/**
 * The script interface, usable from the first moment: `opened` resolves once there is a session, `ready` when the
 * first maps are drawn. Before that, methods that answer at once throw, and the others wait.
 */
export function createStudioApi(opened: Promise<OpenStudio>, ready: Promise<void>): StudioApi {
  let open: OpenStudio | null = null;
  void opened.then(
    (studio) => (open = studio),
    () => null,
  );
  const now = (): OpenStudio => {
    if (open) return open;
    throw new Error('The studio is still opening: await studio.ready first.');
  };
  // The first picture does without what scripts may ask.
  const later =
    <K extends LateName>(name: K) =>
    async (...given: LateArguments[K]): Promise<LateAnswers[K]> => {
      const [studio, { methodsOf }] = await Promise.all([opened, import('./script-methods.ts')]);
      const methods: LateMethods = methodsOf(studio);
      return methods[name](...given);
    };
  return {
    ready,
    models: () => now().session.models.value,
    layers: () => now().session.layers.value,
    loadModel: later('loadModel'),
    fetchDense: later('fetchDense'),
    setPicture: later('setPicture'),
    select: later('select'),
    activations: later('activations'),
    explain: later('explain'),
    gradient: later('gradient'),
    dream: later('dream'),
    painted: later('painted'),
    timed: later('timed'),
    link: () => now().session.link(),
    scores: later('scores'),
    verify: later('verify'),
    tuning: () => now().session.tuning.value,
    tune: later('tune'),
    forgetTuning: later('forgetTuning'),
    stats: () => {
      const { gpu, session } = now();
      const { adapter, bytes, dispatches, buffersCreated, readBacks } = gpu.stats;
      return { adapter, bytes, dispatches, buffersCreated, readBacks, ...session.progress };
    },
    lab: labFor(opened),
  };
}
