/** Starts the app without a network: its shell lies in a cache of its own version, and nothing else is answered for. */
import { TILE_CACHE } from "./tiles.ts";

declare const FIELD_VERSION: string;
declare const FIELD_SHELL: readonly string[];

/** What a worker's own scope offers, as far as it is used here. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(name: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(name: "message", listener: (event: MessageEvent) => void): void;
}
const scope = self as unknown as Scope;

const HOME = "/field/";
const PREFIX = "lofteskartan-falt-skal-";
const CACHE = PREFIX + FIELD_VERSION;

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  // the page itself bears no version in its name: never from the browser's own cache
  await cache.addAll([new Request(HOME, { cache: "no-cache" }), ...FIELD_SHELL]);
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

async function fromShell(request: Request, name: string): Promise<Response> {
  return (await (await caches.open(CACHE)).match(name)) ?? fetch(request);
}

async function tile(request: Request): Promise<Response> {
  return (await (await caches.open(TILE_CACHE)).match(request.url)) ?? fetch(request);
}

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("message", (event) => {
  if (event.data === "take over") void scope.skipWaiting();
});
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.pathname.startsWith("/field/api/")) return;
  const isOurs = address.origin === scope.location.origin;
  if (isOurs && request.mode === "navigate" && address.pathname === HOME) event.respondWith(fromShell(request, HOME));
  else if (isOurs && FIELD_SHELL.includes(address.pathname)) event.respondWith(fromShell(request, address.pathname));
  else if (request.destination === "image") event.respondWith(tile(request));
});
