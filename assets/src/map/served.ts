/**
 * Evidence that stays at the server, being too much for a browser: figures and density are asked for at each change of
 * the view, density and single rows as the picture moves. Only the newest answer counts, and only the rows of the
 * window are held: memory does not grow with the evidence.
 */
import { EvidenceError, decodeEvidence } from "./arrow.ts";
import type { Counted, Pair } from "./counted.ts";
import { NOTHING_COUNTED, weekTold } from "./counted.ts";
import type { Hotspot } from "./features.ts";
import type { Served } from "./options.ts";
import type { Profile } from "./result.ts";
import { Latest } from "../shared/latest.ts";
import type { Cells, Listener, Marks, Sight, Source } from "./source.ts";
import { NO_CELLS, NO_MARKS } from "./source.ts";
import type { LabelOf, Row, Sort } from "./table.ts";
import { readRow } from "./table.ts";
import type { View } from "./view.ts";
import { EVERYTHING, formatView, safely } from "./view.ts";

/** What the server says of a view: dashboard/viewroutes.py. */
export interface CountsAnswer extends Omit<Counted, "byArea" | "byHotspot" | "byWeekday" | "byHour" | "timeUnknown"> {
  readonly byArea: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Monday first: those whose hour is unknown. */
  readonly unknownByWeekday: readonly number[];
}

/** So few rows in the window are drawn one by one. The server gives no more. */
export const POINTS_UP_TO_ROWS = 50_000;

/** Beyond the picture's edge, as a part of it: a map that is dragged a little shows no bare edge. */
const BESIDE = 0.25;
const CELL_PX = 4;
/** Between two questions that are answered together; no address holds it. */
const BESIDES = "\n";
const MOST_CELLS = 200_000;
const HEADER_BYTES = 40;
const FARTHEST_NORTH = 85;

export class ServedSource implements Source {
  readonly #addresses: Served;
  readonly #listener: Listener;
  readonly #counts: Latest<CountsAnswer>;
  readonly #seen: Latest<Marks>;
  #answer: CountsAnswer | null = null;
  /** What it is an answer to. */
  #answered: string | null = null;
  #counted: Counted = NOTHING_COUNTED;
  #marks: Marks = NO_MARKS;
  #hotspots: readonly Hotspot[];
  #question = "";
  /** With what is counted beside it. */
  #asked = "";
  #sight: Sight | null = null;
  /** What the marks were asked for: of which view, and how far they reach. */
  #marked: { readonly question: string; readonly frame: Sight } | null = null;
  #wanted: { readonly question: string; readonly frame: Sight } | null = null;
  #settlers: (() => void)[] = [];

