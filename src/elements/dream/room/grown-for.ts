/** Remembers for which settings the pictures of a study were grown, to know whether they are of what is set now. */
import type { StudyFace, StudySettings } from '../../../session/index.ts';

const started = new WeakMap<StudyFace, StudySettings>();

/** Grows, or goes on. */
export function growStudy(study: StudyFace): void {
  started.set(study, study.settings.peek());
  study.start();
}

/** Begins anew with the next seed. */
export function retryStudy(study: StudyFace): void {
  study.retry();
  started.set(study, study.settings.peek());
}

/** Whether what was started is of another filter than what is set now. */
export function isOtherPlace(study: StudyFace): boolean {
  const { layer, channel } = study.settings.value;
  const then = started.get(study);
  return then !== undefined && (then.layer !== layer || then.channel !== channel);
}

/** Whether something was changed since; what was started before the page was opened is believed. */
export function isStale(study: StudyFace): boolean {
  const settings = study.settings.value;
  if (!study.progress.value) return false;
  const then = started.get(study);
  return then !== undefined && JSON.stringify(then) !== JSON.stringify(settings);
}
