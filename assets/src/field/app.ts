/** The walk's own app: what is kept, what is shown, and how one gets from screen to screen. */
// the map's own looks first, so that ours hold
import "leaflet/dist/leaflet.css";
import "./field.css";
import type { App, Offer, Route, Screen } from "./context.ts";
import { Database, NotKept } from "./database.ts";
import { isSecure } from "./digest.ts";
import { h } from "./dom.ts";
import { frame, type Frame } from "./frame.ts";
import { Locator } from "./locating.ts";
import type { Pack } from "./model.ts";
import { tokenOfAddress } from "./opening.ts";
import { screenOf } from "./screens.ts";
import { ask, Sender } from "./sending.ts";
import { readSettings, themeOf, writeSettings, type Settings } from "./settings.ts";
import { Shelf, type Holdings, type KeptPack } from "./shelf.ts";
import { askToKeep, cleared, countOnlyHere, room } from "./storage.ts";
import { countsOf } from "./telling.ts";
import { takeAlong, tileAddresses } from "./tiles.ts";
import { languageOf, wordsIn, type Words } from "./words.ts";
import { watchForUpdates } from "./updating.ts";

declare const FIELD_VERSION: string;

const PACK_TIMEOUT_MS = 20_000;
const PACK_AGAIN_MS = 60_000;
const WHERE_POSITIONS_ARE_NEEDED = new Set<Route["name"]>(["category", "finding", "place"]);

/** A walk's pack as the server sends it; null for anything else that may have answered. */
function packIn(body: unknown): Pack | null {
  const found = body as Partial<Pack> | null;
  const isWhole = typeof found?.walk?.id === "string" && Array.isArray(found.categories) && Array.isArray(found.bbox);
  return isWhole && typeof found.limits?.photo_bytes === "number" ? (found as Pack) : null;
}

class Field implements App {
  readonly shelf = new Shelf(new Database());
  readonly locator = new Locator();
  readonly sender = new Sender(this.shelf, () => void this.reload());
  readonly version = FIELD_VERSION;
  settings: Settings = readSettings();
  t: Words = wordsIn(languageOf(this.settings.language, navigator.languages));
  private holdings: Holdings = { invitations: [], packs: [], entries: [], ops: [], photos: [], meta: new Map() };
  private readonly dusk = matchMedia("(prefers-color-scheme: dark)");
  private readonly news = new BroadcastChannel("lofteskartan-falt");
  private frame: Frame;
  private screen: Screen | null = null;
  private route: Route = { name: "start" };
  private packTimer = 0;

  constructor() {
    this.frame = frame(this);
    this.dress();
    this.dusk.addEventListener("change", () => this.dress());
    this.news.onmessage = () => void this.read();
    this.locator.listen(() => this.screen?.refresh?.());
    addEventListener("popstate", () => this.show(this.routeOfHistory()));
    addEventListener("hashchange", () => {
      const token = tokenOfAddress();
      if (token) void this.join(token);
    });
  }

