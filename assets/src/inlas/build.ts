/** Elements made by hand, and the words of the page. */

export type Child = Node | string | null | false;
type Value = string | number | boolean | ((event: Event) => void) | null | undefined;

/** An element with its attributes; "on..." are listeners, true is an attribute without a value. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== false) element.append(child);
  return element;
}

export type Words = Readonly<Record<string, string>>;

/** The words that the server sent, with gaps filled in. */
export class Say {
  readonly words: Words;

  constructor(words: Words) {
    this.words = words;
  }

  say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return (this.words[key] ?? key).replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
  }

  count(key: string, n: number, values: Readonly<Record<string, string | number>> = {}): string {
    return this.say(`${key}.${n === 1 ? "one" : "other"}`, { n, ...values });
  }
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A control with its label above and what is said of it beside the label. */
export function field(label: string, control: HTMLElement, beside: Child = null, wide = false): HTMLElement {
  const name = make("label", { for: control.id }, label);
  return make("div", { class: wide ? "inlas-field is-wide" : "inlas-field" }, make("div", { class: "inlas-label" }, name, beside), control);
}

export function select(
  id: string,
  options: readonly Option[],
  value: string,
  chosen: (value: string) => void,
  more: Readonly<Record<string, Value>> = {},
): HTMLSelectElement {
  const control = make("select", { id, ...more, onchange: () => chosen(control.value) });
  for (const option of options) {
    control.append(make("option", { value: option.value, selected: option.value === value }, option.label));
  }
  control.value = value;
  return control;
}

export function input(
  id: string,
  value: string,
  typed: (value: string) => void,
  more: Readonly<Record<string, Value>> = {},
): HTMLInputElement {
  const control = make("input", { id, type: "text", autocomplete: "off", ...more, oninput: () => typed(control.value) });
  control.value = value;
  return control;
}

export function area(
  id: string,
  value: string,
  typed: (value: string) => void,
  more: Readonly<Record<string, Value>> = {},
): HTMLTextAreaElement {
  const control = make("textarea", { id, rows: 2, ...more, oninput: () => typed(control.value) });
  control.value = value;
  return control;
}

/** What was chosen of many, each with a button that takes it away, and a choice of what can be added. */
export function several(
  id: string,
  options: readonly Option[],
  chosen: readonly string[],
  changed: (chosen: string[]) => void,
  say: Say,
): HTMLElement {
  const label = (value: string): string => options.find((option) => option.value === value)?.label ?? value;
  const chips = chosen.map((value) =>
    chip(`${id}-${value}`, label(value), () => changed(chosen.filter((one) => one !== value)), say),
  );
  const left = options.filter((option) => !chosen.includes(option.value));
  const add = select(id, [{ value: "", label: say.say("choose_more") }, ...left], "", (value) => {
    if (value) changed([...chosen, value]);
  });
  return make("div", { class: "inlas-several" }, ...chips, add);
}

export function chip(id: string, text: string, away: () => void, say: Say): HTMLElement {
  const button = make("button", { type: "button", id: `${id}-away`, onclick: away, "aria-label": say.say("take_away", { name: text }) }, "×");
  return make("span", { class: "inlas-chip" }, text, button);
}
