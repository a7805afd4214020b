/**
 * The map's layers as people order them: which are shown, what lies over what, and how much each lets through.
 *
 * A stack names the layers that are shown, topmost first. What is not named is hidden. The address keeps it as
 * "evidence,hotspots:60,areas", and says nothing of the usual one.
 */

/** Every layer, in its usual order: topmost first. "areas" are their figures; the land itself stays. */
export const SHOWABLE = [
  "hotspots", "findings", "clusters", "police", "actions", "places", "evidence", "density", "areas", "tiles",
] as const;
export type Showable = (typeof SHOWABLE)[number];

/** The background lies under everything: it has an opacity, but no place to be moved to. */
export const LOWEST: Showable = "tiles";

/** opacity: percent, 0-100. */
export interface Placed {
  readonly layer: Showable;
  readonly opacity: number;
}
export type Stack = readonly Placed[];

const SHOWN_AS_USUAL: readonly Showable[] = ["hotspots", "places", "evidence", "areas", "tiles"];
/** In an address, for a map without any of them. */
const NONE = "none";
const WRITTEN = /^([a-z]+)(?::(\d{1,3}))?$/;

/** In their usual order, each as it is. */
export function stackOf(layers: readonly Showable[]): Stack {
  return SHOWABLE.filter((layer) => layers.includes(layer)).map((layer) => ({ layer, opacity: 100 }));
}

export const USUAL: Stack = stackOf(SHOWN_AS_USUAL);

/** "evidence,hotspots:60,areas"; null for the usual one. */
export function formatStack(stack: Stack): string | null {
  const written = write(stack);
  return written === write(USUAL) ? null : written;
}

/** What cannot be understood of an address is passed over; where nothing can, the layers are the usual ones. */
export function parseStack(text: string | null): Stack {
  if (text === null || text === "") return USUAL;
  if (text === NONE) return [];
  const found: Placed[] = [];
  for (const part of text.split(",")) {
    const [, name, percent] = part.match(WRITTEN) ?? [];
    const layer = SHOWABLE.find((one) => one === name);
    const opacity = percent === undefined ? 100 : Number(percent);
    if (layer && opacity <= 100 && !found.some((one) => one.layer === layer)) found.push({ layer, opacity });
  }
  return found.length === 0 ? USUAL : lowestLast(found);
}

export function shownIn(stack: Stack): ReadonlySet<Showable> {
  return new Set(stack.map(({ layer }) => layer));
}

/** 0-1; of a hidden layer 1. */
export function opacityOf(stack: Stack, layer: Showable): number {
  return (stack.find((one) => one.layer === layer)?.opacity ?? 100) / 100;
}

/**
 * All layers in the order of a stack, for a list of them: one that is hidden stands where it would come, above the first
 * shown one that is usually below it.
 */
export function arranged(stack: Stack): readonly Showable[] {
  const order = stack.map(({ layer }) => layer);
  for (const layer of SHOWABLE) {
    if (order.includes(layer)) continue;
    const usual = SHOWABLE.indexOf(layer);
    const before = SHOWABLE.slice(0, usual).reverse().find((one) => order.includes(one));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, layer);
  }
  return [...order.filter((layer) => layer !== LOWEST), LOWEST];
}

function lowestLast(stack: Stack): Stack {
  return [...stack.filter(({ layer }) => layer !== LOWEST), ...stack.filter(({ layer }) => layer === LOWEST)];
}

function write(stack: Stack): string {
  const parts = lowestLast(stack).map(({ layer, opacity }) => (opacity === 100 ? layer : `${layer}:${opacity}`));
  return parts.join(",") || NONE;
}
