/** The gallery's cases of the proof: the dialog, open, with made-up results. */
import { loadVerifyPlate } from '../elements/index.ts';
import type { FakeSession } from './fake-session.ts';
import { fakeReport } from './fake-verify.ts';

/** Where the made-up results of a case become wrong. */
const WRONG_FROM: Readonly<Record<string, string>> = {
  right: '',
  wrong: 'block3_conv2',
  input: 'input',
};

/** Puts the dialog into `box`, which gives it `session`, and opens it. */
export async function showVerify(
  box: HTMLElement,
  session: FakeSession,
  name: string,
): Promise<void> {
  await loadVerifyPlate();
  const plate = document.createElement('verify-plate');
  box.append(plate);
  document.body.append(box);
  const model = session.model.peek()?.name ?? '';
  const wrongFrom = WRONG_FROM[name];
  if (wrongFrom === undefined) session.verify().catch(() => null);
  else session.verifier.finished(fakeReport(session.layers.peek(), wrongFrom), model);
  plate.show();
}
