/** A row of the table in words. Pure. */
import type { PageOptions } from "./page.ts";
import type { TableTold } from "./columns.ts";
import type { Row, SortColumn } from "../map/table.ts";

export type CodedColumn = "kind" | "category" | "area" | "source" | "status";

export interface GridWords {
  readonly label: (column: CodedColumn, code: string) => string;
  readonly feeling: (safe: boolean) => string;
  readonly told: Pick<TableTold, "weekdays" | "severities" | "lights">;
  readonly language: string;
}

/** The words of the page. */
export function gridWords({ categories, texts, page, language }: PageOptions, told: TableTold): GridWords {
  const areas = new Map(Object.entries(page.areas));
  const labels: Readonly<Record<CodedColumn, (code: string) => string | undefined>> = {
    kind: (code) => texts.kinds[code], area: (code) => areas.get(code), source: (code) => texts.sources?.[code],
    status: (code) => texts.statuses?.[code], category: (code) => categories.find((one) => one.code === code)?.label,
  };
  return {
    label: (column, code) => labels[column](code) ?? code, feeling: (safe) => page.feelings[safe ? "safe" : "unsafe"] ?? "",
    told, language,
  };
}

/** What columns that are sorted by their words can hold. */
export function codesOf({ categories, texts, page }: PageOptions): Readonly<Partial<Record<SortColumn, readonly string[]>>> {
  return {
    kind: Object.keys(texts.kinds), category: categories.map(({ code }) => code), area: Object.keys(page.areas),
    source: Object.keys(texts.sources ?? {}), status: Object.keys(texts.statuses ?? {}),
  };
}

/** A row as the table shows it; `row` goes along for the choice. details: what the server says of its record. */
export function cells(row: Row, words: GridWords, details: Readonly<Record<string, string>> = {}): Record<string, unknown> {
  const { weekdays, severities, lights } = words.told;
  return {
    row,
    observed: row.time ? `${row.date} ${row.time}` : row.date,
    weekday: weekdays[(new Date(`${row.date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? "",
    hour: row.time ? String(Number(row.time.slice(0, 2))) : "",
    light: row.light ? lights[row.light] ?? "" : "",
    kind: words.label("kind", row.kind),
    category: words.label("category", row.category),
    area: row.area === null ? "" : words.label("area", row.area),
    position: row.lat === null || row.lon === null ? "" : `${degrees(row.lat, words)}  ${degrees(row.lon, words)}`,
    source_type: words.label("source", row.source),
    status: words.label("status", row.status),
    severity: row.severity === null ? "" : severities[row.severity - 1] ?? "",
    feeling: words.feeling(row.safe),
    ...details,
  };
}

function degrees(value: number, { language }: GridWords): string {
  return value.toLocaleString(language, { minimumFractionDigits: 5, maximumFractionDigits: 5 });
}
