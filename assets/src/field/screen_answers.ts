/** What became of the walk's findings, as the municipality tells it; kept, so that it can be read at home too. */
import type { App, Screen } from "./context.ts";
import { h, refill } from "./dom.ts";
import { icon } from "./icons.ts";
import { ask, tokens } from "./sending.ts";
import { categoryName, stoppedFor } from "./telling.ts";
import type { Word } from "./words.ts";

const TIMEOUT_MS = 20_000;

/** One finding's answer. status: null before anybody has decided. */
export interface Told {
  readonly id: string;
  readonly label: string;
  readonly stop: number | null;
  readonly category: string;
  readonly feeling: "unsafe" | "safe";
  readonly status: string | null;
  readonly note: string | null;
  readonly reason: string | null;
  readonly responsible: string | null;
  readonly unit: string | null;
  readonly due_on: string | null;
  readonly photos: readonly string[];
  readonly same: readonly string[];
}

/** The answers in a body; null where there are none to be read. Pure. */
export function toldIn(body: unknown): Told[] | null {
  const answers = typeof body === "object" && body !== null ? (body as { answers?: unknown }).answers : undefined;
  if (!Array.isArray(answers)) return null;
  return answers.filter(
    (one): one is Told =>
      typeof one === "object" && one !== null && typeof one.id === "string" && typeof one.category === "string" &&
      Array.isArray(one.photos) && Array.isArray(one.same),
  );
}

interface Kept {
  readonly at: string;
  readonly answers: readonly Told[];
}

export function answersScreen(app: App): Screen {
  const { t } = app;
  const pack = app.pack();
  const status = h("p", { class: "soft", role: "status" }, t("answers.fetching"));
  const list = h("ul", { class: "rows answers" });
  const addresses: string[] = [];
  const name = `answers:${pack?.id ?? ""}`;
  const own = new Set(app.held().entries.map((entry) => entry.id));

  const showPhotos = async (told: Told, target: HTMLElement): Promise<void> => {
    const token = tokens(app.held().invitations).get(pack?.id ?? "");
    if (token === undefined) return;
    for (const photo of told.photos) {
      try {
        const answer = await fetch(`/field/api/photos/${photo}`, {
          headers: { Authorization: `Bearer ${token}` },
          credentials: "omit",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (!answer.ok) throw new Error(String(answer.status));
        const address = URL.createObjectURL(await answer.blob());
        addresses.push(address);
        target.append(h("img", { src: address, alt: t("answers.photo", { what: categoryName(app, told.category) }) }));
      } catch {
        app.say(t("answers.unreached"));
        return;
      }
    }
  };
  const row = (told: Told): HTMLElement => {
    const isMine = own.has(told.id) || told.same.some((id) => own.has(id));
    const word = `status.${told.status ?? ""}`;
    const pictures = h("div", { class: "answer-photos" });
    const show = h(
      "button",
      {
        type: "button",
        click: () => {
          show.remove();
          void showPhotos(told, pictures);
        },
      },
      t.count("answers.photos", told.photos.length),
    );
    const facts = [
      told.note,
      told.reason && (told.status === "declined" ? t("answers.why", { reason: told.reason }) : told.reason),
      (told.responsible ?? told.unit) && t("answers.by", { who: [told.responsible, told.unit].filter(Boolean).join(", ") }),
      told.due_on && t("answers.due", { day: t.day(told.due_on) }),
    ].filter((fact): fact is string => Boolean(fact));
    return h(
      "li",
      { class: isMine ? "row answer is-mine" : "row answer" },
      icon(told.category),
      h(
        "div",
        { class: "row-words" },
        h("strong", {}, `${told.label} ${categoryName(app, told.category)}`),
        h(
          "span",
          { class: "soft small" },
          [t(`feeling.${told.feeling}`), told.stop !== null && `${t("stop").toLowerCase()} ${told.stop}`, isMine && t("answers.mine")]
            .filter(Boolean)
            .join(" · "),
        ),
        h("p", { class: `answer-status is-${told.status ?? "waiting"}` }, t.has(word) ? t(word as Word) : t("answers.waiting")),
        ...facts.map((fact) => h("p", { class: "small" }, fact)),
        told.photos.length > 0 && show,
        pictures,
      ),
    );
  };
  const show = (kept: Kept | undefined, isReached: boolean): void => {
    const parts = [
      !isReached && t("answers.unreached"),
      kept && kept.answers.length === 0 && t("answers.none"),
      kept && t("answers.as_of", { time: `${t.day(kept.at)} ${t.time(kept.at)}` }),
    ];
    status.textContent = parts.filter(Boolean).join(" ");
    refill(list, ...(kept?.answers ?? []).map(row));
  };
  const fetchThem = async (): Promise<void> => {
    if (!pack) return;
    const kept = app.held().meta.get(name) as Kept | undefined;
    const token = tokens(app.held().invitations).get(pack.id);
    const answer = token === undefined ? null : await ask("/field/api/answers", token, {}, TIMEOUT_MS);
    const told = answer?.status === 200 ? toldIn(answer.body) : null;
    if (told === null) {
      show(kept, false);
      const stopped = stoppedFor(app.held().invitations, pack.id);
      if (stopped) status.textContent = t(`sync.stopped.${stopped}`);
      return;
    }
    const fresh: Kept = { at: new Date().toISOString(), answers: told };
    show(fresh, true);
    if (await app.kept(app.shelf.remember(name, { ...fresh }))) await app.reload();
  };
  return {
    title: t("answers.title"),
    element: h("div", { class: "screen" }, h("h1", { tabindex: -1 }, t("answers.title")), status, list),
    entered: () => void fetchThem(),
    leave: () => addresses.forEach((address) => URL.revokeObjectURL(address)),
  };
}
