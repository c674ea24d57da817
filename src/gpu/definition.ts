/** What a kernel is, as data: its file, its bindings in order, its parameters, its variants. Knows no device. */
import type { StructFields } from './struct.ts';

/** How a kernel sees one of its resources; group 0, binding = position in the list. */
export type BindingKind = 'uniform' | 'read' | 'write' | 'texture' | 'external-texture';

/** One resource: its WGSL variable and how it is used. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
}

/** One way to build a kernel: names that are true in its `#if`s, and values for its `#{NAME}`s. */
export interface KernelVariant {
  readonly flags?: readonly string[];
  readonly values?: Readonly<Record<string, string | number>>;
  /** Device features without which the variant does not compile. */
  readonly needs?: readonly ('shader-f16' | 'subgroups')[];
}

/** A kernel: one `.wgsl` file. Binding 0 is its `Params` uniform. */
export interface KernelDefinition<F extends StructFields = StructFields> {
  readonly name: string;
  /** Path below `shaders/`. */
  readonly file: string;
  readonly stage: 'compute' | 'fragment';
  /** Resources after `params`, bindings 1, 2, ... */
  readonly bindings: readonly Binding[];
  readonly params: F;
  /** Every variant in use, for validation; the first is the default. */
  readonly variants: readonly KernelVariant[];
}

/** Keeps the literal types of a definition. */
export function defineKernel<const F extends StructFields>(
  definition: KernelDefinition<F>,
): KernelDefinition<F> {
  return definition;
}

/** Name of a variant: `convolution_3x3[RELU, TILE=8]`. */
export function variantName(definition: KernelDefinition, variant: KernelVariant): string {
  const parts = [
    ...(variant.flags ?? []),
    ...Object.entries(variant.values ?? {}).map(([name, value]) => `${name}=${String(value)}`),
  ];
  return parts.length === 0 ? definition.name : `${definition.name}[${parts.join(', ')}]`;
}
