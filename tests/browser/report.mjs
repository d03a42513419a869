// See report.sh.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [pictures, ...reports] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
let faults = 0;
const fault = (...words) => { faults++; console.error("FAULT", ...words); };

for (const report of reports) {
  const name = basename(report, ".html"), address = `file://${report}`;
  const open = async options => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on("console", message => { if (["error", "warning"].includes(message.type())) fault(name, message.text()); });
    page.on("pageerror", error => fault(name, error.message));
    page.on("request", request => { if (request.url() !== address) fault(name, "asks for", request.url()); });
    await page.goto(address);
    return page;
  };
  const desktop = await open({ viewport: { width: 1280, height: 900 } });
  await desktop.screenshot({ path: `${pictures}/${name}-desktop.png`, fullPage: true });
  const rows = await desktop.locator("#list tbody tr").count();
  const head = desktop.locator("#list thead button").first();
  await head.focus();
  await desktop.keyboard.press("Enter");
  const dates = (await desktop.locator("#list tbody td:first-child").allTextContents());
  if (dates.some((date, at) => at && date.localeCompare(dates[at - 1]) < 0)) fault(name, "is not sorted by date");
  if (rows) {
    await desktop.locator("#filter").fill("zzzz-nothing");
    if (await desktop.locator("#list tbody tr:visible").count()) fault(name, "the filter shows what it should hide");
    await desktop.locator("#filter").fill("");
    if ((await desktop.locator("#list tbody tr:visible").count()) !== rows) fault(name, "the filter hides what it should show");
  }
  await desktop.pdf({ path: `${pictures}/${name}-print.pdf`, format: "A4" });
  // The policy of the file lets nothing be added to it: axe looks at the same file without it.
  const looked = await browser.newPage({ bypassCSP: true });
  await looked.goto(address);
  await looked.evaluate(() => document.querySelectorAll("details").forEach(details => details.open = true));
  await looked.evaluate(axe);
  const { violations } = await looked.evaluate(() => axe.run());
  for (const { id, impact, nodes } of violations) {
    if (["serious", "critical"].includes(impact)) fault(name, id, impact, nodes[0].html.slice(0, 200));
    else console.log(name, "axe:", id, impact, nodes.length);
  }
  for (const [kind, options] of [
    ["phone", { viewport: { width: 390, height: 844 } }],
    ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
    ["plain", { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }],
  ]) {
    const page = await open(options);
    await page.screenshot({ path: `${pictures}/${name}-${kind}.png`, fullPage: true });
    const wide = kind === "phone" && await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (wide) fault(name, "is wider than a phone");
    if (kind === "plain" && (await page.locator("#list tbody tr:visible").count()) !== rows) fault(name, "hides articles without scripts");
  }
  console.log(name, rows, "articles", readFileSync(report).length, "bytes");
}
await browser.close();
process.exit(faults ? 1 : 0);
