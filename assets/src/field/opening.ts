/** How a walk is opened: by the token behind # in its link, which is taken out of the address bar at once. */

const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

/** The token in a link, or typed alone; null for anything else. Pure. */
export function tokenIn(text: string): string | null {
  const trimmed = text.trim();
  const fragment = trimmed.includes("#") ? trimmed.slice(trimmed.lastIndexOf("#") + 1) : trimmed;
  return TOKEN.test(fragment) ? fragment : null;
}

/** The token of the address bar, which holds it no longer afterwards. */
export function tokenOfAddress(): string | null {
  if (location.hash.length < 2) return null;
  const token = tokenIn(location.hash);
  history.replaceState(history.state, "", location.pathname);
  return token;
}
