/** Swedish for the third-party widgets, from their own packages: nothing is fetched from outside. */
import { AG_GRID_LOCALE_SE } from "@ag-grid-community/locale";
import { sv as dateFnsSv } from "date-fns/locale/sv";
import dayjsSv from "dayjs/esm/locale/sv.js";
import plotlySv from "plotly.js-locales/sv.js";

interface GridText {
  key: string;
  defaultValue: string;
}

declare global {
  interface Window {
    /** Read by the date pickers of dash-mantine-components. */
    dayjs_locale_sv?: unknown;
    /** Read by the date pickers of dash's core components. */
    dateFns?: { locale?: Record<string, unknown> };
    /** Read by plotly when it loads. */
    PlotlyLocales?: unknown[];
    Plotly?: { register: (locale: unknown) => void };
    /** Functions which a grid's options may name: `{"function": "swedishGridText(params)"}`. */
    dashAgGridFunctions?: Record<string, unknown>;
  }
}

/** Swedish with the decimal comma, the no-break space between thousands and small letters, which plotly's own leaves out. */
const lower = (names: string | string[] | undefined): string[] => [names ?? []].flat().map((name) => name.toLowerCase());
const { months, shortMonths, days, shortDays } = plotlySv.format;
const plotly = {
  ...plotlySv,
  format: {
    ...plotlySv.format,
    decimal: ",",
    thousands: "\u00a0",
    months: lower(months),
    shortMonths: lower(shortMonths),
    days: lower(days),
    shortDays: lower(shortDays),
  },
};

const gridTexts: Record<string, string> = AG_GRID_LOCALE_SE;

window.dayjs_locale_sv = dayjsSv;
window.dateFns = { ...window.dateFns, locale: { ...window.dateFns?.locale, sv: dateFnsSv } };
if (window.Plotly) window.Plotly.register(plotly);
else (window.PlotlyLocales ??= []).push(plotly);
window.dashAgGridFunctions = {
  ...window.dashAgGridFunctions,
  swedishGridText: (text: GridText): string => gridTexts[text.key] ?? text.defaultValue,
};
