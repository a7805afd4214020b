import assert from "node:assert/strict";
import { test } from "node:test";

import { beginsAsPicture } from "./pictures.ts";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test("a file is a picture by how it begins and not by its name", () => {
  const heads = ["\xff\xd8\xff\xe0", "\x89PNG\r\n\x1a\n", "RIFF\x10\0\0\0WEBPVP8 ", "\0\0\0\x18ftypheic", "\0\0\0\x18ftypmif1"];
  for (const head of heads) assert.equal(beginsAsPicture(bytes(head)), true, head);
});

test("drawings with scripts, films, pages and nothing are none", () => {
  for (const head of ["<svg xmlns=", "<!doctype html>", "\0\0\0\x18ftypisom", "RIFF\x10\0\0\0WAVE", "GIF89a", "\xff\xd8", ""])
    assert.equal(beginsAsPicture(bytes(head)), false, head);
});
