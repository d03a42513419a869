// What Chromium makes of a page: browser.mjs ADDRESS PROXY FOLDER NAME; writes NAME.mhtml, NAME.txt (the visible text), NAME.dom.html.
import { writeFileSync } from "node:fs";
import { launch } from "puppeteer-core";

const [address, proxy, folder, name] = process.argv.slice(2);
const browser = await launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", `--proxy-server=${proxy}`] });
const page = await browser.newPage();
await page.goto(address, { waitUntil: "load" });
const client = await page.createCDPSession();
const { data } = await client.send("Page.captureSnapshot", { format: "mhtml" });
writeFileSync(`${folder}/${name}.mhtml`, data);
writeFileSync(`${folder}/${name}.txt`, await page.evaluate(() => document.body.innerText));
writeFileSync(`${folder}/${name}.dom.html`, await page.content());
await browser.close();
