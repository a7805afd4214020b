/** What was read of a promise document and what a person has made of it: a value that goes to JSON and back. */

export type Confidence = "stated" | "guessed" | "person";

export interface Span {
  readonly first: number;
  readonly last: number;
}

interface Found<T> {
  readonly value: T;
  readonly confidence: Confidence;
  readonly span: Span | null;
}

export interface Line {
  readonly number: number;
  readonly text: string;
  readonly page: number | null;
  readonly style: string;
}

export interface Place {
  readonly name: string;
  readonly place_kind: string;
  readonly span: Span | null;
}

export interface ProposedParty {
  readonly party: string;
  readonly party_kind: string;
  readonly role: string;
}

interface Commitment {
  readonly commitment_kind: string;
  readonly number: number | null;
  readonly measure: string;
  readonly due_on: string | null;
}

/** A proposal as the server tells it, and takes it back. */
export interface Proposal {
  readonly reason: string | null;
  readonly title: Found<string> | null;
  readonly municipality: Found<string> | null;
  readonly municipality_name: string | null;
  readonly period: Found<{ readonly starts_on: string; readonly ends_on: string }> | null;
  readonly parties: readonly ProposedParty[];
  readonly promises: readonly {
    readonly number: number;
    readonly title: string;
    readonly text: string | null;
    readonly confidence: Confidence;
    readonly spans: readonly Span[];
    readonly categories: readonly string[];
    readonly places: readonly Place[];
  }[];
  readonly actions: readonly {
    readonly title: string;
    readonly text: string | null;
    readonly confidence: Confidence;
    readonly spans: readonly Span[];
    readonly promise: Found<number> | null;
    readonly responsibility: Found<string> | null;
    readonly responsible: readonly ProposedParty[];
    readonly commitment: Found<Commitment> | null;
    readonly action_type: string;
    readonly categories: readonly string[];
    readonly substances: readonly string[];
    readonly places: readonly Place[];
    readonly time_bands: readonly unknown[];
  }[];
  readonly leftovers: readonly { readonly span: Span; readonly why: string }[];
}

