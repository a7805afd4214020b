/**
 * What people point at: the card under the mouse, what a click means, and the list of everything that lies at one spot,
 * which opens where several things do and whenever somebody asks with the keyboard.
 */
import type { ActionsAnswer, ShownAction } from "./actions.ts";
import { actionsAt } from "./actions.ts";
import type { Card, CardContent, CardLine } from "./card.ts";
import type { Cluster } from "./clusters.ts";
import { CLUSTERS_BELOW_ZOOM, degreesOf } from "./clusters.ts";
import type { MapEvents, Spot } from "./events.ts";
import type { Evidence } from "./evidence.ts";
import type { Area, Hotspot } from "./features.ts";
import type { Options } from "./options.ts";
import type { Hit } from "./picking.ts";
import { GridIndex, OutlineIndex, pick } from "./picking.ts";
import type { Picture, Pointer } from "./picture.ts";
import type { PoliceAnswer, PoliceArea } from "./police.ts";
import { policeAt } from "./police.ts";
import type { Marks } from "./source.ts";
import type { Showable } from "./stack.ts";
import { readRow } from "./table.ts";
import type { Teller, Told } from "./teller.ts";

/** What is pointed at, as it stands now. marks: null before there is any evidence. */
export interface Ground {
  readonly marks: Marks | null;
  readonly hotspots: readonly Hotspot[];
  readonly shown: ReadonlySet<Showable>;
  readonly selected: string | null;
  readonly picture: Picture;
  readonly actions: ActionsAnswer;
  readonly police: PoliceAnswer;
  told(): Told;
}

export interface Deeds {
  /** A hotspot is chosen; the picture stays where it is. */
  select(hotspot: string): void;
  emit<E extends keyof MapEvents>(event: E, detail: MapEvents[E]): void;
}

/** Beside the hit: what the other layers show there. */
interface Beside {
  readonly actions: readonly ShownAction[];
  readonly police: readonly PoliceArea[];
  readonly cluster: Cluster | null;
}

const CLOSER = 2;
const MOST_ZOOM = 18;

export class Pointing {
  readonly #card: Card;
  readonly #teller: Teller;
  readonly #options: Options;
  readonly #areas: readonly Area[];
  readonly #areaIndex: OutlineIndex;
  readonly #ground: () => Ground;
  readonly #deeds: Deeds;
  #hotspots: { readonly of: readonly Hotspot[]; readonly index: OutlineIndex } | null = null;
  #rows: { readonly evidence: Evidence; readonly index: GridIndex } | null = null;

  constructor(card: Card, teller: Teller, options: Options, areas: readonly Area[], ground: () => Ground, deeds: Deeds) {
    this.#card = card;
    this.#teller = teller;
    this.#options = options;
    this.#areas = areas;
    this.#areaIndex = new OutlineIndex(areas);
    this.#ground = ground;
    this.#deeds = deeds;
  }

  hovered(at: Pointer | null): void {
    const ground = this.#ground();
    const hit = at && ground.marks ? this.#hit(at, ground) : null;
    ground.picture.hover(hit?.area ?? -1);
    if (!this.#card.pinned) {
      this.#card.hint(hit && this.#described(hit, this.#beside(at!, hit, ground), ground), at?.x ?? 0, at?.y ?? 0);
    }
    this.#deeds.emit("hover", hit && this.#spot(hit, ground));
  }

  clicked(at: Pointer): void {
    const ground = this.#ground();
    if (!ground.marks) return;
    const hit = this.#hit(at, ground);
    const spot = this.#spot(hit, ground);
    const beside = this.#beside(at, hit, ground);
    this.#card.close();
    const known = spot.hotspot !== null || hit.rows.length > 0;
    if (beside.cluster || beside.actions.length > 1 || (beside.actions.length > 0 && known)) {
      this.#card.pin(this.#everything(hit, spot, beside, ground), at.x, at.y);
      return;
    }
    if (beside.actions.length === 1) {
      this.#card.pin(this.#told(beside.actions[0]!), at.x, at.y);
      return;
    }
    // RULE 3: a hotspot comes before its evidence, else one could not choose it where signs lie close; once chosen,
    // what lies in it can be looked at
    const target =
      spot.hotspot !== null && spot.hotspot !== ground.selected ? "hotspot"
      : hit.rows.length > 0 ? "evidence"
      : spot.hotspot !== null ? "hotspot"
      : spot.area !== null ? "area"
      : "nothing";
    // what was clicked is in sight: moving the map under the finger would only confuse
    if (target === "hotspot") this.#deeds.select(spot.hotspot!);
    if (target === "evidence" && hit.rowCount > 1) {
      this.#card.pin(this.#teller.listed(hit, ground.marks.evidence, (index) => this.#open(spot, index)), at.x, at.y);
    }
    this.#deeds.emit("select", { ...spot, target });
  }

  /** Lists all that lies at a spot, however little it is. */
  asked(at: Pointer): void {
    const ground = this.#ground();
    if (!ground.marks) return;
    const hit = this.#hit(at, ground);
    this.#card.close();
    this.#card.pin(this.#everything(hit, this.#spot(hit, ground), this.#beside(at, hit, ground), ground), at.x, at.y);
  }

