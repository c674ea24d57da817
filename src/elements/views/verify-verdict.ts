/** The one sentence of a proof: which text of the catalogue, and its values. Knows no element. */
import type { Messages } from '../../i18n/index.ts';
import type { Verification, VerifyReport } from '../../session/index.ts';

/** A text and what is put into it. */
export interface Verdict {
  readonly text: keyof Messages['verify']['verdict'];
  readonly values: Readonly<Record<string, string | number>>;
  readonly isWrong: boolean;
}

/** Null while it is under way. */
export function verdictOf({ state, report, model }: Verification): Verdict | null {
  switch (state) {
    case 'running':
      return null;
    case 'stopped':
    case 'failed':
      return { text: state, values: {}, isWrong: state === 'failed' };
    case 'done':
      return report && { ...sentenceOf(report, model ?? ''), isWrong: !report.ok };
    default:
      return state satisfies never;
  }
}

function sentenceOf(
  { ok, kernels, layers, firstWrong }: VerifyReport,
  model: string,
): Omit<Verdict, 'isWrong'> {
  const wrong = kernels.find(({ failed }) => failed > 0);
  if (wrong) return { text: 'wrongKernel', values: { kernel: wrong.kernel } };
  if (!ok) {
    const layer = firstWrong ?? '';
    const values = { layer, model };
    if (layer === 'input') return { text: 'wrongInput', values };
    const found = layers.find((one) => one.layer === layer);
    const adds = found?.recompute?.ok ?? true;
    return { text: adds ? 'wrongWeights' : 'wrongSums', values };
  }
  const known = layers.filter(({ reference }) => reference !== null).length;
  const values = { kernels: kernels.length, layers: known, model };
  if (layers.length === 0) return { text: 'rightKernels', values };
  if (known === 0) return { text: 'rightUnknown', values };
  return { text: known === layers.length ? 'right' : 'rightPart', values };
}