  constructor(addresses: Served, hotspots: readonly Hotspot[], view: View, listener: Listener) {
    this.#addresses = addresses;
    this.#hotspots = hotspots;
    this.#listener = listener;
    this.#counts = new Latest<CountsAnswer>({
      ask: async (questions, signal) => {
        const [own, safe] = await Promise.all(questions.split(BESIDES).map(async (question) =>
          (await get(`${addresses.counts}&${question}`, signal)).json() as Promise<CountsAnswer>));
        return safe ? { ...own!, safeByArea: togetherByArea(safe) } : own!;
      },
      answered: (question, answer) => {
        this.#answer = answer;
        this.#answered = question;
        this.#counted = countedBy(answer, this.#hotspots);
        this.#heard({ counted: true, marks: false });
      },
      failed: () => this.#unanswered(),
    });
    this.#seen = new Latest<Marks>({
      ask: (question, signal) => this.#askMarks(question, signal),
      answered: (_, marks) => {
        this.#marks = marks;
        this.#marked = this.#wanted;
        this.#heard({ counted: false, marks: true });
      },
      failed: () => this.#unanswered(),
    });
    this.count(view);
  }

  get counted(): Counted {
    return this.#counted;
  }

  get marks(): Marks {
    return this.#marks;
  }

  count(view: View): void {
    this.#question = questionOf(view);
    this.#wantMarks();
    // what people called safe is counted beside what they did not
    const asked = view.measure === "safe" ? `${this.#question}${BESIDES}${questionOf(safely(view))}` : this.#question;
    if (asked === this.#answered) {
      this.#counts.forget();
      this.#heard({ counted: true, marks: false });
    } else this.#counts.want(asked);
    this.#asked = asked;
  }

  setHotspots(hotspots: readonly Hotspot[]): void {
    this.#hotspots = hotspots;
    if (this.#answer) this.#counted = countedBy(this.#answer, hotspots);
  }

  look(sight: Sight | null): void {
    this.#sight = sight;
    this.#wantMarks();
  }

  settled(): Promise<void> {
    if (!this.#counts.waiting && !this.#seen.waiting) return Promise.resolve();
    return new Promise((settle) => this.#settlers.push(settle));
  }

  profile(): Profile | null {
    return null;
  }

  async rows(from: number, until: number, sort: Sort | null, labelOf: LabelOf, language: string): Promise<Row[]> {
    const first = Math.max(0, from);
    const query = `${this.#question}&fran_rad=${first}&rader=${until - first}${orderOf(sort, this.#answer, labelOf, language)}`;
    const answer = await get(`${this.#addresses.table}&${query}`);
    const evidence = decodeEvidence(await answer.arrayBuffer());
    return Array.from({ length: evidence.length }, (_, row) => readRow(evidence, row));
  }

  reload(): Promise<void> {
    this.#counts.want(this.#asked, { anew: true });
    this.#marked = null;
    this.#wantMarks();
    return this.settled();
  }

  stop(): void {
    this.#counts.stop();
    this.#seen.stop();
    this.#settle();
  }

  #wantMarks(): void {
    const sight = this.#sight;
    if (!sight) return;
    const question = this.#question;
    const there = this.#marked;
    // single rows are as good at any size of the picture; cells are of one size
    const fits = there !== null && there.question === question && within(sight, there.frame) &&
      (this.#marks.cells === null || Math.abs(pixelsPerDegree(sight) / pixelsPerDegree(there.frame) - 1) < 1e-6);
    if (fits) {
      this.#seen.forget();
      this.#wanted = null;
      this.#settle();
      return;
    }
    this.#wanted = { question, frame: widened(sight) };
    this.#seen.want(`${question}&${windowOf(this.#wanted.frame)}`);
  }

  /** Cells first: they tell whether there are few enough rows to be drawn one by one. */
  async #askMarks(question: string, signal: AbortSignal): Promise<Marks> {
    const { cells, rows } = readCells(await (await get(`${this.#addresses.density}&${question}`, signal)).arrayBuffer());
    if (rows > POINTS_UP_TO_ROWS) return { ...NO_MARKS, cells, spread: () => cells };
    const points = await get(`${this.#addresses.points}&${question}`, signal);
    return points.status === 204 ? { ...NO_MARKS, cells, spread: () => cells } : { ...marksOf(await points.arrayBuffer()), spread: () => cells };
  }

  #heard(what: { readonly counted: boolean; readonly marks: boolean }): void {
    this.#listener.changed(what);
    this.#settle();
  }

  #unanswered(): void {
    this.#listener.unanswered();
    this.#settle();
  }

  #settle(): void {
    if (this.#counts.waiting || this.#seen.waiting) return;
    for (const settle of this.#settlers.splice(0)) settle();
  }
}

/** Hotspots bring their own counts: their rows are not here. */
export function countedBy(answer: CountsAnswer, hotspots: readonly Hotspot[]): Counted {
  const { byWeekdayHour, unknownByWeekday, byArea, ...same } = answer;
  return {
    ...same,
    byArea: Object.fromEntries(Object.entries(byArea).map(([code, kinds]): [string, Pair] => [
      code, { reports: kinds["report"] ?? 0, findings: kinds["finding"] ?? 0 },
    ])),
    byHotspot: hotspots.map(({ reports, findings }) => ({ reports, findings })),
    ...weekTold(byWeekdayHour, unknownByWeekday),
  };
}

/** Rows of each area, whatever their kind. */
export function togetherByArea({ byArea }: Pick<CountsAnswer, "byArea">): Record<string, number> {
  return Object.fromEntries(Object.entries(byArea).map(([code, kinds]) => [code, Object.values(kinds).reduce((all, n) => all + n, 0)]));
}

