/** The map's colours, light and dark. Every sequence also reads in grey: lightness runs one way only. */
import type { Without } from "./choropleth.ts";
import { whyWithout } from "./choropleth.ts";
import type { Measure } from "./view.ts";

export type Theme = "light" | "dark";

export interface Palette {
  readonly water: string;
  readonly land: string;
  readonly border: string;
  /** The municipality's outline. */
  readonly outline: string;
  readonly label: string;
  readonly halo: string;
  readonly hotspot: string;
  readonly hotspotFill: string;
  readonly badgeText: string;
  /** Dashed border of an area nobody has figures for. */
  readonly missing: string;
  /** Filling of an area whose figure exists but is not shown. */
  readonly suppressed: string;
  /** Filling of an area the view does not ask about. */
  readonly outside: string;
  /** Ring round a report, filling of a finding: sets the sign off from what lies under it. */
  readonly paper: string;
  /** Zero, then the classes upwards; for the funnel from far below to far above. */
  readonly sequences: Readonly<Record<Measure, readonly string[]>>;
  readonly density: readonly [string, string, string];
  readonly cluster: string;
  readonly clusterText: string;
  /** What was done and where. */
  readonly action: string;
  readonly police: string;
  /** Of a finding: nothing decided, something planned, done, or not to be. */
  readonly decision: Readonly<Record<"open" | "under_way" | "done" | "apart", string>>;
}

/** Blue to orange by way of paper: from far below to far above. */
const DIVERGING = {
  light: ["#6f9cc4", "#bad2e5", "#f5f2ec", "#f1cda6", "#cf9350"], dark: ["#4c86b8", "#2f506b", "#2a2e32", "#66492b", "#ae7636"],
};

/** Never on the map together: one sequence for all that counts burglaries. */
const burglaries = (sequence: readonly string[]) => ({
  burglaries: sequence, burglary_rate: sequence, burglary_smoothed: sequence,
});

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    water: "#d5e1ea",
    land: "#f7f4ee",
    border: "#a59d90",
    outline: "#5d5a55",
    label: "#2c2a27",
    halo: "#fdfcfa",
    hotspot: "#6a3d9a",
    hotspotFill: "#6a3d9a",
    badgeText: "#ffffff",
    missing: "#8a8a8a",
    suppressed: "#c9cbcd",
    outside: "#e6ebee",
    paper: "#ffffff",
    sequences: {
      reports: ["#faf8f4", "#f3e8d4", "#e9d5b1", "#dabc8a", "#c7a067", "#ad824b"],
      findings: ["#f7f9f4", "#e4eed9", "#cadfba", "#abca97", "#8ab177", "#6a945a"],
      ...burglaries(["#faf7f7", "#f4e2e0", "#e9c7c5", "#d8a5a5", "#c28185", "#a46068"]),
      safe: ["#f5f9f9", "#dcecec", "#bcdbdc", "#95c4c7", "#6da9ae", "#4b8b91"],
      survey_worry: ["#f6f7fa", "#e0e5ef", "#c3cde0", "#a2b1cd", "#8094b8", "#61789f"],
      burglary_standing: DIVERGING.light,
      change: DIVERGING.light,
    },
    density: ["#5aa7d6", "#1f5fa8", "#081d4d"],
    cluster: "#3b4a57", clusterText: "#ffffff", action: "#0b6b62", police: "#1b4f91",
    decision: { open: "#8a4b00", under_way: "#1b4f91", done: "#0b6b62", apart: "#55595d" },
  },
  dark: {
    water: "#10181f",
    land: "#23272b",
    border: "#565d63",
    outline: "#9aa3aa",
    label: "#eceff1",
    halo: "#14181b",
    hotspot: "#c9a6f5",
    hotspotFill: "#b58ae8",
    badgeText: "#1a1022",
    missing: "#8b9298",
    suppressed: "#4a5157",
    outside: "#191e22",
    paper: "#14181b",
    sequences: {
      reports: ["#23272b", "#3a3327", "#54452e", "#715b38", "#937645", "#b99558"],
      findings: ["#23272b", "#28372a", "#334c33", "#43653f", "#588250", "#72a266"],
      ...burglaries(["#23272b", "#3b2b2e", "#573639", "#774548", "#9a595c", "#c07578"]),
      safe: ["#23272b", "#22373a", "#254d51", "#2f686d", "#41858b", "#5fa4aa"],
      survey_worry: ["#23272b", "#2b3340", "#384761", "#4a5f85", "#637ba6", "#8299c4"],
      burglary_standing: DIVERGING.dark,
      change: DIVERGING.dark,
    },
    density: ["#1d5f8a", "#48b0e0", "#e8fbff"],
    cluster: "#c8d2da", clusterText: "#14181b", action: "#5cc8bb", police: "#9cc4f5",
    decision: { open: "#f0b265", under_way: "#9cc4f5", done: "#5cc8bb", apart: "#b3b9be" },
  },
};

/** Colour of an area's class; null is hollow, with a dashed border. */
export function colourOf(areaClass: number, measure: Measure, palette: Palette): string | null {
  const why = whyWithout(areaClass);
  return why === null ? palette.sequences[measure][areaClass]! : colourWithout(why, palette);
}

export function colourWithout(why: Without, palette: Palette): string | null {
  return why === "missing" || why === "undecided" ? null : palette[why];
}

/** Red, green, blue from "#rrggbb", each 0-1. */
export function rgb(hex: string): [number, number, number] {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number];
}
