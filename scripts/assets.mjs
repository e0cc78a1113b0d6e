// Copies from node_modules what the pages (faubourg/ui/static/vendor/) and the PDF (faubourg/documents/fonts/) need:
// plain files, no bundler.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, "node_modules");
const vendor = path.join(root, "faubourg", "ui", "static", "vendor");
const fonts = path.join(root, "faubourg", "documents", "fonts");

// Names as on the Tabler icons site (outline). An icon that a template names and this list lacks is a failing test.
const ICONS = `
  adjustments-horizontal alert-triangle archive arrow-back-up arrow-down arrow-left arrow-right arrow-up arrows-sort
  ban bell book books briefcase building building-community bulb calendar calendar-event chart-bar chart-line check
  chevron-down chevron-left chevron-right chevron-up circle-check circle-dashed circle-x clipboard-list clock coin
  copy database dots download edit external-link eye file-download file-export file-import file-spreadsheet file-text
  file-type-doc file-type-pdf file-type-xls files filter flag folder gavel git-compare git-merge grid-dots grip-vertical hash help
  hierarchy history home hourglass info-circle key keyboard language layout-columns layout-list letter-case link list
  list-check list-details list-tree lock lock-open login logout mail map map-pin menu-2 message-circle minus notebook
  paperclip pencil player-pause plus printer puzzle quote refresh report-analytics scale scissors search send settings
  shield-check sitemap speakerphone star sum switch-horizontal table tag tags target tool transfer trash upload user
  users x
`.trim().split(/\s+/);

const FILES = {
  "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter.woff2",
  "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2": "source-serif.woff2",
};
// Typst reads no woff2: the same two families as static fonts.
const PRINT_FONTS = [
  "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf",
  "@expo-google-fonts/inter/400Regular_Italic/Inter_400Regular_Italic.ttf",
  "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf",
  "@expo-google-fonts/inter/600SemiBold_Italic/Inter_600SemiBold_Italic.ttf",
  "@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf",
  "@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
  "@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf",
];
// Two of the four licences are the same text by the same author; @tabler/core leaves it out of its package.
const LICENCES = [
  "@fontsource-variable/inter", "@fontsource-variable/source-serif-4", "@tabler/core", "@tabler/icons", "sortablejs",
];
// Moves by drag.
const SORTABLE = "sortablejs/Sortable.min.js";
// Only for the browser tests: absent after `npm ci --omit=dev`.
const AXE = "axe-core/axe.min.js";

async function symbol(name) {
  const file = path.join(modules, "@tabler", "icons", "icons", "outline", `${name}.svg`);
  if (!existsSync(file)) throw new Error(`scripts/assets.mjs: no outline icon is called "${name}"`);
  const svg = (await readFile(file, "utf8")).replace(/<!--[\s\S]*?-->/g, "");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const lines = inner.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${lines}</symbol>`;
}

async function licences() {
  const parts = [];
  for (const name of LICENCES) {
    const folder = path.join(modules, name);
    const { version, license, author } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    const holder = typeof author === "object" ? author.name : author;
    const file = path.join(folder, "LICENSE");
    const text = existsSync(file) ? (await readFile(file, "utf8")).trim() : `Copyright ${holder}; text of the licence: see @tabler/icons`;
    parts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}

await rm(vendor, { recursive: true, force: true });
await mkdir(vendor, { recursive: true });
const css = await readFile(path.join(modules, "@tabler/core/dist/css/tabler.min.css"), "utf8");
await writeFile(path.join(vendor, "tabler.min.css"), css.replace(/\/\*# sourceMappingURL=.*?\*\//g, ""));
for (const [from, to] of Object.entries(FILES)) await copyFile(path.join(modules, from), path.join(vendor, to));
await copyFile(path.join(modules, SORTABLE), path.join(vendor, "sortable.min.js"));
if (existsSync(path.join(modules, AXE))) await copyFile(path.join(modules, AXE), path.join(vendor, "axe.min.js"));
const symbols = await Promise.all(ICONS.map(symbol));
await writeFile(
  path.join(vendor, "icons.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`,
);
await writeFile(path.join(vendor, "LICENCES.txt"), await licences());
await rm(fonts, { recursive: true, force: true });
await mkdir(fonts, { recursive: true });
for (const name of PRINT_FONTS) await copyFile(path.join(modules, name), path.join(fonts, path.basename(name)));
for (const family of ["inter", "source-serif-4"]) {
  await copyFile(path.join(modules, "@expo-google-fonts", family, "LICENSE_FONT"), path.join(fonts, `LICENCE-${family}.txt`));
}
console.log(`faubourg/ui/static/vendor: style sheet, ${Object.keys(FILES).length} fonts, ${ICONS.length} icons`);
