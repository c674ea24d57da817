/** The page's thread that reads HDF5: a worker, for only there can a file be read without waiting and without holding it whole. */
import type { ArrivedRequest } from './hdf5-service.ts';
import { startHdf5 } from './hdf5-service.ts';

/** The part of a worker's global scope that is needed; the types of the page do not have it. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ArrivedRequest<Blob> }) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

const scope = globalThis as unknown as WorkerScope;
const reader = new FileReaderSync();

scope.onmessage = null;
const serve = await startHdf5<Blob>({
  answer: (answer, transfer) => scope.postMessage(answer, transfer),
  bytesOf: (file) => ({
    size: file.size,
    read: (begin, target) => {
      const part = file.slice(begin, begin + target.length);
      target.set(new Uint8Array(reader.readAsArrayBuffer(part)));
    },
  }),
});
scope.onmessage = ({ data }) => serve(data);
