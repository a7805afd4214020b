/** A copy of all that is on the phone, as a file: the way out when sending has stopped. */
import type { Holdings, Shelf } from "./shelf.ts";
import { zip, type Packed } from "./zip.ts";

/** What was noted, readable by people and programs. Tokens stay out of it: a copy may be mailed. */
export function notesOf(held: Holdings): unknown {
  return {
    walks: held.packs.map(({ id, walk, municipality }) => ({ id, title: walk.title, planned_on: walk.planned_on, municipality })),
    entries: held.entries.filter((entry) => entry.deleted_at === null),
    operations: held.ops,
    photos: held.photos.map(({ thumbnail: _, ...photo }) => photo),
  };
}

const ENDINGS: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

export async function copyOf(shelf: Shelf): Promise<Blob> {
  const held = await shelf.all();
  const files: Packed[] = [
    { name: "fynd.json", data: new TextEncoder().encode(JSON.stringify(notesOf(held), null, 2)) },
  ];
  for (const photo of held.photos) {
    const data = await shelf.picture(photo.id);
    const name = `foton/${photo.finding}/${photo.id}.${ENDINGS[photo.type] ?? "heic"}`;
    if (data) files.push({ name, data: new Uint8Array(data) });
  }
  return new Blob(zip(files, new Date()), { type: "application/zip" });
}

/** Hand a file to the person. */
export function handOver(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
