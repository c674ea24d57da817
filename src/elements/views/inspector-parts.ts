/** Everything of the unit's panel, loaded as one. */
import './map-zoom.ts';
import './unit-panel.ts';
