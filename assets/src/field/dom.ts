/** Building the page: elements from a few words each. Text is always text, never markup. */

type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => unknown)>>;

/** An element. Attributes that are functions are listeners, named without "on"; null, undefined and false are left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child instanceof Node || typeof child === "string"));
  return element;
}

/** Put other children into an element, keeping the focus where the same `data-key` stands again. */
export function refill(element: HTMLElement, ...children: readonly Child[]): void {
  const key = element.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["key"] : undefined;
  element.replaceChildren(...children.filter((child): child is Node | string => child instanceof Node || typeof child === "string"));
  if (key) element.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly spoken?: string;
}

let groups = 0;

/** A row of large buttons of which at most one is chosen: radio buttons, so that keys and readers know them. */
export function choices<T extends string>(
  legend: string,
  options: readonly Choice<T>[],
  chosen: T | null,
  choose: (value: T) => void,
  className = "",
): HTMLFieldSetElement {
  const name = `choice-${++groups}`;
  return h(
    "fieldset",
    { class: `choices ${className}` },
    h("legend", {}, legend),
    h(
      "div",
      { class: "choice-row" },
      ...options.map(({ value, label, spoken }) =>
        h(
          "label",
          { class: "choice", "data-value": value },
          h("input", {
            type: "radio",
            name,
            value,
            checked: value === chosen,
            "aria-label": spoken,
            change: () => choose(value),
          }),
          h("span", {}, label),
        ),
      ),
    ),
  );
}

/** A labelled drop-down. */
export function select(
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string,
  choose: (value: string) => void,
): HTMLLabelElement {
  const control = h(
    "select",
    { change: (event) => choose((event.currentTarget as HTMLSelectElement).value) },
    ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
  );
  return h("label", { class: "field" }, h("span", {}, label), control);
}
