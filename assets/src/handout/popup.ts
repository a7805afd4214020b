/** What opens on the map: the same as stands in the list, written as text and never as HTML. */
import type { Entry, Node, Text, Told } from "./told.ts";

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name, className: string, ...inside: (globalThis.Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

/** Words as they are, a figure with its key. */
function written(text: Text): (globalThis.Node | string)[] {
  return text.map((piece) => {
    if (typeof piece === "string") return piece;
    const [said, key] = piece;
    const figure = element("span", "figure", said);
    figure.dataset["figure"] = key;
    return figure;
  });
}

function node(one: Node): HTMLLIElement {
  const step = element("span", "step", ...written(one.step));
  if (one.word.length > 0) step.append(" ", element("span", "word", ...written(one.word)));
  return element("li", `is-${one.state}`, step, ...one.lines.map((line) => element("span", "line", ...written(line))));
}

export function popup(entry: Entry, words: Told["words"]): HTMLElement {
  const title = element("h3", "", element("span", "kind", ...written(entry.kind)), " ", ...written(entry.title));
  const made = element("div", `told is-${entry.state}`, title);
  made.tabIndex = -1;
  if (entry.lines.length > 0) {
    made.append(element("ul", "lines", ...entry.lines.map((line) => element("li", "", ...written(line)))));
  }
  if (entry.nodes.length > 0) made.append(element("ol", "chain", ...entry.nodes.map(node)));
  if (entry.missing.length > 0) {
    made.append(
      element("p", "lacks", words.missing),
      element("ul", "gaps", ...entry.missing.map((one) => element("li", "", ...written(one)))),
    );
  }
  const way = element("a", "", words.in_list);
  way.href = `#${entry.id}`;
  made.append(element("p", "", way));
  return made;
}

export function dotPopup(...lines: readonly string[]): HTMLElement {
  return element("div", "told", ...lines.map((line) => element("p", "", line)));
}