  #hit(at: Pointer, { marks, shown, hotspots, picture }: Ground): Hit {
    const { evidence, mask, cells } = marks!;
    // circles stand for the signs that they gather; findings are drawn beside them
    const gathered = shown.has("clusters") && (picture.camera()?.zoom ?? Infinity) < CLUSTERS_BELOW_ZOOM;
    const signs = shown.has("evidence") && !gathered;
    const hidden = cells !== null || !(signs || shown.has("findings"));
    // made when somebody first points: a second that nobody waits for at the start
    if (!hidden && this.#rows?.evidence !== evidence) this.#rows = { evidence, index: new GridIndex(evidence) };
    if (this.#hotspots?.of !== hotspots) this.#hotspots = { of: hotspots, index: new OutlineIndex(hotspots) };
    const hit = pick(at.lon, at.lat, at.reach, mask, evidence, {
      rows: hidden ? null : this.#rows!.index,
      hotspots: shown.has("hotspots") ? this.#hotspots.index : null, areas: this.#areaIndex,
    });
    if (signs || hidden) return hit;
    const finding = evidence.kind.codes.indexOf("finding");
    const rows = hit.rows.filter((row) => evidence.kind.values[row] === finding);
    return { ...hit, rows, rowCount: rows.length };
  }

  #beside(at: Pointer, hit: Hit, { shown, actions, police, picture }: Ground): Beside {
    return {
      actions: shown.has("actions") ? actionsAt(actions, at.lon, at.lat, at.reach) : [],
      police: shown.has("police") ? policeAt(police, at.reach, this.#areas[hit.area]?.code ?? null) : [],
      cluster: shown.has("clusters") ? picture.cluster(at) : null,
    };
  }

  #spot(hit: Hit, { hotspots, marks }: Ground): Spot {
    return {
      lon: hit.lon, lat: hit.lat, rowCount: hit.rowCount,
      hotspot: hotspots[hit.hotspot]?.id ?? null,
      area: this.#areas[hit.area]?.code ?? null,
      rows: hit.rows.map((row) => readRow(marks!.evidence, row)),
    };
  }

  #open(spot: Spot, index: number): void {
    this.#deeds.emit("select", { ...spot, rows: [spot.rows[index]!], rowCount: 1, target: "evidence" });
  }

  /** What is under the mouse, shortly. */
  #described(hit: Hit, { actions, police, cluster }: Beside, ground: Ground): CardContent | null {
    const { texts } = this.#options;
    if (cluster) return { title: this.#teller.many(cluster.count), lines: [{ text: texts.clusterMeans }] };
    const found = this.#teller.describe(hit, ground.told());
    const lines: CardLine[] = [
      ...actions.slice(0, 3).map(({ title, said }): CardLine => ({ text: `${texts.action}: ${title}`, note: said[0] ?? "" })),
      ...police.map((area) => ({ text: this.#teller.police(area) })),
    ];
    if (lines.length === 0) return found;
    return { title: found?.title ?? texts.here, lines: [...(found?.lines ?? []), ...lines] };
  }

  /** One action, with the way to its page. */
  #told({ title, said, address }: ShownAction): CardContent {
    const { texts } = this.#options;
    return { title, lines: [...said.map((text) => ({ text })), { text: texts.openAction, address }] };
  }

  #everything(hit: Hit, spot: Spot, { actions, police, cluster }: Beside, ground: Ground): CardContent {
    const { texts } = this.#options;
    const told = ground.told();
    const lines: CardLine[] = [];
    if (cluster) {
      lines.push({ text: this.#teller.many(cluster.count) }, {
        text: texts.closer,
        open: () => {
          const { lon, lat } = degreesOf(cluster);
          const zoom = ground.picture.camera()?.zoom ?? 0;
          this.#card.close();
          ground.picture.moveTo({ lon, lat, zoom: Math.min(MOST_ZOOM, zoom + CLOSER) });
        },
      });
    }
    const hotspot = told.hotspots[hit.hotspot];
    if (hotspot) {
      lines.push({
        text: `${hotspot.rank}. ${hotspot.name}`, note: this.#teller.label("layer", "hotspots"),
        open: () => {
          this.#card.close();
          this.#deeds.select(hotspot.id);
          this.#deeds.emit("select", { ...spot, hotspot: hotspot.id, target: "hotspot" });
        },
      });
    }
    for (const { title, said, address } of actions) {
      const [period = "", responsible] = said;
      lines.push({ text: responsible ? `${title} · ${responsible}` : title, note: period, address });
    }
    if (hit.rows.length > 0) lines.push(...this.#teller.listed(hit, told.evidence, (index) => this.#open(spot, index)).lines);
    for (const area of police) lines.push({ text: this.#teller.police(area), note: area.said[0] ?? "" });
    const area = told.areas[hit.area];
    if (area) {
      lines.push({
        text: area.name, note: this.#teller.figure(area.code, area.figure, told),
        open: () => {
          this.#card.close();
          this.#deeds.emit("select", { ...spot, target: "area" });
        },
      });
    }
    return { title: lines.length > 0 ? texts.here : texts.nothingHere, lines };
  }
}
