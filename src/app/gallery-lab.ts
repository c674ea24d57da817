/** The gallery's cases of the labs: real ones, computed by the references; `link` is the query of a link. */
import { loadPage } from '../elements/index.ts';
import type { FakeSession } from './fake-session.ts';

const CASES: Readonly<Record<string, readonly [page: 'convolution' | 'pooling', link: string]>> = {
  convolution: ['convolution', ''],
  pooling: ['pooling', ''],
  colour: ['convolution', 'picture=stripes&side=64&channels=sum&preset=sobel-0'],
  backward: ['convolution', 'task=backward'],
  learn: ['convolution', 'task=learn'],
  'pooling-backward': ['pooling', 'task=backward'],
  shift: ['pooling', 'task=shift'],
};

/** Puts a lab into `box`, which gives it `session`. */
export async function showLab(
  box: HTMLElement,
  session: FakeSession,
  name: string,
  link: string,
): Promise<void> {
  const [lab, usual] = CASES[name] ?? ['convolution', ''];
  await loadPage(`labs/${lab}`);
  session.openPage(`labs/${lab}`, link || usual);
  box.append(document.createElement('lab-host'));
  document.body.append(box);
}
