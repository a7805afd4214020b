/** The map. */
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { besideThisScript } from "../shared/address.ts";

setWorkerUrl(besideThisScript("map-worker.js"));

export { MapLibre };
