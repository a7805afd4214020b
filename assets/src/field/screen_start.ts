/** The first screen: which walk, what is on the phone only, and the big button. */
import type { App, Screen } from "./context.ts";
import { h, refill, select } from "./dom.ts";
import { distance } from "./ground.ts";
import { icon } from "./icons.ts";
import type { TurnoutEntry } from "./model.ts";
import { FUNCTIONS } from "./noting.ts";
import { entryOf, type KeptPack } from "./shelf.ts";
import { countsOf, partsOf, stoppedFor, syncSentence } from "./telling.ts";
import type { Word } from "./words.ts";

const MOST_TOGETHER = 500;

function facts(app: App, { walk, municipality, made_up }: KeptPack): HTMLElement {
  const { t } = app;
  const day = t.day(walk.planned_on);
  const lines = [
    [municipality.name, walk.starts_at ? t("start.when.time", { day, time: t.time(walk.starts_at) }) : day].join(", "),
    walk.open_until && t("start.until", { day: t.day(walk.open_until) }),
    walk.meeting_point && t("start.meet", { where: walk.meeting_point }),
    walk.sunset_at && t("start.sunset", { time: t.time(walk.sunset_at) }),
    walk.own_theme && t("start.theme", { theme: walk.own_theme }),
    walk.ended_at && t("start.ended"),
  ].filter((line): line is string => Boolean(line));
  return h(
    "div",
    { class: "facts" },
    made_up && h("p", { class: "badge" }, t("example")),
    h("h1", { tabindex: -1 }, walk.title),
    ...lines.map((line) => h("p", { class: "soft" }, line)),
  );
}

function syncPanel(app: App): HTMLElement {
  const { t } = app;
  const held = app.held();
  const only = countsOf(held);
  const isStopped = stoppedFor(held.invitations, app.pack()?.id ?? "") !== null;
  const waiting = only.notes + only.photos - only.refused > 0;
  return h(
    "div",
    { class: only.refused ? "sync is-refused" : only.all ? "sync is-waiting" : "sync is-done" },
    h("p", { class: "sync-number" }, icon(only.all ? "device" : "check"), only.all ? t.count("only", only.all) : t("only.none")),
    only.all > 0 && h("p", { class: "soft" }, partsOf(t, only)),
    h("p", { class: "sync-words" }, syncSentence(t, held, app.sender.state, app.pack()?.id ?? null, Date.now())),
    isStopped &&
      only.all > 0 &&
      h("button", { type: "button", "data-key": "copy", click: () => app.go({ name: "settings" }) }, t("settings.copy")),
    waiting &&
      !isStopped &&
      h(
        "button",
        {
          type: "button",
          "data-key": "send",
          click: async () => {
            await app.shelf.hurry();
            app.sender.now();
          },
        },
        t("sync.now"),
      ),
  );
}

/** "Hur många går med den här telefonen?" */
function turnoutForm(app: App, entry: TurnoutEntry, done: () => void): HTMLElement {
  const { t } = app;
  let { function: who, number } = entry.fields;
  const field = h("input", { type: "number", inputmode: "numeric", min: 1, max: MOST_TOGETHER, value: number, "aria-label": t("turnout.number") });
  const read = (): number => Math.min(MOST_TOGETHER, Math.max(1, Math.round(Number(field.value)) || 1));
  const step = (by: number) => () => {
    field.value = String(Math.min(MOST_TOGETHER, Math.max(1, read() + by)));
  };
  return h(
    "form",
    {
      class: "card turnout",
      submit: async (event) => {
        event.preventDefault();
        number = read();
        if (await app.kept(app.shelf.save({ ...entry, fields: { function: who, number } }))) {
          app.say(t("turnout.saved", { n: number, who: t(`who.${who}` as Word) }));
          done();
          await app.reload();
          app.sender.now();
        }
      },
    },
    h("h2", {}, t("turnout.title")),
    h(
      "div",
      { class: "stepper" },
      h("button", { type: "button", "aria-label": t("turnout.fewer"), click: step(-1) }, "−"),
      field,
      h("button", { type: "button", "aria-label": t("turnout.more"), click: step(1) }, "+"),
    ),
    select(t("turnout.who"), FUNCTIONS.map((one) => [one, t(`who.${one}`)] as const), who, (value) => (who = value)),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", click: () => done() }, t("turnout.later")),
      h("button", { class: "primary" }, t("save")),
    ),
  );
}

