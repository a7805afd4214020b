/** Words, days, times and distances in the reader's language. */
import { EN } from "./words_en.ts";
import { SV } from "./words_sv.ts";

export type Language = "sv" | "en";
export type Word = keyof typeof SV;
type Counted = { [W in Word]: W extends `${infer Stem}.many` ? Stem : never }[Word];
type Filling = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: Language;
  (word: Word, filling?: Filling): string;
  /** "1 foto", "3 foton" */
  count(word: Counted, n: number): string;
  /** "5 mars 2017" */
  day(iso: string): string;
  /** "18.30" in Swedish, "18:30" in English */
  time(iso: string): string;
  /** "35 m", "3,2 km" */
  metres(metres: number): string;
  /** "12 MB", "3,5 GB" */
  size(bytes: number): string;
  has(word: string): word is Word;
}

const filled = (text: string, filling: Filling): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(filling[name] ?? whole));

const ZONE = "Europe/Stockholm";

/** A day without a time is that day everywhere. */
const moment = (iso: string): Date => new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso);

export function wordsIn(language: Language): Words {
  const catalogue: Readonly<Record<Word, string>> = language === "sv" ? SV : EN;
  const locale = language === "sv" ? "sv-SE" : "en-GB";
  const say = (word: Word, filling: Filling = {}): string => filled(catalogue[word], filling);
  return Object.assign(say, {
    language,
    count: (word: Counted, n: number): string => say(`${word}.${n === 1 ? "one" : "many"}` as Word, { n }),
    day: (iso: string): string => moment(iso).toLocaleDateString(locale, { dateStyle: "long", timeZone: ZONE }),
    time: (iso: string): string =>
      moment(iso).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", timeZone: ZONE }),
    metres: (metres: number): string =>
      metres < 950
        ? `${Math.max(1, Math.round(metres < 100 ? metres : metres / 10) * (metres < 100 ? 1 : 10))} m`
        : `${(metres / 1_000).toLocaleString(locale, { maximumFractionDigits: 1 })} km`,
    size: (bytes: number): string => {
      const megabytes = Math.max(1, Math.round(bytes / 2 ** 20));
      return megabytes < 1_000 ? `${megabytes} MB` : `${(bytes / 2 ** 30).toLocaleString(locale, { maximumFractionDigits: 1 })} GB`;
    },
    has: (word: string): word is Word => word in catalogue,
  });
}

/** The language to begin with: the one chosen, otherwise the phone's, otherwise Swedish. */
export function languageOf(chosen: string | null, phone: readonly string[]): Language {
  if (chosen === "sv" || chosen === "en") return chosen;
  for (const wish of phone) {
    const short = wish.slice(0, 2).toLowerCase();
    if (short === "sv" || short === "en") return short;
  }
  return "sv";
}