/** The server's answer to a document. known: parties as the document writes them, and as the register does. */
export interface Read {
  readonly name: string | null;
  readonly digest: string;
  readonly lines: readonly Line[];
  readonly proposal: Proposal;
  readonly known: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

export interface Told {
  confidence: Confidence;
  spans: Span[];
}

export interface Party {
  id: string;
  name: string;
  kind: string;
  role: string;
}

export interface Promised {
  id: string;
  number: string;
  title: string;
  text: string;
  told: Told;
  categories: string[];
  places: Place[];
  guessed: string[];
}

/** guessed: the fields that were concluded from the words, until a person has set them. */
export interface Action {
  id: string;
  title: string;
  text: string;
  told: Told;
  promise: string;
  promiseTold: Told | null;
  wording: string;
  wordingTold: Told | null;
  responsible: Party[];
  commitment: string;
  number: string;
  measure: string;
  due: string;
  commitmentTold: Told | null;
  type: string;
  categories: string[];
  substances: string[];
  places: Place[];
  timeBands: unknown[];
  guessed: string[];
}

/** The form and the source beside it. next: for ids of parts, which last as long as the sheet. */
export interface Sheet {
  digest: string;
  name: string | null;
  lines: Line[];
  notes: string[];
  title: string;
  titleTold: Told | null;
  municipality: string;
  municipalityTold: Told | null;
  from: string;
  to: string;
  periodTold: Told | null;
  parties: Party[];
  promises: Promised[];
  actions: Action[];
  leftovers: { readonly span: Span; readonly why: string }[];
  next: number;
}

export const AGREEMENT = "agreement";
const COUNTED = ["at_least", "per_month", "per_year"];

/** Whether an amount of this kind is a number. */
export const isCounted = (kind: string): boolean => COUNTED.includes(kind);

const toldOf = (found: Found<unknown> | null): Told | null =>
  found && { confidence: found.confidence, spans: found.span ? [found.span] : [] };

export const newPart = (sheet: Sheet): string => `part-${sheet.next++}`;

export const byPerson = (spans: Span[] = []): Told => ({ confidence: "person", spans });

/** A form with nothing in it but one promise to begin with. */
export function blank(digest: string, municipality: string): Sheet {
  const sheet: Sheet = {
    digest,
    name: null,
    lines: [],
    notes: [],
    title: "",
    titleTold: null,
    municipality,
    municipalityTold: null,
    from: "",
    to: "",
    periodTold: null,
    parties: [],
    promises: [],
    actions: [],
    leftovers: [],
    next: 1,
  };
  addPromise(sheet);
  return sheet;
}

/** The sheet of what was read. municipalities: those that may be chosen. */
export function sheetOf(read: Read, here: string, municipalities: readonly string[]): Sheet {
  const { proposal } = read;
  const named = proposal.municipality?.value ?? "";
  const isKnown = municipalities.includes(named);
  const sheet: Sheet = {
    ...blank(read.digest, isKnown ? named : here),
    name: read.name,
    lines: [...read.lines],
    notes: [...read.notes],
    title: proposal.title?.value ?? "",
    titleTold: toldOf(proposal.title),
    municipalityTold: isKnown ? toldOf(proposal.municipality) : null,
    from: proposal.period?.value.starts_on ?? "",
    to: proposal.period?.value.ends_on ?? "",
    periodTold: toldOf(proposal.period),
    leftovers: [...proposal.leftovers],
  };
  if (proposal.reason) return sheet;
  const party = (one: ProposedParty): Party => ({
    id: newPart(sheet),
    name: read.known[one.party] ?? one.party,
    kind: one.party_kind,
    role: one.role,
  });
  sheet.parties = proposal.parties.map(party);
  sheet.promises = proposal.promises.map((one) => ({
    id: newPart(sheet),
    number: String(one.number),
    title: one.title,
    text: one.text ?? "",
    told: { confidence: one.confidence, spans: [...one.spans] },
    categories: [...one.categories],
    places: [...one.places],
    guessed: ["categories", "places"],
  }));
  const numbered = new Map(sheet.promises.map((one) => [one.number, one.id]));
  sheet.actions = proposal.actions.map((one) => ({
    id: newPart(sheet),
    title: one.title,
    text: one.text ?? "",
    told: { confidence: one.confidence, spans: [...one.spans] },
    promise: numbered.get(String(one.promise?.value)) ?? "",
    promiseTold: toldOf(one.promise),
    wording: one.responsibility?.value ?? "",
    wordingTold: toldOf(one.responsibility),
    responsible: one.responsible.map(party),
    commitment: one.commitment?.value.commitment_kind ?? "",
    number: one.commitment?.value.number ? String(one.commitment.value.number) : "",
    measure: one.commitment?.value.measure ?? "occurrences",
    due: one.commitment?.value.due_on ?? "",
    commitmentTold: toldOf(one.commitment),
    type: one.action_type,
    categories: [...one.categories],
    substances: [...one.substances],
    places: [...one.places],
    timeBands: [...one.time_bands],
    guessed: ["type", "categories", "substances", "places", "times"],
  }));
  return sheet;
}

/** A new promise at the end, from lines of the source or from nothing. */
export function addPromise(sheet: Sheet, title = "", spans: Span[] = []): Promised {
  const highest = Math.max(0, ...sheet.promises.map((one) => Number(one.number) || 0));
  const made: Promised = {
    id: newPart(sheet),
    number: String(highest + 1),
    title: title.slice(0, 300),
    text: title.length > 300 ? title : "",
    told: byPerson(spans),
    categories: [],
    places: [],
    guessed: [],
  };
  sheet.promises.push(made);
  return made;
}

/** A new action at the end; of the only promise where there is but one. */
export function addAction(sheet: Sheet, title = "", spans: Span[] = []): Action {
  const [only, second] = sheet.promises;
  const made: Action = {
    id: newPart(sheet),
    title: title.slice(0, 300),
    text: title.length > 300 ? title : "",
    told: byPerson(spans),
    promise: only && !second ? only.id : "",
    promiseTold: null,
    wording: "",
    wordingTold: null,
    responsible: [],
    commitment: "",
    number: "",
    measure: "occurrences",
    due: "",
    commitmentTold: null,
    type: "other",
    categories: [],
    substances: [],
    places: [],
    timeBands: [],
    guessed: [],
  };
  sheet.actions.push(made);
  return made;
}

/** Takes a promise or an action away; its lines are left over, and actions of the promise have to be given another. */
export function remove(sheet: Sheet, id: string): void {
  const lines = linesOfPart(sheet, id);
  sheet.leftovers.push(...lines.map((line) => ({ span: { first: line, last: line }, why: "removed" })));
  sheet.promises = sheet.promises.filter((one) => one.id !== id);
  sheet.actions = sheet.actions.filter((one) => one.id !== id);
  for (const action of sheet.actions) {
    if (action.promise === id) {
      action.promise = "";
      action.promiseTold = null;
    }
  }
}

const linesOf = (spans: readonly Span[]): number[] =>
  spans.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, place) => first + place));

