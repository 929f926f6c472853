// Builds static/build/ from static/src/ and npm packages: theme, scripts, fonts and the icons that are used.
// Run by `npm run build`. Nothing is fetched; everything served comes from node_modules and this repository.
import { buildSync } from "esbuild";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = join(ROOT, "static", "build");
const MODULES = join(ROOT, "node_modules");
const ICONS = join(MODULES, "bootstrap-icons", "icons");
const APPS = ["portal", "core", "accounts", "onestop", "auctions", "notary", "certification", "stats"];

function theme() {
  const result = sass.compile(join(ROOT, "static", "src", "theme.scss"), {
    loadPaths: [MODULES],
    style: "compressed",
    quietDeps: true,
    silenceDeprecations: ["import", "color-functions", "if-function"], // all in Bootstrap 5.3
  });
  writeFileSync(join(OUT, "theme.css"), result.css);
}

function bundle(name, options = {}) {
  buildSync({
    entryPoints: [join(ROOT, "static", "src", `${name}.js`)],
    outfile: join(OUT, `${name}.js`),
    bundle: true,
    minify: true,
    legalComments: "none",
    format: "iife",
    target: ["es2020"],
    charset: "utf8",
    ...options,
  });
}

function scripts() {
  bundle("early");
  bundle("app");
  bundle("editor");
  bundle("tour"); // and tour.css, which it imports
  copyFileSync(join(MODULES, "htmx.org", "dist", "htmx.min.js"), join(OUT, "htmx.min.js"));
}

// pdf.js: a module of its own, its worker, and what documents need that do not embed their fonts or hold JPEG 2000.
function viewer() {
  const source = join(MODULES, "pdfjs-dist");
  bundle("viewer", { format: "esm", target: ["es2022"] });
  copyFileSync(join(source, "legacy", "build", "pdf.worker.min.mjs"), join(OUT, "viewer.worker.js"));
  for (const folder of ["standard_fonts", "wasm"]) cpSync(join(source, folder), join(OUT, "pdfjs", folder), { recursive: true });
}

function fonts() {
  mkdirSync(join(OUT, "fonts"));
  for (const subset of ["latin", "vietnamese"]) {
    const name = `noto-sans-${subset}-wght-normal.woff2`;
    copyFileSync(join(MODULES, "@fontsource-variable", "noto-sans", "files", name), join(OUT, "fonts", name));
  }
}

function files(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path, ending);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}

// An icon is named in a template (<c-icon name="x">, {% icon "x" %}, icon="x") or in Python (icon="x");
// names with a hyphen are found wherever they stand in quotes, so tables such as {"ok": "check-circle"} work too.
function iconNames() {
  const sure = new Map();
  const maybe = new Set();
  const collect = (path, pattern, into) => {
    const text = readFileSync(path, "utf8").replace(/\{% comment %\}[\s\S]*?\{% endcomment %\}/g, "");
    for (const [, value] of text.matchAll(pattern)) {
      for (const word of value.replace(/\{[{%].*?[%}]\}/g, " ").split(/\s+/)) if (word) into(word, path);
    }
  };
  const name = (word, path) => sure.set(word, path);
  const hyphened = (word) => /^[a-z0-9]+(-[a-z0-9]+)+$/.test(word) && maybe.add(word);
  for (const path of files(join(ROOT, "templates"), ".html")) {
    collect(path, /<c-icon\s[^>]*?\bname="([^"]*)"/g, name);
    collect(path, /<c-[^>]*?\sicon="([^"]*)"/g, name);
    collect(path, /\{%\s*icon\s+"([^"]+)"/g, name);
    collect(path, /"([a-z0-9-]+)"/g, hyphened);
  }
  const missing = APPS.filter((app) => !existsSync(join(ROOT, app)));
  if (missing.length) throw new Error(`icons are named in the code of ${missing.join(", ")}, which is not here`);
  for (const path of APPS.flatMap((app) => files(join(ROOT, app), ".py"))) {
    collect(path, /\bicon["']?\s*[=:]\s*["']([a-z0-9-]+)["']/g, name);
    collect(path, /["']([a-z0-9-]+)["']/g, hyphened);
  }
  const known = (icon) => existsSync(join(ICONS, `${icon}.svg`));
  const unknown = [...sure].filter(([icon]) => icon !== "none" && !known(icon));
  if (unknown.length) throw new Error(`no such icon: ${unknown.map(([icon, path]) => `${icon} in ${path}`).join(", ")}`);
  return [...new Set([...sure.keys(), ...maybe])].filter(known).sort();
}

function sprite() {
  const symbols = iconNames().map((icon) => {
    const svg = readFileSync(join(ICONS, `${icon}.svg`), "utf8");
    const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${icon}" viewBox="0 0 16 16">${inner}</symbol>`;
  });
  writeFileSync(join(OUT, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
  return symbols.length;
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
theme();
scripts();
viewer();
fonts();
console.log(`static/build: theme, scripts, fonts and ${sprite()} icons`);
