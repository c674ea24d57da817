/** Checksums: SHA-256 of short bytes by the platform, SHA-256 and MD5 of streams by hash-wasm, loaded when first needed. */

/** A checksum that takes its bytes little by little. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Hexadecimal, lower case. */
  digest(): string;
}

/** Names of checksums as manifests use them. */
export type ChecksumKind = 'sha256' | 'md5';

/** SHA-256 of bytes that are all there, hexadecimal. Needs a secure page, as WebGPU does. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** A new checksum. */
export async function createHasher(kind: ChecksumKind): Promise<Hasher> {
  const { createMD5, createSHA256 } = await import('hash-wasm');
  const hasher = await (kind === 'sha256' ? createSHA256() : createMD5());
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    digest: () => hasher.digest('hex'),
  };
}

/** Bytes as hexadecimal digits, lower case. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The way back. */
export function bytesFromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
