/** A Playwright reporter that writes `Results` to the file named by KAWASEMI_RESULTS. */
import { writeFileSync } from 'node:fs';
import { withReason } from './results.mjs';

/** @typedef {import('@playwright/test/reporter').Reporter} Reporter */

/** @implements {Reporter} */
export default class ResultsReporter {
  /** @type {import('@playwright/test/reporter').Suite | undefined} */
  #suite;
  /** @type {string[]} */
  #errors = [];

  /** Leaves the terminal to another reporter. */
  printsToStdio() {
    return false;
  }

  /**
   * @param {import('@playwright/test/reporter').FullConfig} _config
   * @param {import('@playwright/test/reporter').Suite} suite
   */
  onBegin(_config, suite) {
    this.#suite = suite;
  }

  /** @param {import('@playwright/test/reporter').TestError} error */
  onError(error) {
    this.#errors.push(withReason('outside any test', error.message ?? 'unknown'));
  }

  onEnd() {
    /** @type {import('./results.mjs').Results} */
    const results = { passed: 0, failed: [...this.#errors], skipped: [], unsteady: [] };
    for (const test of this.#suite?.allTests() ?? []) {
      const name = test.titlePath().filter(Boolean).join(' > ');
      const outcome = test.outcome();
      if (outcome === 'expected') results.passed += 1;
      else if (outcome === 'flaky') {
        results.passed += 1;
        results.unsteady?.push(withReason(name, test.results.at(0)?.error?.message));
      } else if (outcome === 'skipped') {
        const given = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
        results.skipped.push({ name, reason: given?.description ?? 'no reason given' });
      } else results.failed.push(withReason(name, test.results.at(-1)?.error?.message));
    }
    const path = process.env.KAWASEMI_RESULTS;
    if (path) writeFileSync(path, JSON.stringify(results));
  }
}
