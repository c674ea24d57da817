/** Everything that measuring a device and a network on it needs, loaded as one when it is asked for. */
export { measureCeilings } from './ceilings.ts';
export { measureLayers } from './measure-layers.ts';
