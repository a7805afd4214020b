/** What lies under everything on the map, as a choice; basemap.ts draws it. */

/** "tiles": pictures from an address that the installation names; "file": the map in the data folder. */
export const BACKGROUNDS = ["none", "tiles", "file"] as const;
export type Background = (typeof BACKGROUNDS)[number];

/** The background that is shown: the one wished for, where it is to be had, else the usual one. */
export function backgroundFor(wished: Background | null, there: readonly Background[]): Background {
  return wished && there.includes(wished) ? wished : usualOf(there);
}

/** The map in the data folder lies there to be seen; pictures from an address were set to be. */
export function usualOf(there: readonly Background[]): Background {
  return there.includes("file") ? "file" : there.includes("tiles") ? "tiles" : "none";
}

/** Those that an installation has. */
export function thereIn({ tiles, archive }: { readonly tiles?: unknown; readonly archive?: unknown }): Background[] {
  return ["none", ...(tiles ? ["tiles" as const] : []), ...(archive ? ["file" as const] : [])];
}
