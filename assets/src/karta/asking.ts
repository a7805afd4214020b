/** One question to the page's own server. */

/** Rejects with one sentence where the server does not answer, or refuses. */
export async function fetchJson<T>(address: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(address, { signal, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address.split("?")[0]}: the server answered ${answer.status}`);
  return (await answer.json()) as T;
}
