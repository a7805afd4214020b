/** What the search's list is told and how one moves in it; where a choice leads. Pure. */

/** One thing that was found; see dashboard/finding.py. keeps: on the map the rest of the view stays as it is. */
export interface Option {
  readonly name: string;
  readonly aside: string;
  readonly href: string;
  readonly keeps: boolean;
}

export interface Group {
  readonly label: string;
  readonly options: readonly Option[];
  readonly more: string | null;
}

export interface Answer {
  readonly said: string;
  readonly groups: readonly Group[];
}

/** The option that a key leads to, round the ends; null where the key does not move, or nothing is there. */
export function movedBy(key: string, at: number, all: number): number | null {
  if (all === 0) return null;
  if (key === "ArrowDown") return (at + 1) % all;
  if (key === "ArrowUp") return at <= 0 ? all - 1 : at - 1;
  if (key === "PageDown") return Math.min(all - 1, at + 5);
  if (key === "PageUp") return Math.max(0, at - 5);
  return null;
}

const MAP = "/";

/** The address that a choice leads to from where one is. Both begin with "/". */
export function leadingTo({ href, keeps }: Pick<Option, "href" | "keeps">, here: string): string {
  const [from, to] = [new URL(here, "http://here"), new URL(href, "http://here")];
  const sameMap = from.pathname === MAP && to.pathname === MAP && from.searchParams.get("kommun") === to.searchParams.get("kommun");
  if (!keeps || !sameMap) return href;
  // where the map looked is no longer asked for when an area is
  if (!to.searchParams.has("karta")) from.searchParams.delete("karta");
  for (const [name, value] of to.searchParams) from.searchParams.set(name, value);
  return from.pathname + from.search.replaceAll("%2C", ",");
}
