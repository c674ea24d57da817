/** Types of results.mjs, for its test. */
export interface Results {
  passed: number;
  failed: string[];
  skipped: { name: string; reason: string }[];
  unsteady?: string[];
}
export declare function addUp(all: readonly Results[]): Results;
export declare function judge(results: Results | undefined, runner: string, code: number): Results;
export declare function readResults(path: string): Results | undefined;
export declare function parseResults(output: string): Results | undefined;
export declare function countsLine(results: Results, always?: boolean): string;
export declare function withReason(name: string, message?: string): string;