  async start(): Promise<void> {
    const token = tokenOfAddress();
    this.holdings = await this.shelf.all();
    const lost = await cleared(this.shelf, this.holdings.meta);
    await this.shelf.sweep(Date.now());
    if (token) await this.shelf.invite(token);
    this.holdings = await this.shelf.all();
    this.show(this.routeOfHistory());
    if (lost > 0) this.frame.warn(this.t("storage.evicted", { n: lost }));
    void this.lookAtRoom();
    if (token) void askToKeep();
    void this.fetchPacks(token);
    this.sender.start();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.fetchPacks(null);
    });
    addEventListener("online", () => void this.fetchPacks(null));
    watchForUpdates(
      (change) => this.frame.offerUpdate(change),
      async () => this.screen?.settled?.(),
    );
  }

  held(): Holdings {
    return this.holdings;
  }

  pack(): KeptPack | null {
    const { packs } = this.holdings;
    return packs.find((one) => one.id === this.settings.walk) ?? packs[0] ?? null;
  }

  async reload(): Promise<void> {
    await this.read();
    this.news.postMessage("changed");
  }

  private async read(): Promise<void> {
    try {
      this.holdings = await this.shelf.all();
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      return;
    }
    countOnlyHere(countsOf(this.holdings).all);
    this.screen?.refresh?.();
    this.frame.refresh();
    if (this.route.name === "open" && this.pack()) this.go({ name: "start" }, "replace");
  }

  go(route: Route, how?: "replace"): void {
    const depth = this.depth() + (how === "replace" ? 0 : 1);
    history[how === "replace" ? "replaceState" : "pushState"]({ route, depth }, "");
    this.show(route);
  }

  back(): void {
    if (this.depth() > 0) history.back();
    else this.go({ name: "start" }, "replace");
  }

  private depth(): number {
    return Number((history.state as { depth?: number } | null)?.depth ?? 0);
  }

  private routeOfHistory(): Route {
    return (history.state as { route?: Route } | null)?.route ?? { name: "start" };
  }

  private show(route: Route): void {
    this.screen?.leave?.();
    const needsWalk = route.name !== "danger" && route.name !== "settings";
    this.route = needsWalk && !this.pack() ? { name: "open" } : route.name === "open" ? { name: "start" } : route;
    try {
      this.screen = screenOf(this, this.route);
    } catch {
      // what the address of a reload names is gone by now
      this.route = { name: this.pack() ? "start" : "open" };
      this.screen = screenOf(this, this.route);
    }
    if (WHERE_POSITIONS_ARE_NEEDED.has(this.route.name)) this.locator.start();
    else this.locator.stop();
    this.frame.show(this.screen, this.route);
    this.screen.entered?.();
    this.screen.refresh?.();
  }

  say(text: string, offer?: Offer): void {
    this.frame.say(text, offer);
  }

  async kept(deed: Promise<unknown>): Promise<boolean> {
    try {
      await deed;
      return true;
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      this.frame.warn(this.t(error.full ? "storage.full" : "storage.failed"));
      return false;
    }
  }

  set(part: Partial<Settings>): void {
    const { language } = this.t;
    this.settings = { ...this.settings, ...part };
    writeSettings(this.settings);
    this.t = wordsIn(languageOf(this.settings.language, navigator.languages));
    this.dress();
    if (this.t.language !== language) {
      this.frame = frame(this);
      this.show(this.route);
    }
  }

  async choose(walk: string): Promise<void> {
    this.set({ walk });
    await this.reload();
    this.show(this.route);
  }

  async join(token: string): Promise<void> {
    if (!(await this.kept(this.shelf.invite(token)))) return;
    await this.reload();
    this.show({ name: "open" });
    await this.fetchPacks(token);
    void askToKeep();
  }

  private dress(): void {
    const { dataset } = document.documentElement;
    document.documentElement.lang = this.t.language;
    dataset["hand"] = this.settings.hand;
    dataset["theme"] = themeOf(this.settings.theme, this.dusk.matches);
  }

  /** Fetch what each token opens. fresh: the one that was just opened, whose walk is shown then. */
  private async fetchPacks(fresh: string | null): Promise<void> {
    clearTimeout(this.packTimer);
    let isMissing = false;
    for (const { token, walk } of this.holdings.invitations) {
      const answer = await ask("/field/api/walk", token, {}, PACK_TIMEOUT_MS);
      const pack = answer?.status === 200 ? packIn(answer.body) : null;
      if (pack) {
        if (!(await this.kept(this.shelf.keepPack(token, pack)))) return;
        if (fresh === token) this.set({ walk: pack.walk.id });
        if (pack.tiles) void takeAlong(tileAddresses(pack.tiles.url, pack.bbox, pack.tiles.max_zoom));
      } else {
        const error = (answer?.body as { error?: unknown } | null)?.error;
        if (answer && (error === "unknown" || error === "expired" || error === "revoked")) await this.shelf.stop(token, error);
        else if (walk === null) isMissing = true;
      }
    }
    await this.reload();
    if (this.route.name === "open") this.show({ name: "start" });
    if (fresh) this.show(this.route);
    this.sender.now();
    if (isMissing) this.packTimer = window.setTimeout(() => void this.fetchPacks(fresh), PACK_AGAIN_MS / 6);
  }

  private async lookAtRoom(): Promise<void> {
    if ((await room()).isLow) this.frame.warn(this.t("storage.low"));
  }
}

if (isSecure()) void new Field().start();
else {
  const t = wordsIn(languageOf(null, navigator.languages));
  document.documentElement.lang = t.language;
  document.body.append(h("main", { class: "screen" }, h("h1", {}, t("insecure.title")), h("p", {}, t("insecure.text"))));
}
