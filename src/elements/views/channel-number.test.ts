/** Channel numbers as people type them. */
import { describe, expect, it } from 'vitest';
import { readChannel } from './channel-number.ts';

describe('readChannel', () => {
  it.each([
    ['', { kind: 'nothing' }],
    ['  ', { kind: 'nothing' }],
    ['0', { kind: 'channel', channel: 0 }],
    [' 17 ', { kind: 'channel', channel: 17 }],
    ['１７', { kind: 'channel', channel: 17 }],
    ['63', { kind: 'channel', channel: 63 }],
    ['64', { kind: 'none', wanted: '64' }],
    ['-1', { kind: 'none', wanted: '-1' }],
    ['7.5', { kind: 'not-a-number' }],
    ['cat', { kind: 'not-a-number' }],
  ])('%j', (text, wanted) => {
    expect(readChannel(text, 64)).toEqual(wanted);
  });
});
