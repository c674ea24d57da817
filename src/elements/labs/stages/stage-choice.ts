/** What a person wants magnified. Shared by the parts of the stages. */
import { signal } from '../../../base/index.ts';

/** A channel of a picture in colours. */
export type ChannelIndex = 0 | 1 | 2;

/** Names of the channels, by which words are found. */
export const CHANNEL_NAMES = ['r', 'g', 'b'] as const;

/** Which channel is magnified where there are three. */
export const chosenChannel = signal<ChannelIndex>(0);

/** Whether gradients are magnified, where there are any; else values. */
export const isGradientChosen = signal(true);
