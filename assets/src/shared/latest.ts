/**
 * One question under way and the newest one waiting: a control that is dragged does not flood the server, and an answer
 * that nobody waits for any longer is not shown. Knows neither page nor server.
 */

/** Longer than a server that is alive ever takes. */
const PATIENCE_MS = 30_000;

export interface Asker<Answer> {
  /** Rejects when there is no answer; the signal ends it. */
  ask(question: string, signal: AbortSignal): Promise<Answer>;
  /** The answer to what was wanted last. */
  answered(question: string, answer: Answer): void;
  /** What was wanted last cannot be had; wanting it again asks again. */
  failed(question: string): void;
}

export class Latest<Answer> {
  readonly #asker: Asker<Answer>;
  readonly #patience: number;
  #wanted: { readonly question: string } | null = null;
  #underWay: { readonly wish: object; readonly control: AbortController } | null = null;

  constructor(asker: Asker<Answer>, patience = PATIENCE_MS) {
    this.#asker = asker;
    this.#patience = patience;
  }

  /** Whether an answer is waited for. */
  get waiting(): boolean {
    return this.#wanted !== null;
  }

  /** Asks, now or when the question under way is through. anew: also if the same question is under way. */
  want(question: string, { anew = false } = {}): void {
    if (!anew && this.#wanted?.question === question) return;
    this.#wanted = { question };
    if (!this.#underWay) void this.#ask();
  }

  /** Nothing is wanted any more. */
  forget(): void {
    this.#wanted = null;
  }

  /** Forgets, and ends the question under way. */
  stop(): void {
    this.forget();
    this.#underWay?.control.abort();
  }

  async #ask(): Promise<void> {
    const wish = this.#wanted;
    if (!wish) return;
    const control = new AbortController();
    this.#underWay = { wish, control };
    const giveUp = setTimeout(() => control.abort(), this.#patience);
    let tell: () => void;
    try {
      const answer = await this.#asker.ask(wish.question, control.signal);
      tell = () => this.#asker.answered(wish.question, answer);
    } catch {
      tell = () => this.#asker.failed(wish.question);
    }
    clearTimeout(giveUp);
    this.#underWay = null;
    if (this.#wanted !== wish) return this.#ask();
    this.#wanted = null;
    tell();
  }
}
