/** Evidence by month over the actions' periods: the page draws the figure, the counts are put into it here. */

interface Graph extends HTMLElement {
  data?: { x: unknown; y: unknown }[];
  on?: (event: string, heard: () => void) => void;
}

interface Plotly {
  restyle(graph: Graph, changes: Readonly<Record<string, unknown>>, traces: readonly number[]): Promise<unknown>;
}

const EVIDENCE = 0;

export class Timeline {
  readonly #room: HTMLElement;
  #graph: Graph | null = null;
  #months: readonly string[] = [];
  #counts: readonly number[] = [];

  /** room: the element that holds the graph, now or soon. */
  constructor(room: HTMLElement) {
    this.#room = room;
  }

  /** Settles when it is drawn; at once where there is no graph yet, which then takes the latest counts. */
  async show(months: readonly string[], counts: readonly number[]): Promise<void> {
    this.#months = months;
    this.#counts = counts;
    const graph = this.#find();
    if (graph) await this.#draw(graph);
  }

  #find(): Graph | null {
    if (this.#graph?.isConnected) return this.#graph;
    const graph = this.#room.querySelector<Graph>(".js-plotly-plot");
    if (!graph?.data || !graph.on) return null;
    this.#graph = graph;
    // the page may draw its figure again, which has no counts
    graph.on("plotly_afterplot", () => {
      if (graph.data?.[EVIDENCE]?.y !== this.#counts) void this.#draw(graph);
    });
    return graph;
  }

  /** The graph is loaded after the page; asked again until it is there. */
  async whenThere(): Promise<void> {
    for (let tries = 0; tries < 200 && this.#room.isConnected; tries++) {
      const graph = this.#find();
      if (graph) return this.#draw(graph);
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  async #draw(graph: Graph): Promise<void> {
    const { Plotly } = window as unknown as { Plotly?: Plotly };
    const x = this.#months.map((month) => `${month}-01`);
    await Plotly?.restyle(graph, { x: [x], y: [this.#counts] }, [EVIDENCE]);
  }
}
