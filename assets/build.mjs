/**
 * Everything the browser is served, in one folder: build/.
 *
 * src/NAME/index.ts   -> build/NAME.js (one classic script) and build/NAME.css
 * src/NAME/worker.ts  -> build/NAME-worker.js (one module, started by the page's code, never injected into a page)
 * src/field/          -> build/field/: an app of its own with a page, a worker and a version, never part of other pages
 * src/handout/file.ts -> build/handout/: script and style that a handout takes along in its one file, of no page
 * style.css, icons/   -> copied as they are
 *
 * Prints the names of the files, one per line. Files that are no longer made are removed.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const source = join(root, "src");
const target = join(root, "build");

const exists = (path) => stat(path).then(() => true, () => false);

async function entries(file, name) {
  const folders = (await readdir(source, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = {};
  for (const folder of folders) {
    const path = join(source, folder.name, file);
    if (await exists(path)) found[name(folder.name)] = path;
  }
  return found;
}

async function files(folder) {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  charset: "utf8",
  target: "es2022",
  legalComments: "inline",
  logLevel: "warning",
  // MapLibre asks for its module's address only where nobody has said where its worker lies; we say it.
  logOverride: { "empty-import-meta": "silent" },
  loader: { ".svg": "dataurl", ".png": "dataurl" },
};

/** The version of the walk's app: any change of its sources makes another, and other names for its files. */
async function fieldVersion() {
  const own = (await files(join(source, "field"))).filter((name) => !name.endsWith(".test.ts")).sort();
  const digest = createHash("sha256");
  for (const path of [...own.map((name) => join(source, "field", name)), join(root, "package-lock.json"), join(root, "build.mjs")]) {
    digest.update(await readFile(path)).update("\0");
  }
  return digest.digest("hex").slice(0, 12);
}

async function buildField(folder) {
  const [own, version] = [join(source, "field"), await fieldVersion()];
  await mkdir(folder, { recursive: true });
  const define = { FIELD_VERSION: JSON.stringify(version) };
  const app = `app-${version}`;
  await build({ ...shared, format: "iife", outdir: folder, define, entryPoints: { [app]: join(own, "app.ts") } });
  const fixed = (await files(join(own, "static"))).filter((name) => name !== "index.html").sort();
  for (const name of fixed) await cp(join(own, "static", name), join(folder, name));
  const page = await readFile(join(own, "static", "index.html"), "utf8");
  await writeFile(join(folder, "index.html"), page.replaceAll("{version}", version));
  // what the app starts from without a network; the icons are the system's to keep
  const shell = [`/field/assets/${app}.js`, `/field/assets/${app}.css`, "/field/manifest.webmanifest", "/field/assets/icon.svg"];
  await build({
    ...shared,
    format: "iife",
    outdir: folder,
    define: { ...define, FIELD_SHELL: JSON.stringify(shell) },
    entryPoints: { sw: join(own, "sw.ts") },
  });
}

// Built beside and moved in place file by file, so that a server running meanwhile never reads half a script.
const fresh = await mkdtemp(join(root, ".build-"));
try {
  await build({ ...shared, format: "iife", outdir: fresh, entryPoints: await entries("index.ts", (name) => name) });
  await build({ ...shared, format: "esm", outdir: fresh, entryPoints: await entries("worker.ts", (name) => `${name}-worker`) });
  await buildField(join(fresh, "field"));
  await build({
    ...shared,
    format: "iife",
    outdir: join(fresh, "handout"),
    entryPoints: { handout: join(source, "handout", "file.ts") },
  });
  for (const own of ["style.css", "icons"]) {
    if (await exists(join(root, own))) await cp(join(root, own), join(fresh, own), { recursive: true });
  }
  const made = (await files(fresh)).sort();
  for (const name of made) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    await rename(join(fresh, name), join(target, name));
  }
  for (const old of await files(target)) {
    if (!made.includes(old)) await rm(join(target, old));
  }
  console.log(made.map((name) => name.replaceAll("\\", "/")).join("\n"));
} finally {
  await rm(fresh, { recursive: true, force: true });
}
