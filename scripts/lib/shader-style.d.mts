/** Types of shader-style.mjs, for its test. */
export declare function complaintsAbout(text: string): string[];
