/** The little of Dash that the page's own scripts use. */

interface Clientside {
  readonly no_update: unknown;
  readonly set_props: (id: string, props: Readonly<Record<string, unknown>>) => void;
}

const dash = (): Clientside => window.dash_clientside as unknown as Clientside;

/** What a callback answers to leave everything as it is. */
export const unchanged = (): unknown => dash().no_update;

/** Sets a component's properties as if somebody had used it: callbacks follow. */
export function setProps(id: string, props: Readonly<Record<string, unknown>>): void {
  dash().set_props(id, props);
}

/** Adds a page's functions to those that callbacks may name. */
export function provide(namespace: string, functions: Readonly<Record<string, unknown>>): void {
  const all = window as unknown as { dash_clientside?: Record<string, unknown> };
  all.dash_clientside = { ...all.dash_clientside, [namespace]: functions };
}

/**
 * Told when an answer to one of Dash's questions has come (true) or could not be had (false), with the question as it
 * was sent: Dash itself says nothing when the server does not answer.
 */
export function watchAnswers(told: (answered: boolean, question: string) => void): void {
  const ask = window.fetch;
  window.fetch = async (...question) => {
    const [to, options] = question;
    const address = to instanceof Request ? to.url : String(to);
    if (!address.includes("_dash-update-component")) return ask(...question);
    const sent = typeof options?.body === "string" ? options.body : "";
    try {
      const answer = await ask(...question);
      told(answer.status < 500, sent);
      return answer;
    } catch (error) {
      told(false, sent);
      throw error;
    }
  };
}
