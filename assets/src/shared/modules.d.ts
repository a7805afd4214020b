declare module "*.css";

declare module "dayjs/esm/locale/sv.js" {
  const locale: { name: string; weekStart: number; months: string[]; weekdays: string[] };
  export default locale;
}

declare module "maplibre-gl/dist/maplibre-gl-worker.mjs" {
  const worker: unknown;
  export default worker;
}

declare module "plotly.js-locales/sv.js" {
  const locale: {
    moduleType: "locale";
    name: string;
    dictionary: Record<string, string>;
    format: Record<string, string | string[]>;
  };
  export default locale;
}
