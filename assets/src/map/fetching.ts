/** What the map fetches when it is put up, besides the evidence. Rejects with one sentence when it cannot be had. */
import type { FeatureCollection } from "./features.ts";
import { NO_FEATURES } from "./features.ts";
import type { Options } from "./options.ts";
import { EVERYTHING, formatView } from "./view.ts";

/** The hotspots of the first view: the whole view goes along, the server takes from it what makes hotspots. */
function hotspotsAddress({ addresses, municipality, language, view = "" }: Options): string {
  const query = typeof view === "string" ? view.replace(/^\?/, "") : formatView({ ...EVERYTHING, ...view });
  const address = `${addresses.hotspots}?municipality=${encodeURIComponent(municipality)}&sprak=${language}`;
  return query === "" ? address : `${address}&${query}`;
}

/** The outlines of the first view's hotspots. */
export async function fetchOutlines(options: Options): Promise<FeatureCollection> {
  const answer = await fetchJson<{ readonly outlines: FeatureCollection }>(hotspotsAddress(options));
  return answer?.outlines ?? NO_FEATURES;
}

export async function fetchFeatures(address: string): Promise<FeatureCollection> {
  return (await fetchJson<FeatureCollection>(address)) ?? NO_FEATURES;
}

/** Null where the server has nothing: an installation without gazetteer or areas is complete without them. */
async function fetchJson<T>(address: string): Promise<T | null> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${address.split("?")[0]}: the server answered ${answer.status}`);
  return (await answer.json()) as T;
}
