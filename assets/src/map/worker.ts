/** MapLibre's own worker: tiles and GeoJSON are cut up here, off the page's thread. */
export { default } from "maplibre-gl/dist/maplibre-gl-worker.mjs"; // exported so that the bundler keeps it
