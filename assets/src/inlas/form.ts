/** The form beside the source: the agreement, its promises and actions, each with how sure the reading was. */

import { area, chip, field, input, make, select, several, type Child, type Option, type Say } from "./build.ts";
import { nameOf } from "./source.ts";
import {
  AGREEMENT,
  addAction,
  addPromise,
  byPerson,
  isCounted,
  linesOfPart,
  newPart,
  remove,
  type Action,
  type Party,
  type Place,
  type Promised,
  type Sheet,
  type Told,
} from "./sheet.ts";

/** What may be chosen, in words. parties: names that the register knows, by municipality. */
export interface Offers {
  readonly municipalities: readonly Option[];
  readonly parties: Readonly<Record<string, readonly string[]>>;
  readonly places: Readonly<Record<string, readonly string[]>>;
  readonly partyKinds: readonly Option[];
  readonly roles: readonly Option[];
  readonly commitments: readonly Option[];
  readonly measures: readonly Option[];
  readonly types: readonly Option[];
  readonly categories: readonly Option[];
  readonly substances: readonly Option[];
  readonly weekdays: readonly string[];
}

/** What the form is drawn from. changed: something was typed.  redrawn: parts came or went; focus on an id after. */
export interface Desk {
  readonly sheet: Sheet;
  readonly say: Say;
  readonly offers: Offers;
  readonly open: Set<string>;
  readonly changed: () => void;
  readonly redrawn: (focus?: string) => void;
  readonly show: (part: string) => void;
}

/** All of the form. */
export function drawForm(desk: Desk): HTMLElement[] {
  const { sheet, say } = desk;
  const parties = desk.offers.parties[sheet.municipality] ?? [];
  const known = make("datalist", { id: "inlas-parties" }, ...parties.map((name) => make("option", { value: name })));
  const promises = sheet.promises.map((one) => promise(desk, one));
  const actions = sheet.actions.map((one, place) => action(desk, one, place + 1));
  return [
    known,
    agreement(desk),
    group(say.say("promises_n", { n: sheet.promises.length }), [
      ...promises,
      adding(desk, "add-promise", "add_promise", () => addPromise(sheet).id),
    ]),
    group(say.say("actions_n", { n: sheet.actions.length }), [
      ...(actions.length ? actions : [make("p", { class: "source" }, say.say("no_actions"))]),
      adding(desk, "add-action", "add_action", () => addAction(sheet).id),
    ]),
  ];
}

function group(title: string, children: readonly Child[]): HTMLElement {
  return make("section", { class: "inlas-group" }, make("h2", {}, title), ...children);
}

function adding(desk: Desk, id: string, word: string, add: () => string): HTMLElement {
  const pressed = (): void => desk.redrawn(`${add()}-title`);
  return make("button", { type: "button", id, class: "button-link", onclick: pressed }, desk.say.say(word));
}

/** How sure it is, in words; where nothing was read nothing could be found. */
function sure(desk: Desk, told: Told | null): HTMLElement {
  if (!told && !desk.sheet.lines.length) return make("span", { class: "inlas-told" });
  const word = told ? `told.${told.confidence}` : "told.not_found";
  return make("span", { class: `inlas-told told-${told?.confidence ?? "none"}` }, desk.say.say(word));
}

function linesButton(desk: Desk, id: string): Child {
  const lines = linesOfPart(desk.sheet, id);
  if (!lines.length) return null;
  const words = desk.say.say(lines.length === 1 ? "line_n" : "lines_n", { lines: inRuns(lines) });
  const name = desk.say.say("show_lines", { lines: words, name: nameOf(desk.sheet, id, desk.say) });
  return make(
    "button",
    { type: "button", id: `${id}-lines`, class: "inlas-to-lines", "aria-label": name, onclick: () => desk.show(id) },
    words,
  );
}

