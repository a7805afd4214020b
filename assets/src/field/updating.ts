/** The app's worker, and how a new version of the app comes in: when a person says so, or all its pages are closed. */

/**
 * offer: called with the deed that changes to the new version; the page is loaded again then.
 * before: writes down what is being typed.
 */
export function watchForUpdates(offer: (change: () => void) => void, before: () => Promise<unknown>): void {
  if (!("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker;
  const hadOne = workers.controller !== null;
  let isAsked = false;
  workers.addEventListener("controllerchange", () => {
    // the first worker of all takes over a page that is as new as itself
    if (hadOne || isAsked) void before().finally(() => location.reload());
  });
  const tell = (waiting: ServiceWorker): void =>
    offer(() => {
      isAsked = true;
      waiting.postMessage("take over");
    });
  const watch = (registration: ServiceWorkerRegistration): void => {
    if (registration.waiting && workers.controller) tell(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => {
        if (fresh.state === "installed" && workers.controller) tell(fresh);
      });
    });
  };
  workers.register("/field/sw.js", { scope: "/field/", updateViaCache: "none" }).then(watch, () => {
    // without a worker the app works as long as its page is open
  });
}
