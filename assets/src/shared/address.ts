/** Where the built files lie, told by the script that is running; so the page may be served under any prefix. */

// Known only while the script runs for the first time, hence read here and not in the function.
const script = typeof document === "undefined" ? null : document.currentScript;
const here = script instanceof HTMLScriptElement ? script.src : null;

/** Address of another built file, with the page's own cache marking: `besideThisScript("map-worker.js")`. */
export function besideThisScript(name: string): string {
  if (here === null) throw new Error(`${name}: only a script loaded from a file knows where its neighbours lie`);
  const address = new URL(name, here);
  address.search = new URL(here).search;
  return address.href;
}
