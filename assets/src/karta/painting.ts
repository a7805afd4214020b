/** For measuring: when a change of the view had reached the screen. */
import { afterFrame } from "./dom.ts";

/** Milliseconds since the page began. */
export interface Painted {
  readonly map: number;
  readonly everything: number;
  /** The selection's own hotspots, on map and list. */
  readonly hotspots: number;
}

export class Paintings {
  #waiting: ((painted: Painted) => void)[] = [];
  #readBack = false;

  /** Settles when the next change is on the screen everywhere. readBack: the map's time is that of its picture read back. */
  next(readBack: boolean): Promise<Painted> {
    this.#readBack ||= readBack;
    return new Promise((settle) => this.#waiting.push(settle));
  }

  /** Whether the picture of this change is to be read back, for which the whole page has to wait. */
  readsBack(): boolean {
    const asked = this.#readBack;
    this.#readBack = false;
    return asked;
  }

  /** A change is on its way: to the map, beside it, and what comes of the server. Nobody waits: nothing is asked. */
  follow(map: Promise<number | void>, beside: Promise<unknown>, hotspots: () => Promise<number>): void {
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    const own = Promise.all([map, beside.then(afterFrame)]).then(([at]) => ({ map: at ?? performance.now(), everything: performance.now() }));
    void Promise.all([own, hotspots()]).then(([at, there]) => {
      for (const settle of waiting) settle({ ...at, hotspots: there });
    });
  }
}
