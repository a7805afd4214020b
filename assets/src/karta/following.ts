/**
 * The hotspots of the selection, asked of the server at each change of it. Until the answer is there those of before
 * stand; after a moment they step back, so that nobody takes them for the new ones. A quick answer makes nothing flicker.
 */
import type { FeatureCollection } from "../map/features.ts";
import { fetchJson } from "./asking.ts";
import { Latest } from "../shared/latest.ts";
import type { Drawn } from "./ranking.ts";

/** What the server says of a selection; see dashboard/hotspotlist.py. */
export interface Found extends Drawn {
  readonly outlines: FeatureCollection;
}

export interface Follower {
  /** To be put on map and list. Settles when it is on the screen, with the time. */
  found(found: Found): Promise<number>;
  /** Whether what stands is of an earlier selection. */
  aged(old: boolean): void;
  /** The server does not answer; what stands, stays. */
  unanswered(): void;
}

const A_MOMENT_MS = 150;

export class Following {
  readonly #latest: Latest<Found>;
  readonly #follower: Follower;
  #counted: string;
  #old = false;
  #drawing = false;
  #moment: ReturnType<typeof setTimeout> | undefined;
  #settlers: ((at: number) => void)[] = [];

  /** address: of the hotspots, less the query that they are counted for.  counted: what stands there now. */
  constructor(address: string, counted: string, follower: Follower) {
    this.#follower = follower;
    this.#counted = counted;
    this.#latest = new Latest<Found>({
      ask: (question, signal) => fetchJson<Found>(`${address}&${question}`, signal),
      answered: (question, found) => {
        this.#counted = question;
        this.#age(false);
        this.#drawing = true;
        void follower.found(found).then((at) => {
          this.#drawing = false;
          if (!this.#latest.waiting) this.#settle(at);
        });
      },
      failed: () => {
        this.#age(true);
        follower.unanswered();
        this.#settle(performance.now());
      },
    });
  }

  /** Query that the outlines on the map, and the list, were counted for. */
  get counted(): string {
    return this.#counted;
  }

  /** Those of a query are wanted. anew: also where they are there, for a deed may have changed them. */
  follow(query: string, { anew = false } = {}): void {
    if (!anew && query === this.#counted) {
      this.#latest.forget();
      this.#age(false);
      this.#settle(performance.now());
      return;
    }
    this.#latest.want(query, { anew });
    if (!this.#old && query !== this.#counted) this.#moment ??= setTimeout(() => this.#age(true), A_MOMENT_MS);
  }

  /**
   * When what stands is of the selection, at once where it is, or after so many milliseconds. Milliseconds since the page
   * began.
   */
  settled(withinMs = Infinity): Promise<number> {
    if (!this.#latest.waiting && !this.#drawing) return Promise.resolve(performance.now());
    return new Promise((settle) => {
      this.#settlers.push(settle);
      if (withinMs < Infinity) setTimeout(() => settle(performance.now()), withinMs);
    });
  }

  stop(): void {
    clearTimeout(this.#moment);
    this.#latest.stop();
  }

  /** What was counted by the browser has changed: what stands in the list of an earlier selection tells it. */
  recounted(): void {
    if (this.#old) this.#follower.aged(true);
  }

  #age(old: boolean): void {
    clearTimeout(this.#moment);
    this.#moment = undefined;
    if (!old && !this.#old) return;
    this.#old = old;
    this.#follower.aged(old);
  }

  #settle(at: number): void {
    for (const settle of this.#settlers.splice(0)) settle(at);
  }
}
