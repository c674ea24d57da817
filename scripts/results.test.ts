/** Counting: what the last line of `npm test` rests on. */
import { describe, expect, it } from 'vitest';
import { addUp, countsLine, judge, parseResults, withReason } from './lib/results.mjs';

const GOOD = { passed: 2, failed: [], skipped: [] };
const BAD = { passed: 1, failed: ['a'], skipped: [{ name: 'b', reason: 'no camera' }] };

describe('results', () => {
  it('are added up', () => {
    expect(countsLine(addUp([GOOD, BAD]))).toBe('3 passed, 1 failed, 1 skipped');
    expect(countsLine(addUp([GOOD]))).toBe('2 passed, 0 failed');
    expect(addUp([GOOD, { ...GOOD, unsteady: ['c'] }]).unsteady).toEqual(['c']);
  });

  it('count a crash as one failure', () => {
    expect(judge(undefined, 'runner', 1).failed).toHaveLength(1);
    expect(judge(undefined, 'runner', 0).failed).toHaveLength(1);
    expect(judge(GOOD, 'runner', 139).failed).toHaveLength(1);
    expect(judge(BAD, 'runner', 1).failed).toEqual(['a']);
    expect(judge(GOOD, 'runner', 0)).toEqual(GOOD);
  });

  it('are read from lines', () => {
    const text =
      'noise\nok conv 3x3\nFAILED dense: off by 1: far\nskipped f16: none here\n1 passed, 1 failed, 1 skipped\n';
    expect(parseResults(text)).toEqual({
      passed: 1,
      failed: ['dense: off by 1: far'],
      skipped: [{ name: 'f16', reason: 'none here' }],
    });
  });

  it('say in one line why something failed', () => {
    const message =
      '\u001b[31mError\u001b[39m: expected 2\n\n  received 1\n    at here\n    at there\n    at last';
    expect(withReason('a', message)).toBe('a: Error: expected 2 / received 1 / at here / at there');
    expect(withReason('a', 'x'.repeat(1000)).length).toBeLessThan(310);
    expect(withReason('a')).toBe('a');
  });

  it('are not believed without a closing line that agrees', () => {
    expect(parseResults('ok a\n')).toBeUndefined();
    expect(parseResults('ok a\n2 passed, 0 failed, 0 skipped\n')).toBeUndefined();
    expect(parseResults('ok a\n1 passed, 0 failed\n')).toMatchObject({ passed: 1 });
  });
});