/** 10, 22–24 */
function inRuns(lines: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && run[1] === line - 1) run[1] = line;
    else runs.push([line, line]);
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}–${last}`)).join(", ");
}

function head(desk: Desk, id: string, title: string, told: Told | null): HTMLElement {
  const { sheet, say } = desk;
  const away = (): void => {
    const wasPromise = sheet.promises.some((one) => one.id === id);
    remove(sheet, id);
    desk.redrawn(wasPromise ? "add-promise" : "add-action");
  };
  return make(
    "div",
    { class: "inlas-head" },
    make(id === AGREEMENT ? "h2" : "h3", {}, title),
    told ? sure(desk, told) : null,
    linesButton(desk, id),
    id === AGREEMENT
      ? null
      : make(
          "button",
          { type: "button", id: `${id}-away`, class: "inlas-away", onclick: away, "aria-label": say.say("take_away", { name: title }) },
          say.say("remove"),
        ),
  );
}

/** Typed by a person from now on. */
function own(desk: Desk, set: (value: string) => void, told: () => Told | null, id: string): (value: string) => void {
  return (value) => {
    set(value);
    const now = told();
    if (now) now.confidence = "person";
    const said = document.getElementById(id)?.closest(".inlas-field")?.querySelector(".inlas-told");
    if (said) said.replaceWith(sure(desk, now ?? byPerson()));
    desk.changed();
  };
}

function agreement(desk: Desk): HTMLElement {
  const { sheet, say, offers } = desk;
  const municipality = select(
    "municipality",
    offers.municipalities,
    sheet.municipality,
    (value) => {
      sheet.municipality = value;
      sheet.municipalityTold = byPerson(sheet.municipalityTold?.spans);
      desk.redrawn("municipality");
    },
  );
  const day = (id: "from" | "to"): HTMLElement =>
    input(
      id,
      sheet[id],
      own(desk, (value) => (sheet[id] = value), () => (sheet.periodTold ??= byPerson()), id),
      { inputmode: "numeric", maxlength: 10, placeholder: say.say("day_like"), required: true },
    );
  const title = area(
    "title",
    sheet.title,
    own(desk, (value) => (sheet.title = value), () => (sheet.titleTold ??= byPerson()), "title"),
    { maxlength: 300, required: true, rows: 1 },
  );
  return make(
    "section",
    { class: "inlas-group inlas-part", "data-part": AGREEMENT },
    head(desk, AGREEMENT, say.say("agreement"), null),
    make(
      "div",
      { class: "inlas-grid" },
      field(say.say("title"), title, sure(desk, sheet.titleTold), true),
      field(say.say("municipality"), municipality, sure(desk, sheet.municipalityTold)),
      field(say.say("from"), day("from"), sure(desk, sheet.periodTold)),
      field(say.say("to"), day("to")),
    ),
    parties(desk, AGREEMENT, say.say("between"), sheet.parties, say.say("no_parties"), false),
  );
}

function promise(desk: Desk, one: Promised): HTMLElement {
  const { say, offers } = desk;
  const told = (): Told => one.told;
  const { id } = one;
  return make(
    "article",
    { class: "inlas-part", "data-part": id },
    head(desk, id, say.say("promise_n", { n: one.number }), one.told),
    make(
      "div",
      { class: "inlas-grid" },
      field(
        say.say("title"),
        area(`${id}-title`, one.title, own(desk, (value) => (one.title = value), told, `${id}-title`), { maxlength: 300, required: true }),
        null,
        true,
      ),
    ),
    more(desk, id, [names(offers.categories, one.categories), one.places.map(({ name }) => name).join(", ")], () => [
      field(
        say.say("number"),
        input(`${id}-number`, one.number, own(desk, (value) => (one.number = value), told, `${id}-number`), { inputmode: "numeric", maxlength: 3 }),
      ),
      field(say.say("text"), area(`${id}-text`, one.text, own(desk, (value) => (one.text = value), told, `${id}-text`), { maxlength: 20_000 }), null, true),
      choices(desk, one, "categories", offers.categories, (value) => (one.categories = value)),
      places(desk, one, (value) => (one.places = value)),
    ]),
  );
}

function action(desk: Desk, one: Action, n: number): HTMLElement {
  const { sheet, say, offers } = desk;
  const { id } = one;
  const told = (): Told => one.told;
  const promises = sheet.promises.map((each) => ({
    value: each.id,
    label: `${each.number}. ${each.title || say.say("untitled")}`,
  }));
  const served = select(
    `${id}-promise`,
    [{ value: "", label: say.say("choose_promise") }, ...promises],
    one.promise,
    (value) => {
      one.promise = value;
      one.promiseTold = byPerson();
      desk.redrawn(`${id}-promise`);
    },
    { required: true },
  );
  const amount = commitment(desk, one);
  return make(
    "article",
    { class: "inlas-part", "data-part": id },
    head(desk, id, say.say("action_n", { n }), one.told),
    make(
      "div",
      { class: "inlas-grid" },
      field(
        say.say("title"),
        area(`${id}-title`, one.title, own(desk, (value) => (one.title = value), told, `${id}-title`), { maxlength: 300, required: true }),
        null,
        true,
      ),
      field(say.say("promise"), served, sure(desk, one.promise ? (one.promiseTold ?? byPerson()) : null), true),
    ),
    parties(desk, id, say.say("responsible"), one.responsible, say.say("no_responsible"), true, one),
    more(
      desk,
      id,
      [
        offers.types.find((option) => option.value === one.type)?.label ?? "",
        spoken(desk, one),
        names(offers.categories, one.categories),
        one.places.map(({ name }) => name).join(", "),
      ],
      () => [
        field(say.say("text"), area(`${id}-text`, one.text, own(desk, (value) => (one.text = value), told, `${id}-text`), { maxlength: 20_000 }), null, true),
        ...amount(),
        field(say.say("type"), select(`${id}-type`, offers.types, one.type, (value) => {
          one.type = value;
          settled(one, "type");
          desk.redrawn(`${id}-type`);
        }), guess(desk, one, "type")),
        choices(desk, one, "categories", offers.categories, (value) => (one.categories = value)),
        choices(desk, one, "substances", offers.substances, (value) => (one.substances = value)),
        places(desk, one, (value) => (one.places = value)),
        ...bands(desk, one),
      ],
    ),
  );
}

/** What is folded, with what lies in it said outside. */
function more(desk: Desk, id: string, told: readonly string[], inside: () => readonly Child[]): HTMLElement {
  const summary = told.filter(Boolean).join(" · ") || desk.say.say("nothing_more");
  const fold = make(
    "details",
    { class: "inlas-more", id: `${id}-more`, open: desk.open.has(id) },
    make("summary", {}, make("span", {}, desk.say.say("more")), " ", make("span", { class: "inlas-summary" }, summary)),
    make("div", { class: "inlas-grid" }, ...inside()),
  );
  fold.addEventListener("toggle", () => (fold.open ? desk.open.add(id) : desk.open.delete(id)));
  return fold;
}

const names = (options: readonly Option[], chosen: readonly string[]): string =>
  chosen.map((value) => options.find((option) => option.value === value)?.label ?? value).join(", ");

function spoken(desk: Desk, one: Action): string {
  if (!one.commitment) return desk.say.say("no_amount");
  const amount = isCounted(one.commitment) ? ` ${one.number}` : one.commitment === "by_date" ? ` ${one.due}` : "";
  return (desk.offers.commitments.find((option) => option.value === one.commitment)?.label ?? "") + amount;
}

function commitment(desk: Desk, one: Action): () => Child[] {
  const { say, offers } = desk;
  const { id } = one;
  const told = (): Told => (one.commitmentTold ??= byPerson());
  const kind = select(
    `${id}-commitment`,
    [{ value: "", label: say.say("no_amount") }, ...offers.commitments],
    one.commitment,
    (value) => {
      one.commitment = value;
      told().confidence = "person";
      desk.redrawn(`${id}-commitment`);
    },
  );
  return () => [
    field(say.say("commitment"), kind, one.commitment || one.commitmentTold ? sure(desk, one.commitmentTold) : sure(desk, null)),
    isCounted(one.commitment) &&
      field(say.say("how_many"), input(`${id}-amount`, one.number, own(desk, (value) => (one.number = value), told, `${id}-amount`), { inputmode: "numeric", maxlength: 5 })),
    isCounted(one.commitment) &&
      field(say.say("measure"), select(`${id}-measure`, offers.measures, one.measure, (value) => {
        one.measure = value;
        desk.changed();
      })),
    one.commitment === "by_date" &&
      field(say.say("due"), input(`${id}-due`, one.due, own(desk, (value) => (one.due = value), told, `${id}-due`), { inputmode: "numeric", maxlength: 10, placeholder: say.say("day_like") })),
  ];
}

/** That a field was concluded from the words, as long as nobody has set it. */
const guess = (desk: Desk, one: Promised | Action, field: string): Child =>
  one.guessed.includes(field) ? sure(desk, { confidence: "guessed", spans: [] }) : null;

function settled(one: Promised | Action, field: string): void {
  one.guessed = one.guessed.filter((other) => other !== field);
}

function choices(
  desk: Desk,
  one: Promised | Action,
  word: "categories" | "substances",
  options: readonly Option[],
  set: (chosen: string[]) => void,
): HTMLElement {
  const id = `${one.id}-${word}`;
  const chosen = word === "categories" ? one.categories : "substances" in one ? one.substances : [];
  const control = several(id, options, chosen, (value) => {
    set(value);
    settled(one, word);
    desk.redrawn(id);
  }, desk.say);
  const label = make("label", { for: id }, desk.say.say(word));
  const beside = chosen.length ? guess(desk, one, word) : null;
  return make("div", { class: "inlas-field is-wide" }, make("div", { class: "inlas-label" }, label, beside ?? ""), control);
}

function places(desk: Desk, of: Promised | Action, set: (left: Place[]) => void): Child {
  const { id, places: given } = of;
  if (!given.length) return null;
  const known = desk.offers.places[desk.sheet.municipality] ?? [];
  const chips = given.map((one, n) =>
    chip(
      `${id}-place-${n}`,
      known.includes(one.name.toLocaleLowerCase()) ? one.name : desk.say.say("new_place", { name: one.name }),
      () => {
        set(given.filter((other) => other !== one));
        desk.redrawn(`${id}-title`);
      },
      desk.say,
    ),
  );
  return listed(desk.say.say("places"), chips, guess(desk, of, "places"));
}

interface Band {
  readonly weekdays: readonly number[];
  readonly from_hour: number;
  readonly to_hour: number;
}

function bands(desk: Desk, one: Action): Child[] {
  if (!one.timeBands.length) return [];
  const chips = (one.timeBands as Band[]).map((band, n) => {
    const days = band.weekdays.length === 7 ? desk.say.say("every_day") : band.weekdays.map((day) => desk.offers.weekdays[day]).join(", ");
    const hours = band.from_hour === 0 && band.to_hour === 24 ? "" : ` ${band.from_hour}–${band.to_hour}`;
    return chip(`${one.id}-band-${n}`, days + hours, () => {
      one.timeBands = one.timeBands.filter((other) => other !== band);
      desk.redrawn(`${one.id}-title`);
    }, desk.say);
  });
  return [listed(desk.say.say("times"), chips, guess(desk, one, "times"))];
}

const listed = (label: string, chips: readonly HTMLElement[], beside: Child): HTMLElement =>
  make("div", { class: "inlas-field is-wide" }, make("div", { class: "inlas-label" }, label, beside), make("div", { class: "inlas-several" }, ...chips));

/** Parties, each known or new. wording: what the document says of who is responsible. */
function parties(desk: Desk, id: string, label: string, all: Party[], none: string, hasRole: boolean, of?: Action): HTMLElement {
  const { say, sheet, offers } = desk;
  const add = (): void => {
    const party = { id: newPart(sheet), name: "", kind: "other", role: all.length ? "partner" : "lead" };
    all.push(party);
    desk.redrawn(`${party.id}-name`);
  };
  const wording = of?.wording ? [make("p", { class: "inlas-wording" }, `”${of.wording}”`), sure(desk, of.wordingTold)] : [];
  return make(
    "fieldset",
    { class: "inlas-parties" },
    make("legend", {}, label),
    wording.length > 0 && make("div", { class: "inlas-label" }, ...wording),
    !all.length && make("p", { class: "inlas-none" }, none),
    ...all.map((party) => row(desk, all, party, hasRole, label)),
    make("button", { type: "button", id: `${id}-add-party`, class: "inlas-add", onclick: add }, say.say(hasRole ? "add_responsible" : "add_party")),
  );

  function row(_: Desk, list: Party[], party: Party, withRole: boolean, of_: string): HTMLElement {
    const isKnown = (): boolean =>
      (offers.parties[sheet.municipality] ?? []).some((name) => name.toLocaleLowerCase() === party.name.trim().toLocaleLowerCase());
    const told = (): string => say.say(isKnown() ? "party_known" : "party_new");
    const status = make("span", { class: "inlas-told" }, party.name ? told() : "");
    const kind = select(`${party.id}-kind`, offers.partyKinds, party.kind, (value) => {
      party.kind = value;
      desk.changed();
    }, { "aria-label": say.say("party_kind") });
    kind.hidden = isKnown();
    const name = input(`${party.id}-name`, party.name, (value) => {
      party.name = value;
      status.textContent = value.trim() ? told() : "";
      kind.hidden = isKnown();
      desk.changed();
    }, { list: "inlas-parties", maxlength: 300, "aria-label": `${of_}: ${say.say("party")}` });
    const away = (): void => {
      list.splice(list.indexOf(party), 1);
      desk.redrawn(`${id}-add-party`);
    };
    return make(
      "div",
      { class: "inlas-row inlas-field" },
      name,
      withRole &&
        select(`${party.id}-role`, offers.roles, party.role, (value) => {
          party.role = value;
          desk.changed();
        }, { "aria-label": say.say("role") }),
      kind,
      status,
      make("button", { type: "button", id: `${party.id}-away`, class: "inlas-away", onclick: away, "aria-label": say.say("take_away", { name: party.name || say.say("party") }) }, "×"),
    );
  }
}
