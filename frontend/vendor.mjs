// Writes static/vendor from the pinned packages of package-lock.json, and a manifest with the hash of every file.
// Run in this folder: npm ci && npm run vendor
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const MODULES = path.join(HERE, "node_modules");
const VENDOR = path.join(HERE, "..", "static", "vendor");
const FONT = "@fontsource-variable/source-sans-3";

const described = {};

async function describe(name) {
  const file = await readFile(path.join(MODULES, name, "package.json"), "utf8");
  const { version, license } = JSON.parse(file);
  return { package: name, version, licence: license };
}

function folder({ package: name, version }) {
  return `${name.split("/").pop()}@${version}`;
}

// Copies one file of a package into its versioned folder and notes where it came from.
async function take(about, from, to = path.basename(from)) {
  const relative = `${folder(about)}/${to}`;
  await mkdir(path.dirname(path.join(VENDOR, relative)), { recursive: true });
  await copyFile(path.join(MODULES, about.package, from), path.join(VENDOR, relative));
  described[relative] = about;
}

async function takeLicences(about, into = about) {
  const files = await readdir(path.join(MODULES, about.package));
  for (const file of files.filter((name) => /^licen[cs]e/i.test(name))) {
    const label = about.package === into.package ? file : `${about.package.replace("/", "-")}.${file}`;
    const relative = `${folder(into)}/${label.replace(/(\.md|\.txt)?$/i, ".txt")}`;
    await copyFile(path.join(MODULES, about.package, file), path.join(VENDOR, relative));
    described[relative] = about;
  }
}

async function htmx() {
  const about = await describe("htmx.org");
  await take(about, "dist/htmx.min.js");
  await takeLicences(about);
}

async function font() {
  const about = await describe(FONT);
  for (const subset of ["latin", "latin-ext"]) await take(about, `files/source-sans-3-${subset}-wght-normal.woff2`);
  await takeLicences(about);
}

// The peer builds carry no style of their own; the standalone one injects <style>, which our CSP refuses.
// Both lines name the file that the other package imports, so that vis-data is in the bundle only once.
const ENTRY = `
export { Timeline } from "vis-timeline/peer/esm/vis-timeline-graph2d.mjs";
export { DataSet } from "vis-data/peer/esm/vis-data.js";
export { default as moment } from "moment";
`;

// The peer build of vis-timeline has swallowed these, so esbuild cannot tell us about them.
const EMBEDDED = ["@egjs/hammerjs", "component-emitter", "cssfilter", "keycharm", "propagating-hammerjs", "uuid", "vis-util", "xss"];

async function timeline() {
  const about = await describe("vis-timeline");
  const relative = `${folder(about)}/vis-timeline.bundle.js`;
  const result = await build({
    stdin: { contents: ENTRY, resolveDir: HERE, sourcefile: "entry.js" },
    outfile: path.join(VENDOR, relative),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "eof",
    metafile: true,
    logLevel: "warning",
  });
  described[relative] = about;
  await take(about, "styles/vis-timeline-graph2d.min.css", "vis-timeline.css");
  await takeLicences(about);
  for (const name of [...bundledPackages(result.metafile), ...EMBEDDED]) {
    if (name !== about.package) await takeLicences(await describe(name), about);
  }
}

function bundledPackages(metafile) {
  const found = Object.keys(metafile.inputs).map((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
  return [...new Set(found.filter(Boolean))].sort();
}

async function writeManifest() {
  const manifest = {};
  for (const relative of Object.keys(described).sort()) {
    const bytes = await readFile(path.join(VENDOR, relative));
    const hash = (algorithm) => `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;
    manifest[relative] = { ...described[relative], bytes: bytes.length, sha256: hash("sha256"), sha384: hash("sha384") };
  }
  await writeFile(path.join(VENDOR, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

await rm(VENDOR, { recursive: true, force: true });
await mkdir(VENDOR, { recursive: true });
await htmx();
await font();
await timeline();
await writeManifest();
