/** A Vitest reporter that writes `Results` to the file named by KAWASEMI_RESULTS. */
import { writeFileSync } from 'node:fs';
import { withReason } from './results.mjs';

export default class ResultsReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    /** @type {import('./results.mjs').Results} */
    const results = { passed: 0, failed: [], skipped: [] };
    for (const module of modules) {
      const failedBefore = results.failed.length;
      for (const test of module.children.allTests()) {
        const name = `${module.relativeModuleId} > ${test.fullName}`;
        const result = test.result();
        if (result.state === 'passed') results.passed += 1;
        else if (result.state === 'skipped') {
          const reason = result.note ?? `marked ${test.options.mode}, no reason given`;
          results.skipped.push({ name, reason });
        } else results.failed.push(withReason(name, result.errors?.at(0)?.message));
      }
      if (module.state() === 'failed' && results.failed.length === failedBefore) {
        results.failed.push(`${module.relativeModuleId} (the file itself)`);
      }
    }
    if (unhandledErrors.length > 0) {
      results.failed.push(`${unhandledErrors.length} errors outside any test`);
    }
    const path = process.env.KAWASEMI_RESULTS;
    if (path) writeFileSync(path, JSON.stringify(results));
  }
}