export function startScreen(app: App): Screen {
  const { t } = app;
  const pack = app.pack();
  if (!pack) throw new Error("no walk is open");
  const sync = h("section", { "aria-label": t("sync.now") });
  const turnout = h("section", { "aria-label": t("turnout.title") });
  let isAsking = false;

  const turnoutEntry = (): TurnoutEntry | undefined =>
    app.held().entries.find((one): one is TurnoutEntry => one.kind === "turnout" && one.walk === pack.id && one.deleted_at === null);
  const skipped = `turnout-skipped:${pack.id}`;
  const showTurnout = (): void => {
    const entry = turnoutEntry();
    if (isAsking) return;
    if (!entry && app.held().meta.get(skipped) === true) {
      refill(turnout, h("button", { type: "button", class: "plain", click: () => ask(null) }, t("turnout.title")));
    } else if (!entry) ask(null);
    else {
      const { number, function: who } = entry.fields;
      const said = t("turnout.said", { n: number, who: t.has(`who.${who}`) ? t(`who.${who}` as Word) : who });
      const change = h("button", { type: "button", class: "plain", "data-key": "turnout", click: () => ask(entry) }, t("turnout.change"));
      refill(turnout, h("p", { class: "said" }, said, " ", change));
    }
  };
  const ask = (entry: TurnoutEntry | null): void => {
    isAsking = true;
    const asked = entry ?? entryOf(pack.id, "turnout", { function: FUNCTIONS[0], number: 1 });
    refill(
      turnout,
      turnoutForm(app, asked, () => {
        isAsking = false;
        if (!turnoutEntry()) void app.shelf.remember(skipped, true).then(() => app.reload());
        else showTurnout();
      }),
    );
  };

  const fix = app.locator.fix;
  const stops: (readonly [string, string])[] = pack.walk.stops.map(({ number, name, position }) => {
    const label = `${number}. ${name}`;
    const away = fix && position ? t("stop.away", { name: label, metres: t.metres(distance(fix.point, position)) }) : label;
    return [String(number), away];
  });
  const chosen = app.held().meta.get(`stop:${pack.id}`);
  const others = app.held().packs;
  const element = h(
    "div",
    { class: "screen" },
    facts(app, pack),
    sync,
    h(
      "button",
      { type: "button", class: "primary huge", click: () => app.go({ name: "category" }) },
      icon("plus"),
      t("start.new"),
    ),
    stops.length > 0 &&
      select(t("stop"), [["", t("stop.none")], ...stops], typeof chosen === "number" ? String(chosen) : "", (value) => {
        void app.kept(app.shelf.remember(`stop:${pack.id}`, value === "" ? null : Number(value))).then(() => app.reload());
      }),
    turnout,
    others.length > 1 &&
      select(t("start.switch"), others.map((one) => [one.id, one.walk.title] as const), pack.id, (id) => void app.choose(id)),
    h("button", { type: "button", class: "plain", click: () => app.go({ name: "settings" }) }, icon("settings"), t("settings")),
  );
  const refresh = (): void => {
    refill(sync, syncPanel(app));
    showTurnout();
  };
  let clock = 0;
  return {
    title: pack.walk.title,
    element,
    refresh,
    entered: () => {
      clock = window.setInterval(() => {
        const words = sync.querySelector(".sync-words");
        if (words) words.textContent = syncSentence(t, app.held(), app.sender.state, pack.id, Date.now());
      }, 1_000);
    },
    leave: () => clearInterval(clock),
  };
}