/** Throws EvidenceError when the bytes are not what was agreed upon. */
export function readCells(bytes: ArrayBuffer): { readonly cells: Cells; readonly rows: number } {
  if (bytes.byteLength < HEADER_BYTES) throw new EvidenceError("density: the answer is cut short");
  const head = new DataView(bytes);
  const [columns, lines, size, rows] = [0, 4, 8, 12].map((at) => head.getUint32(at, true)) as [number, number, number, number];
  const [x, y, side] = [16, 24, 32].map((at) => head.getFloat64(at, true)) as [number, number, number];
  if (bytes.byteLength !== HEADER_BYTES + columns * lines * size) {
    throw new EvidenceError(`density: ${bytes.byteLength} bytes for ${columns} x ${lines} cells of ${size}`);
  }
  const counts = size === 2 ? new Uint16Array(bytes, HEADER_BYTES) : new Uint32Array(bytes, HEADER_BYTES);
  return { rows, cells: framed({ x, y, width: columns * side, height: lines * side, columns, lines, counts }, side) };
}

/** With an empty cell all round, so that the surface fades out where the rows end and is not cut off. */
function framed({ x, y, width, height, columns, lines, counts }: Cells, side: number): Cells {
  const wide = columns + 2;
  const within = new Uint32Array(wide * (lines + 2));
  for (let line = 0; line < lines; line++) {
    for (let column = 0; column < columns; column++) within[(line + 1) * wide + column + 1] = counts[line * columns + column]!;
  }
  return { x: x - side, y: y - side, width: width + 2 * side, height: height + 2 * side, columns: wide, lines: lines + 2, counts: within };
}

function marksOf(bytes: ArrayBuffer): Marks {
  const evidence = decodeEvidence(bytes);
  const rows = Uint32Array.from({ length: evidence.length }, (_, row) => row);
  return { evidence, rows, mask: new Uint8Array(evidence.length).fill(1), cells: null, spread: () => NO_CELLS };
}

/** What decides which rows there are, and nothing else: the same answer for every way of looking at it. */
function questionOf(view: View): string {
  const { bandwidth, findingWeight, measure, layers, background } = EVERYTHING;
  return formatView({
    ...view, municipality: null, compared: null, bandwidth, findingWeight, measure, layers, background, selected: null, camera: null, table: false,
    language: null,
  });
}

function orderOf(sort: Sort | null, answer: CountsAnswer | null, labelOf: LabelOf, language: string): string {
  if (!sort) return "";
  const order = `&ordnad=${sort.column}${sort.descending ? "&fallande=1" : ""}`;
  const { column } = sort;
  const plain = column === "date" || column === "time" || column === "severity" || column === "safe" || column === "weekday";
  if (plain || column === "light" || !answer) return order;
  const { byKind: kind, byCategory: category, byArea: area, bySource: source, byStatus: status } = answer;
  const { compare } = new Intl.Collator(language);
  const codes = Object.keys({ kind, category, area, source, status }[column]).filter((code) => code !== "");
  const sorted = codes.sort((a, b) => compare(labelOf(column, a), labelOf(column, b)));
  return `${order}&ordning=${sorted.map(encodeURIComponent).join(",")}`;
}

function widened({ west, south, east, north, width, height }: Sight): Sight {
  const [beside, above] = [(east - west) * BESIDE, (north - south) * BESIDE];
  return {
    west: Math.max(-180, west - beside), east: Math.min(180, east + beside), south: Math.max(-FARTHEST_NORTH, south - above),
    north: Math.min(FARTHEST_NORTH, north + above), width: width * (1 + 2 * BESIDE), height: height * (1 + 2 * BESIDE),
  };
}

function pixelsPerDegree({ west, east, width }: Sight): number {
  return width / (east - west);
}

function within(inner: Sight, outer: Sight): boolean {
  return inner.west >= outer.west && inner.east <= outer.east && inner.south >= outer.south && inner.north <= outer.north;
}

function windowOf({ west, south, east, north, width, height }: Sight): string {
  const cell = Math.max(CELL_PX, Math.sqrt((width * height) / MOST_CELLS));
  const [columns, lines] = [width, height].map((pixels) => Math.max(2, Math.floor(pixels / cell)));
  return `fonster=${[west, south, east, north].map((degrees) => degrees.toFixed(6)).join(",")}&rutor=${columns}x${lines}`;
}

async function get(address: string, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(address, { credentials: "same-origin", ...(signal ? { signal } : {}) });
  if (!answer.ok) throw new EvidenceError(`${address.split("?")[0]}: the server answered ${answer.status}`);
  return answer;
}
