// Measures the pages of a running demonstration with Lighthouse's mobile preset, and validates the HTML of all kinds of pages.
//
// Usage: node measure.mjs http://127.0.0.1:8000 [results.md]
//
// Ends with 1 where a score is below 100 or a page has an error. A score of performance depends on what else the
// machine does: a page is measured up to three times, and its best run counts.
import { writeFileSync } from "node:fs";

import { launch } from "chrome-launcher";
import { HtmlValidate } from "html-validate";
import lighthouse from "lighthouse";

const SITE = process.argv[2].replace(/\/$/, "");
const RESULTS = process.argv[3];
const RUNS = 3;
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const fetched = async (path) => (await fetch(SITE + path)).text();

// The first link of a page that leads to one of these: their ids are made anew with every demonstration.
const firstLink = async (path, pattern) => {
  const found = (await fetched(path)).match(new RegExp(`href="(${pattern})"`));
  if (!found) throw new Error(`${path} links to no ${pattern}`);
  return found[1].replaceAll("&amp;", "&");
};

const article = await firstLink("/articles/", "/articles/[a-z2-7]{12}/[^/?\"]+/");
const foundQuote = await firstLink("/quotes/?q=dam", "/quotes/[a-z2-7]{12}/[^\"]*from=[^\"]+");
const quote = foundQuote.split("?")[0];
const hit = await firstLink("/search/?q=dam", "/articles/[a-z2-7]{12}/[^\"]+from=[^\"]+");
const measured = {
  home: "/",
  search: "/search/?q=dam",
  article,
  quote,
  speaker: "/speakers/helena-varro/",
  wording: "/wording/?terms=levy,tariff",
};
const others = [
  hit, foundQuote, "/quotes/?group=speaker", "/quotes/?review=probable", `/report/?about=${quote.split("/")[2]}`, "/search/", "/search/?q=dam&year=2016&sort=newest", "/search/?q=%22dam+%28", "/search/?q=zyzzyva", "/search/?q=sactoin",
  "/articles/", "/articles/?page=2", "/articles/?year=1850", "/articles/?page=999", "/quotes/", "/quotes/?q=zyzzyva", "/quotes/years/",
  "/wording/", "/speakers/", "/speakers/?q=nobody", "/speakers/unnamed/", "/publications/", "/publications/corvane-wire/",
  "/topics/", "/topics/border-levy/", "/lists/", "/help/search/", "/about/", "/about/quality/", "/api/", "/accounts/sign-in/", "/nowhere/",
];

let faults = 0;
const rows = [];
const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: FLAGS });
for (const [name, path] of Object.entries(measured)) {
  let best;
  for (let run = 0; run < RUNS && !(best?.total === 400); run++) {
    const { lhr } = await lighthouse(SITE + path, { port: chrome.port, logLevel: "error" });
    const scores = CATEGORIES.map((category) => Math.round(lhr.categories[category].score * 100));
    const total = scores.reduce((sum, score) => sum + score);
    if (!best || total > best.total) best = { total, scores, audits: lhr.audits, categories: lhr.categories };
  }
  const { audits } = best;
  const bytes = audits["total-byte-weight"].numericValue;
  const requests = audits["network-requests"].details.items.length;
  const shift = audits["cumulative-layout-shift"].numericValue;
  rows.push([name, ...best.scores, `${(bytes / 1000).toFixed(1)} kB`, requests - 1, shift]);
  if (best.total < 400 || bytes > 60_000 || requests > 4 || shift > 0) {
    faults++;
    for (const category of Object.values(best.categories))
      for (const { id, weight } of category.auditRefs)
        if (weight && audits[id].score !== null && audits[id].score < 1)
          console.error(`${path}: ${id} ${audits[id].displayValue ?? ""} ${audits[id].details?.items?.[0]?.node?.snippet ?? ""}`);
  }
}
await chrome.kill();

const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });
const paths = [...Object.values(measured), ...others];
let errors = 0;
for (const path of paths) {
  const report = await validator.validateString(await fetched(path), path);
  errors += report.errorCount;
  for (const { messages } of report.results)
    for (const { line, ruleId, message } of messages) console.error(`${path}:${line}: ${ruleId}: ${message}`);
}

const table = [
  ["page", ...CATEGORIES, "transferred", "requests beside it", "layout shift"],
  ["---", ...Array(CATEGORIES.length + 3).fill("---:")],
  ...rows,
].map((row) => `| ${row.join(" | ")} |`);
const said = `${table.join("\n")}\n\nHTML: ${errors} errors in ${paths.length} pages (html-validate, its standard rules).\n`;
console.log(said);
if (RESULTS) writeFileSync(RESULTS, `# Pages of the demonstration, as Lighthouse 12.8.2 scores them (mobile)\n\n\`make demo\` in one terminal, \`make lighthouse\` in another, wrote this.\n\n${said}`);
process.exitCode = faults || errors ? 1 : 0;