/** The lines that a part rests on, ascending. */
export function linesOfPart(sheet: Sheet, id: string): number[] {
  const told =
    id === AGREEMENT
      ? [sheet.titleTold, sheet.municipalityTold, sheet.periodTold]
      : [
          ...sheet.promises.filter((one) => one.id === id).map((one) => one.told),
          ...sheet.actions
            .filter((one) => one.id === id)
            .flatMap((one) => [one.told, one.wordingTold, one.commitmentTold, one.promiseTold]),
        ];
  return [...new Set(linesOf(told.flatMap((one) => one?.spans ?? [])))].sort((one, other) => one - other);
}

/** By line, the part that it became: a promise's heading goes before an action that names it, both before the frame. */
export function partsByLine(sheet: Sheet): Map<number, string> {
  const found = new Map<number, string>();
  const own = (told: readonly (Told | null)[], id: string): void => {
    for (const line of linesOf(told.flatMap((one) => one?.spans ?? []))) if (!found.has(line)) found.set(line, id);
  };
  for (const one of sheet.promises) own([one.told], one.id);
  for (const one of sheet.actions) own([one.told, one.wordingTold, one.commitmentTold], one.id);
  own([sheet.titleTold, sheet.municipalityTold, sheet.periodTold], AGREEMENT);
  return found;
}

/** By line of which nothing is made, why. frame: headings and introductions that the reading went by. */
export function leftByLine(sheet: Sheet): Map<number, string> {
  const used = partsByLine(sheet);
  const why = new Map(sheet.leftovers.flatMap((one) => linesOf([one.span]).map((line) => [line, one.why] as const)));
  const left = sheet.lines.filter((line) => /[\p{L}\p{N}]/u.test(line.text) && !used.has(line.number));
  return new Map(left.map((line) => [line.number, why.get(line.number) ?? "frame"]));
}

/** What has to be mended before the sheet can be taken in: the control, and the word for what is wrong. */
export interface Fault {
  readonly at: string;
  readonly word: string;
}

/** Whether a text is a day that there is, as 2017-03-05. */
export function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? new Date(`${text.trim()}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.trim());
}

/** All faults, in the order of the form. */
export function faultsOf(sheet: Sheet): Fault[] {
  const faults: Fault[] = [];
  const need = (at: string, is: boolean, word: string): void => {
    if (!is) faults.push({ at, word });
  };
  const parties = (all: readonly Party[]): void => {
    for (const one of all) need(`${one.id}-name`, one.name.trim() !== "", "missing");
  };
  need("title", sheet.title.trim() !== "", "missing");
  need("from", isDay(sheet.from), "not_a_day");
  need("to", isDay(sheet.to), "not_a_day");
  need("to", !isDay(sheet.from) || !isDay(sheet.to) || sheet.from.trim() <= sheet.to.trim(), "backwards");
  parties(sheet.parties);
  if (!sheet.promises.length) faults.push({ at: "add-promise", word: "no_promise" });
  for (const one of sheet.promises) {
    const isNumber = /^[1-9]\d{0,2}$/.test(one.number.trim());
    need(`${one.id}-number`, isNumber, "not_a_number");
    const same = sheet.promises.filter((other) => other.number.trim() === one.number.trim());
    need(`${one.id}-number`, !isNumber || same[0] === one, "number_twice");
    need(`${one.id}-title`, one.title.trim() !== "", "missing");
  }
  for (const one of sheet.actions) {
    need(`${one.id}-title`, one.title.trim() !== "", "missing");
    need(`${one.id}-promise`, sheet.promises.some(({ id }) => id === one.promise), "choose_promise");
    parties(one.responsible);
    const isAmount = /^[1-9]\d{0,4}$/.test(one.number.trim());
    need(`${one.id}-amount`, !isCounted(one.commitment) || isAmount, "not_a_number");
    need(`${one.id}-due`, one.commitment !== "by_date" || isDay(one.due), "not_a_day");
  }
  return faults;
}

/** The first part in which a text stands: for what the server finds wrong in it. */
export function partWith(sheet: Sheet, text: string): string | null {
  const has = (...parts: readonly string[]): boolean => parts.some((part) => part.normalize("NFKC").includes(text));
  const promise = sheet.promises.find((one) => has(one.title, one.text));
  const action = sheet.actions.find((one) => has(one.title, one.text, ...one.responsible.map(({ name }) => name)));
  return promise?.id ?? action?.id ?? (has(sheet.title, ...sheet.parties.map(({ name }) => name)) ? AGREEMENT : null);
}
