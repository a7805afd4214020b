/** Photos made ready on the phone: turned upright, shrunk, and without the position that the camera wrote into them. */
import { sha256 } from "./digest.ts";

const QUALITY = 0.8;
const THUMBNAIL_SIDE = 200;

/** A picture as it will be sent. thumbnail: null where this browser cannot draw it. */
export interface Prepared {
  readonly data: ArrayBuffer;
  readonly type: string;
  readonly thumbnail: ArrayBuffer | null;
  readonly sha256: string;
}

export type NotPrepared = "notpicture" | "toolarge";

const HEAD_BYTES = 12;
const BRANDS = new Set("heic heix heim heis hevc hevx hevm hevs mif1 msf1 avif".split(" "));

/** Whether a file begins as a picture that some phone or the server can read, whatever its name and type say. */
export function beginsAsPicture(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES));
  return (
    text.startsWith("\xff\xd8\xff") ||
    text.startsWith("\x89PNG\r\n\x1a\n") ||
    (text.startsWith("RIFF") && text.slice(8) === "WEBP") ||
    (text.slice(4, 8) === "ftyp" && BRANDS.has(text.slice(8)))
  );
}

async function drawn(bitmap: ImageBitmap, side: number, quality: number): Promise<ArrayBuffer | null> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) return null;
  // what is transparent would turn black
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  canvas.width = canvas.height = 0;
  return blob ? blob.arrayBuffer() : null;
}

/** A file from the camera, ready to be kept. What this browser cannot decode (HEIC) is left as it is for the server. */
export async function prepare(
  file: File,
  limits: { readonly photo_bytes: number; readonly photo_side: number },
): Promise<Prepared | NotPrepared> {
  let bitmap: ImageBitmap | null = null;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    // one that is only too large for this phone's memory is not lost: the server may be able to
    if (!beginsAsPicture(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))) return "notpicture";
  }
  let data: ArrayBuffer | null = null;
  let thumbnail: ArrayBuffer | null = null;
  if (bitmap) {
    data = await drawn(bitmap, limits.photo_side, QUALITY);
    thumbnail = await drawn(bitmap, THUMBNAIL_SIDE, 0.7);
    bitmap.close();
  }
  const type = data ? "image/jpeg" : file.type || "image/heic";
  const bytes = data ?? (await file.arrayBuffer());
  if (bytes.byteLength > limits.photo_bytes) return "toolarge";
  return { data: bytes, type, thumbnail, sha256: await sha256(bytes) };
}
