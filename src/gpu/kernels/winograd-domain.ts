/** The two sizes of Winograd's minimal filtering that there are. Data only. */
import type { KernelVariant } from '../definition.ts';

/** Tiles of a Winograd domain. */
export interface WinogradTile {
  /** Outputs of a tile along an axis. */
  readonly outputs: number;
  /** Cells of a tile along an axis. */
  readonly side: number;
  /** Cells of a tile: products to be summed. */
  readonly positions: number;
}

/** F(2 x 2, 3 x 3) and F(4 x 4, 3 x 3) of Lavin and Gray, arXiv:1509.09308. */
export const WINOGRAD = {
  'winograd-2': { outputs: 2, side: 4, positions: 16 },
  'winograd-4': { outputs: 4, side: 6, positions: 36 },
} as const satisfies Record<string, WinogradTile>;

/** Name of a Winograd domain. */
export type WinogradDomain = keyof typeof WINOGRAD;

/** All domains. */
export const WINOGRAD_DOMAINS = ['winograd-2', 'winograd-4'] as const;

/** The variant of a kernel that includes `lib/winograd.wgsl`, with more flags. */
export function variantOfDomain(
  domain: WinogradDomain,
  flags: readonly (string | false)[] = [],
): KernelVariant {
  const { side, outputs } = WINOGRAD[domain];
  const own = domain === 'winograd-4' && 'WIDE';
  return {
    flags: [own, ...flags].filter((flag) => flag !== false),
    values: { SIDE: side, OUTPUTS: outputs },
  };
}
