/** What one layer of the map shows, asked of the server while the layer is shown, and for each question once. */
import { Latest } from "../shared/latest.ts";
import { fetchJson } from "./asking.ts";

export class LayerSource<T> {
  readonly #latest: Latest<T>;
  #there: string | null = null;

  /** address: less the question. */
  constructor(address: string, found: (answer: T) => void, unanswered: () => void) {
    this.#latest = new Latest<T>({
      ask: (question, signal) => fetchJson<T>(`${address}&${question}`, signal),
      answered: (question, answer) => {
        this.#there = question;
        found(answer);
      },
      failed: unanswered,
    });
  }

  /** question: null where nobody looks at it. */
  follow(question: string | null): void {
    if (question === null || question === this.#there) this.#latest.forget();
    else this.#latest.want(question);
  }

  stop(): void {
    this.#latest.stop();
  }
}
