/** What was chosen before, step by step, and what was taken back: bounded, each step forgotten once it is too old. */

export const MOST_STEPS = 100;

export class Steps<T> {
  readonly #most: number;
  #before: T[] = [];
  #after: T[] = [];

  constructor(most = MOST_STEPS) {
    this.#most = most;
  }

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  get canRedo(): boolean {
    return this.#after.length > 0;
  }

  /** Something else is chosen now. before: what was chosen until then. What was taken back cannot be brought back. */
  record(before: T): void {
    this.#before.push(before);
    if (this.#before.length > this.#most) this.#before.shift();
    this.#after = [];
  }

  /** What to go back to; undefined where there is nothing. now: what is chosen, for `redo`. */
  undo(now: T): T | undefined {
    const found = this.#before.pop();
    if (found !== undefined) this.#after.push(now);
    return found;
  }

  redo(now: T): T | undefined {
    const found = this.#after.pop();
    if (found !== undefined) this.#before.push(now);
    return found;
  }
}
