// Opens pages from a folder in Chromium and writes what it saw, as JSON.
// Standard input: {"chromium": path, "site": file URL of the folder, "pages": [paths]}.
const { chromium } = require("playwright-core");
const fs = require("fs");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const DESKTOP = { width: 1200, height: 900 };
const PHONE = { width: 360, height: 740 };

async function visit(context, asked) {
  const seen = {};
  const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const page = await context.newPage();
  let complaints = [];
  page.on("console", (said) => { if (["error", "warning"].includes(said.type())) complaints.push(said.text()); });
  page.on("pageerror", (fault) => complaints.push(String(fault)));
  page.on("request", (request) => { if (!request.url().startsWith("file://")) complaints.push(request.url()); });
  for (const path of asked.pages) {
    complaints = [];
    await page.setViewportSize(DESKTOP);
    await page.goto(asked.site + path, { waitUntil: "load" });
    const picture = await page.screenshot();
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
      return found.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 160)}`);
    });
    const desktop = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.setViewportSize(PHONE);
    const phone = await page.evaluate(() => document.documentElement.scrollWidth);
    seen[path] = { complaints, violations, desktop, phone, bytes: picture.length };
  }
  await page.close();
  return seen;
}

async function search(context, asked) {
  const page = await context.newPage();
  await page.setViewportSize(DESKTOP);
  await page.goto(asked.site + "rules/total_b12.deficient.html");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  const skippedTo = await page.evaluate(() => document.activeElement.id);
  await page.fill("#asked", "nitrous oxide");
  await page.press("#asked", "Enter");
  await page.waitForSelector("#search-results li");
  const says = await page.textContent("#search-says");
  const found = await page.$$eval("#search-results a", (links) => links.map((link) => link.textContent));
  await page.click("#search-results a");
  await page.waitForLoadState("load");
  const title = await page.textContent("h1");
  await page.goto(asked.site + "search.html?q=zzzz");
  const nothing = await page.textContent("#search-says");
  await page.goto(asked.site + "search.html?q=" + encodeURIComponent("<img src=x onerror=alert(1)>"));
  const hostile = await page.evaluate(() => document.querySelectorAll("main img").length);
  await page.close();
  return { first, skippedTo, says, found, title, nothing, hostile };
}

async function blank(context) {
  const page = await context.newPage();
  await page.setViewportSize(DESKTOP);
  const picture = await page.screenshot();
  await page.close();
  return picture.length;
}

(async () => {
  const asked = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await chromium.launch({ executablePath: asked.chromium, headless: true, args: FLAGS });
  const context = await browser.newContext();
  const answer = { blank: await blank(context), pages: await visit(context, asked), search: await search(context, asked) };
  await browser.close();
  process.stdout.write(JSON.stringify(answer));
})();
