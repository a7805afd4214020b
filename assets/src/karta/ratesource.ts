/** Rates of areas, asked of the server when a measure needs them and for each period once. */
import type { Rates } from "../map/rates.ts";
import { needsRates } from "../map/rates.ts";
import type { View } from "../map/view.ts";
import { fetchJson } from "./asking.ts";
import { ratesFor } from "./controls.ts";
import { Latest } from "../shared/latest.ts";

export class RateSource {
  readonly #latest: Latest<Rates>;
  #shown: string | null = null;

  /** address: of the rates, less the period. */
  constructor(address: string, found: (rates: Rates) => void, unanswered: () => void) {
    this.#latest = new Latest<Rates>({
      ask: (period, signal) => fetchJson<Rates>(`${address}&${period}`, signal),
      answered: (period, rates) => {
        this.#shown = period;
        found(rates);
      },
      failed: unanswered,
    });
  }

  /** Asks where the view's measure needs what is not there yet. */
  follow(view: View): void {
    const period = ratesFor(view);
    if (!needsRates(view.measure) || period === this.#shown) this.#latest.forget();
    else this.#latest.want(period);
  }

  stop(): void {
    this.#latest.stop();
  }
}
