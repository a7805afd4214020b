/**
 * Playing through time: which window of months is shown, and when the next one may be.
 *
 * A step is painted before the next is begun, and of many wishes only the last is painted: nothing ever piles up. Knows
 * neither page nor clock.
 */

export interface Stage {
  /** Shows the window that begins with a month of the list. Settles when it is on the screen. */
  paint(first: number): Promise<void>;
  /** Settles after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
  now(): number;
  /** Something to be told has changed. */
  changed(): void;
}

export class Player {
  readonly #stage: Stage;
  #count = 0;
  #length = 1;
  /** First month of the window that is shown; -1 before the first. */
  #at = -1;
  #wanted: number | null = null;
  #playing = false;
  #driving = false;
  #pace = 1000;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  get playing(): boolean {
    return this.#playing;
  }

  get at(): number {
    return this.#at;
  }

  get length(): number {
    return this.#length;
  }

  /** First month of the last window; -1 where there is none. */
  get last(): number {
    return Math.max(-1, this.#count - this.#length);
  }

  /** How many months there are, and how many a window holds. */
  setMonths(count: number, length: number): void {
    if (count === this.#count && length === this.#length) return;
    this.#count = count;
    this.#length = length;
    this.#at = Math.min(this.#at, this.last);
    this.#stage.changed();
  }

  /** Milliseconds from one step to the next; longer where painting takes longer. */
  setPace(milliseconds: number): void {
    this.#pace = milliseconds;
  }

  /** Where somebody else has put the window; -1 where what is shown is none. */
  place(first: number): void {
    if (this.#driving || first === this.#at) return;
    this.#at = Math.min(first, this.last);
    this.#stage.changed();
  }

  /** From the beginning again where the end was reached. */
  play(): void {
    if (this.#playing || this.last < 0) return;
    if (this.#at >= this.last) this.#wanted = 0;
    this.#playing = true;
    this.#stage.changed();
    void this.#drive();
  }

  pause(): void {
    if (!this.#playing) return;
    this.#playing = false;
    this.#wanted = null;
    this.#stage.changed();
  }

  /** Forwards or back by so many months; stops playing. */
  step(by: number): void {
    this.go((this.#wanted ?? this.#at) + by);
  }

  /** To the window that begins with a month; stops playing. */
  go(first: number): void {
    if (this.last < 0) return;
    const playing = this.#playing;
    this.#playing = false;
    this.#wanted = Math.max(0, Math.min(first, this.last));
    if (playing) this.#stage.changed();
    void this.#drive();
  }

  async #drive(): Promise<void> {
    if (this.#driving) return;
    this.#driving = true;
    while (this.#wanted !== null || this.#playing) {
      const next = this.#wanted ?? this.#at + 1;
      this.#wanted = null;
      if (next > this.last) break;
      const began = this.#stage.now();
      this.#at = next;
      this.#stage.changed();
      await this.#stage.paint(next);
      if (this.#playing && this.#wanted === null && this.#at < this.last) {
        await this.#stage.wait(Math.max(0, this.#pace - (this.#stage.now() - began)));
      }
    }
    this.#driving = false;
    if (this.#playing) {
      this.#playing = false;
      this.#stage.changed();
    }
  }
}
