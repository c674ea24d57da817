/** Where the page finds the published files of the peers, which are not bundled. Knows no peer. */

/** Address of a file of a package in `bench/node_modules`. */
export function peerFile(path: string): string {
  return new URL(`/peers/${path}`, location.href).href;
}

/** Runs a classic script of the server. */
export function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => {
      resolve();
    };
    script.onerror = () => {
      reject(new Error(`${address} could not be loaded.`));
    };
    document.head.append(script);
  });
}

/** Threads that WASM may use: all of the machine, where the page is isolated. */
export function threadsHere(): number {
  return globalThis.crossOriginIsolated ? navigator.hardwareConcurrency : 1;
}
