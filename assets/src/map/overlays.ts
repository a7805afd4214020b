/** The layers that are painted on canvases of their own over the map, by name; those that are hidden cost nothing. */
import type { ActionsAnswer } from "./actions.ts";
import { ActionSheet } from "./actions.ts";
import type { Cluster } from "./clusters.ts";
import { Clusters } from "./clusters.ts";
import { FindingSheet } from "./findings.ts";
import type { Palette } from "./palette.ts";
import type { PoliceAnswer } from "./police.ts";
import { PoliceSheet } from "./police.ts";
import type { Window } from "./sheet.ts";
import { Sheet, frameOf } from "./sheet.ts";
import type { Marks } from "./source.ts";
import type { Showable } from "./stack.ts";

export class Overlays {
  readonly sheets: ReadonlyMap<Showable, Sheet>;
  readonly #window: () => Window;
  readonly #clusters = new Clusters();
  readonly #findings = new FindingSheet();
  readonly #actions = new ActionSheet();
  readonly #police = new PoliceSheet();
  #palette: Palette;

  constructor(parent: HTMLElement, palette: Palette, window: () => Window, language: string) {
    this.#palette = palette;
    this.#window = window;
    const hidden = { visible: false };
    this.sheets = new Map<Showable, Sheet>([
      ["actions", new Sheet(parent, window, (to, frame) => this.#actions.paint(to, frame, this.#palette), hidden)],
      ["police", new Sheet(parent, window, (to, frame) => this.#police.paint(to, frame, this.#palette, language), hidden)],
      ["clusters", new Sheet(parent, window, (to, frame) => this.#clusters.paint(to, frame, this.#palette, language), hidden)],
      ["findings", new Sheet(parent, window, (to, frame) => this.#findings.paint(to, frame, this.#palette), hidden)],
    ]);
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    for (const sheet of this.sheets.values()) sheet.soon();
  }

  /** What is gathered and drawn of them is worked out when it is painted. */
  setMarks(marks: Marks): void {
    this.#clusters.setMarks(marks);
    this.#findings.setMarks(marks);
    this.sheets.get("clusters")!.soon();
    this.sheets.get("findings")!.soon();
  }

  setActions(answer: ActionsAnswer): void {
    this.#actions.show(answer);
    this.sheets.get("actions")!.soon();
  }

  setPolice(answer: PoliceAnswer): void {
    this.#police.show(answer);
    this.sheets.get("police")!.soon();
  }

  /** The cluster under a point of the picture, pixels; null for none. */
  cluster(x: number, y: number): Cluster | null {
    return this.sheets.get("clusters")!.visible ? this.#clusters.at(x, y, frameOf(this.#window())) : null;
  }
}
