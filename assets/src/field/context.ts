/** What every screen is given, and what it is. */
import type { Locator } from "./locating.ts";
import type { Sender } from "./sending.ts";
import type { Settings } from "./settings.ts";
import type { Holdings, KeptPack, Shelf } from "./shelf.ts";
import type { Words } from "./words.ts";

export type Route =
  | { readonly name: "start" | "list" | "stops" | "answers" | "danger" | "settings" | "open" }
  | { readonly name: "category"; readonly id?: string }
  | { readonly name: "finding" | "place"; readonly id: string }
  | { readonly name: "stop"; readonly number: number };

/** One screen. bar: its own buttons at the bottom, instead of the tabs. */
export interface Screen {
  readonly title: string;
  readonly element: HTMLElement;
  readonly bar?: HTMLElement;
  /** Called when it stands on the page. */
  entered?(): void;
  /** Called when something on the shelf, of the sending or of the position is new. */
  refresh?(): void;
  /** Resolves when what was typed is written down. */
  settled?(): Promise<unknown>;
  /** Called before it goes. */
  leave?(): void;
}

export interface Offer {
  readonly label: string;
  readonly take: () => unknown;
}

export interface App {
  readonly t: Words;
  readonly shelf: Shelf;
  readonly sender: Sender;
  readonly locator: Locator;
  readonly settings: Settings;
  readonly version: string;
  held(): Holdings;
  /** The walk that is open, null before any is. */
  pack(): KeptPack | null;
  /** Read the shelf anew and show it. */
  reload(): Promise<void>;
  go(route: Route, how?: "replace"): void;
  back(): void;
  /** Tell something in one sentence, with something to do about it. */
  say(text: string, offer?: Offer): void;
  /** Whether it was kept; where not, the person was told. */
  kept(deed: Promise<unknown>): Promise<boolean>;
  set(settings: Partial<Settings>): void;
  choose(walk: string): Promise<void>;
  join(token: string): Promise<void>;
}
