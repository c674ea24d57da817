/** The results that every runner hands back, and how they are added up. Knows no runner. */
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Results
 * @property {number} passed
 * @property {string[]} failed what failed, by name, and why
 * @property {{ name: string; reason: string }[]} skipped
 * @property {string[]} [unsteady] what failed first and then passed, by name, and why; counted as passed
 */

/**
 * Adds up the results of several runners.
 * @param {readonly Results[]} all
 * @returns {Results}
 */
export function addUp(all) {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.flatMap(({ failed }) => failed),
    skipped: all.flatMap(({ skipped }) => skipped),
    unsteady: all.flatMap(({ unsteady = [] }) => unsteady),
  };
}

/**
 * A runner that ended badly without naming a failed test counts as one failure.
 * @param {Results | undefined} results
 * @param {string} runner
 * @param {number} code its exit status
 * @returns {Results}
 */
export function judge(results, runner, code) {
  if (!results) {
    const name = `${runner}: it ended with status ${code} and left no results`;
    return { passed: 0, failed: [name], skipped: [] };
  }
  if (code === 0 || results.failed.length > 0) return results;
  return { ...results, failed: [`${runner}: it ended with status ${code}`] };
}

/**
 * Reads what a reporter wrote; undefined if it wrote nothing.
 * @param {string} path
 * @returns {Results | undefined}
 */
export function readResults(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/**
 * Reads lines `ok NAME`, `FAILED NAME: reason`, `skipped NAME: reason`, closed by a line of
 * counts, which must agree with them; undefined if that line is missing or does not.
 * @param {string} output
 * @returns {Results | undefined}
 */
export function parseResults(output) {
  const lines = output.trimEnd().split(/\r?\n/);
  /** @type {Results} */
  const results = { passed: 0, failed: [], skipped: [] };
  for (const line of lines) {
    const [, word, name = '', reason = ''] =
      /^(ok|FAILED|skipped) (.+?)(?:: (.*))?$/.exec(line) ?? [];
    if (word === 'ok') results.passed += 1;
    else if (word === 'FAILED') results.failed.push(withReason(name, reason));
    else if (word === 'skipped') results.skipped.push({ name, reason });
  }
  return lines.at(-1) === countsLine(results, true) || lines.at(-1) === countsLine(results)
    ? results
    : undefined;
}

/**
 * `N passed, N failed` with `, N skipped` where there are any.
 * @param {Results} results
 * @param {boolean} [always] name the skipped ones even if there are none
 */
export function countsLine({ passed, failed, skipped }, always = false) {
  const tail = skipped.length > 0 || always ? `, ${skipped.length} skipped` : '';
  return `${passed} passed, ${failed.length} failed${tail}`;
}

const REASON_LINES = 4;
const REASON_LENGTH = 300;

/**
 * The name of what failed with the first lines of the reason in one line, without colours: often all that is kept of a long output.
 * @param {string} name
 * @param {string} [message]
 */
export function withReason(name, message = '') {
  const lines = stripVTControlCharacters(message).split(/\r?\n/);
  const said = lines.map((line) => line.trim()).filter(Boolean);
  const reason = said.slice(0, REASON_LINES).join(' / ').slice(0, REASON_LENGTH);
  return reason ? `${name}: ${reason}` : name;
}
