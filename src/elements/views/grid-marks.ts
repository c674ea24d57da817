/** All that is marked on a grid, loaded as one after its first paint. */
import './grid-marker.ts';
import './grid-pins.ts';
