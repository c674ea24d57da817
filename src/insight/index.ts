/** Public face of insight: questions asked of a network whose values are resident. No page. */
export { Explainer } from './explain/explainer.ts';
export type { Explanation, PoolWindow, Term } from './explain/explainer.ts';
