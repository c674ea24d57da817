declare module 'wgsl-preprocessor/wgsl-preprocessor.js' {
  /** Template tag that resolves #if, #elif, #else and #endif. */
  export function wgsl(strings: readonly string[], ...values: unknown[]): string;
}
