/** Runs in the thread that hdf5-thread.mjs starts. Fetches parts of the file through shared memory and sleeps meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { startHdf5 } from '../../src/io/hdf5-service.ts';

const WAITING = 0;
const DONE = 1;

/** @type {{ shared: SharedArrayBuffer, headBytes: number }} */
const { shared, headBytes } = workerData;
const state = new Int32Array(shared, 0, 1);
const window = new Uint8Array(shared, headBytes);

/**
 * @param {number} begin
 * @param {Uint8Array} target at most as long as the window
 */
function fetchPart(begin, target) {
  Atomics.store(state, 0, WAITING);
  parentPort?.postMessage({ kind: 'fetch', begin, end: begin + target.length });
  Atomics.wait(state, 0, WAITING);
  if (Atomics.load(state, 0) !== DONE) throw new Error('the file cannot be read');
  target.set(window.subarray(0, target.length));
}

/**
 * @param {number} begin
 * @param {Uint8Array} target
 */
function read(begin, target) {
  for (let at = 0; at < target.length; at += window.length) {
    fetchPart(begin + at, target.subarray(at, at + window.length));
  }
}

const serve = await startHdf5({
  answer: (answer, transfer) => parentPort?.postMessage(answer, transfer),
  bytesOf: (/** @type {number} */ size) => ({ size, read }),
});
parentPort?.on('message', serve);
