import { dayNumber, isoDate } from "../map/evidence.ts";
import type { View } from "../map/view.ts";
import { setProps } from "./dash.ts";
import { solidity } from "./months.ts";
import { placeSpans, reachOfSpans } from "./spans.ts";

/** Evidence by month over the actions' periods: the page draws the figure, the counts are put into it here. */

interface Graph extends HTMLElement {
  data?: readonly { readonly x?: unknown; readonly y?: unknown; readonly marker?: object }[];
  layout?: { readonly xaxis?: { readonly type?: unknown; readonly range?: unknown }; readonly shapes?: readonly { readonly x0?: unknown }[] };
  on?: (event: string, heard: () => void) => void;
}

interface Plotly {
  update(
    graph: Graph, ofTraces: Readonly<Record<string, unknown>>, ofLayout: Readonly<Record<string, unknown>>, traces: readonly number[],
  ): Promise<unknown>;
  react(graph: Graph, data: readonly unknown[], layout: unknown): Promise<unknown>;
}

/** The trace that the counts go into. */
const EVIDENCE = 0;
const FEW_MONTHS = 5;
const DAYS_OF_A_MONTH = 31;
const BESIDE_DAYS = 366;

export class Timeline {
  readonly #id: string;
  #graph: Graph | null = null;
  #months: readonly string[] = [];
  #counts: readonly number[] = [];
  #solid: readonly number[] | null = null;

  /** id: of the element that holds the graph, now or soon; its script comes later and replaces the element. */
  constructor(id: string) {
    this.#id = id;
  }

  /** counts: whatever period is chosen; its months stand out.  Settles when it is drawn; at once where there is no graph yet, which then takes the latest counts. */
  async show(months: readonly string[], counts: readonly number[], chosen: Pick<View, "from" | "until">): Promise<void> {
    this.#months = months;
    this.#counts = counts;
    this.#solid = solidity(months, chosen);
    const graph = this.#find();
    if (graph) await this.#draw(graph);
  }

  #find(): Graph | null {
    if (this.#graph?.isConnected) return this.#graph;
    const graph = document.querySelector<Graph>(`#${this.#id} .js-plotly-plot`);
    if (!graph?.data || !graph.on) return null;
    this.#graph = graph;
    // the page may draw its figure again, which has no counts
    graph.on("plotly_afterplot", () => {
      if (graph.data?.[EVIDENCE]?.y !== this.#counts) void this.#draw(graph);
    });
    return graph;
  }

  /** Has the graph drawn, whose script keeps the browser busy until it is there; asked again until then. */
  async put(): Promise<void> {
    const room = document.getElementById(`${this.#id}-room`);
    const { graph: told } = room?.dataset ?? {};
    if (room && told && room.childElementCount === 0) setProps(room.id, { children: JSON.parse(told) });
    while (room?.isConnected) {
      const graph = this.#find();
      if (graph) return this.#draw(graph);
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  async #draw(graph: Graph): Promise<void> {
    const { Plotly } = window as unknown as { Plotly?: Plotly };
    const [evidence, ...rest] = graph.data ?? [];
    const months = this.#months.map((month) => `${month}-01`);
    const range = rangeOf(months, graph.layout?.shapes?.[0]?.x0);
    if (range) placeSpans(...range);
    if (isSame(evidence?.x, months)) {
      const { type, range: before } = graph.layout?.xaxis ?? {};
      // unless told, Plotly guesses anew what kind the axis of time is, and guesses wrong; told again, it lays all out anew
      const axis = type === "date" && range && isSame(before, range) ? {} : { "xaxis.type": "date", "xaxis.range": range };
      await Plotly?.update(graph, { y: [this.#counts], "marker.opacity": [this.#solid ?? 1] }, axis, [EVIDENCE]);
    } else {
      // a tick between two months would be named as the month once more
      const step = reachOfSpans() === null && months.length <= FEW_MONTHS ? { tickmode: "linear", tick0: months[0], dtick: "M1" } : { tickmode: "auto" };
      const layout = { ...graph.layout, xaxis: { ...graph.layout?.xaxis, ...step, range } };
      await Plotly?.react(graph, [{ ...evidence, marker: { ...evidence?.marker, opacity: this.#solid ?? 1 }, x: months, y: this.#counts }, ...rest], layout);
    }
  }
}

/**
 * First and last day of the axis: all months, today, and the actions as far as a year before and after them. What goes on
 * for longer would press the months together; its bar ends at the edge. null where there is nothing.
 */
function rangeOf(months: readonly string[], today: unknown): [string, string] | null {
  const last = months.at(-1);
  const days = [
    ...(last === undefined ? [] : [months[0]!, isoDate(dayNumber(last) + DAYS_OF_A_MONTH)]),
    ...(typeof today === "string" ? [today.slice(0, 10)] : []),
  ].sort();
  if (days.length === 0) return null;
  const [from, until] = [dayNumber(days[0]!), dayNumber(days.at(-1)!)];
  const spans = reachOfSpans()?.map(dayNumber) ?? [from, until];
  const begin = Math.max(from - BESIDE_DAYS, Math.min(from, spans[0]!));
  return [isoDate(begin), isoDate(Math.min(until + BESIDE_DAYS, Math.max(until, spans[1]!)))];
}

function isSame(shown: unknown, months: readonly string[]): boolean {
  return Array.isArray(shown) && shown.length === months.length && months.every((month, index) => shown[index] === month);
}
