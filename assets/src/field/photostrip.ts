/** The photos of a finding: taken, shown, removed, each with its own fate. */
import type { App } from "./context.ts";
import { h, refill } from "./dom.ts";
import { icon } from "./icons.ts";
import type { Photo } from "./model.ts";
import { prepare } from "./pictures.ts";
import { refusalSentence } from "./telling.ts";

export interface PhotoStrip {
  readonly element: HTMLElement;
  refresh(): void;
  /** Resolves when no picture is being made ready any more. */
  settled(): Promise<unknown>;
  leave(): void;
}

export function photoStrip(app: App, finding: string, walk: string): PhotoStrip {
  const { t } = app;
  const working = new Set<Promise<void>>();
  const addresses = new Map<string, string>();
  const list = h("ul", { class: "photos" });
  const status = h("p", { class: "soft small", role: "status" });

  const own = (): Photo[] =>
    app.held().photos.filter((photo) => photo.finding === finding).sort((a, b) => a.order - b.order);
  const addressOf = (photo: Photo): string | null => {
    if (!photo.thumbnail) return null;
    const known = addresses.get(photo.id) ?? URL.createObjectURL(new Blob([photo.thumbnail], { type: "image/jpeg" }));
    addresses.set(photo.id, known);
    return known;
  };

  const take = async (file: File): Promise<void> => {
    const pack = app.pack();
    if (!pack) return;
    const made = await prepare(file, pack.limits);
    if (typeof made === "string") {
      const size = Math.round(pack.limits.photo_bytes / 2 ** 20);
      app.say(made === "notpicture" ? t("photo.notpicture") : t("photo.toolarge", { size }));
      return;
    }
    const photo = {
      id: crypto.randomUUID(),
      finding,
      walk,
      type: made.type,
      thumbnail: made.thumbnail,
      size: made.data.byteLength,
      sha256: made.sha256,
      sent_at: null,
      attempts: 0,
      not_before: 0,
      refused: null,
    };
    if (await app.kept(app.shelf.addPhoto(photo, made.data))) {
      app.say(t("photo.kept"));
      await app.reload();
      app.sender.now();
    }
  };
  const chosen = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    for (const file of input.files ?? []) {
      const work = take(file).finally(() => {
        working.delete(work);
        refresh();
      });
      working.add(work);
    }
    input.value = "";
    refresh();
  };
  const remove = async (photo: Photo): Promise<void> => {
    const data = await app.shelf.picture(photo.id);
    if (!(await app.kept(app.shelf.removePhoto(photo.id)))) return;
    await app.reload();
    const { order: _, ...again } = photo;
    const undo = data && {
      label: t("undo"),
      take: async () => {
        await app.kept(app.shelf.addPhoto(again, data));
        await app.reload();
      },
    };
    app.say(t("photo.removed"), undo ?? undefined);
  };

  const shown = (photo: Photo, index: number): HTMLElement => {
    const name = t("photo.one", { n: index + 1 });
    const address = addressOf(photo);
    const mayGo = photo.sent_at === null && (photo.attempts === 0 || photo.refused !== null);
    return h(
      "li",
      { class: photo.refused ? "photo is-refused" : "photo" },
      address ? h("img", { src: address, alt: name }) : h("span", { class: "no-picture" }, icon("pictures"), name),
      photo.sent_at !== null && h("span", { class: "photo-sent" }, icon("check"), t("photo.sent")),
      photo.refused && h("p", { class: "wrong small" }, refusalSentence(t, photo.refused)),
      mayGo &&
        h(
          "button",
          {
            type: "button",
            class: "round",
            "data-key": `remove-${photo.id}`,
            "aria-label": t("photo.remove", { n: index + 1 }),
            click: () => void remove(photo),
          },
          icon("remove"),
        ),
    );
  };
  const refresh = (): void => {
    refill(list, ...own().map(shown));
    list.hidden = list.childElementCount === 0;
    status.textContent = working.size ? t("photo.working") : "";
  };
  const picker = (label: string, sign: string, camera: boolean): HTMLElement =>
    h(
      "label",
      { class: "button" },
      icon(sign),
      h("span", {}, label),
      h("input", { type: "file", accept: "image/*", capture: camera ? "environment" : null, multiple: !camera, change: chosen }),
    );
  const element = h(
    "section",
    { class: "card photo-part" },
    h("div", { class: "buttons" }, picker(t("photo.take"), "camera", true), picker(t("photo.choose"), "pictures", false)),
    list,
    status,
    h("p", { class: "soft small" }, t("photo.people")),
  );
  return {
    element,
    refresh,
    settled: () => Promise.allSettled([...working]),
    leave: () => addresses.forEach((address) => URL.revokeObjectURL(address)),
  };
}
