// Opens one page in Chromium as every reader may, and writes what it saw, as JSON.
// Standard input: {"chromium": path, "page": file URL, "pictures": folder or null}.
const { chromium } = require("playwright-core");
const fs = require("fs");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const READERS = {
  desk: { width: 1200, scheme: "light", media: "screen" },
  dark: { width: 1200, scheme: "dark", media: "screen" },
  phone: { width: 360, scheme: "light", media: "screen" },
  paper: { width: 700, scheme: "dark", media: "print" },
};

async function look(context, asked) {
  const seen = {};
  const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const page = await context.newPage();
  let complaints = [];
  page.on("console", (said) => { if (["error", "warning"].includes(said.type())) complaints.push(said.text()); });
  page.on("pageerror", (fault) => complaints.push(String(fault)));
  page.on("request", (request) => { if (request.url() !== asked.page) complaints.push(request.url()); });
  for (const [name, reader] of Object.entries(READERS)) {
    complaints = [];
    await page.setViewportSize({ width: reader.width, height: 900 });
    await page.emulateMedia({ media: reader.media, colorScheme: reader.scheme });
    await page.goto(asked.page, { waitUntil: "load" });
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
      return found.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 160)}`);
    });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    const cut = await page.evaluate(() => [...document.querySelectorAll("svg text")].filter((text) => {
      const own = text.getBoundingClientRect(), whole = text.closest("svg").getBoundingClientRect();
      return own.width && (own.left < whole.left - 1 || own.right > whole.right + 1);
    }).map((text) => text.textContent));
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    if (asked.pictures) await page.screenshot({ path: `${asked.pictures}/${name}.png`, fullPage: true });
    seen[name] = { complaints, violations, width, cut, paper };
  }
  const pdf = await page.pdf({ format: "A4" });
  if (asked.pictures) fs.writeFileSync(`${asked.pictures}/paper.pdf`, pdf);
  seen.pages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) || []).length;
  await page.close();
  return seen;
}

async function keyboard(context, asked) {
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(asked.page);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  const skippedTo = await page.evaluate(() => document.activeElement.id);
  const scrolls = await page.evaluate(() => [...document.querySelectorAll(".scroll")]
    .filter((each) => each.scrollWidth > each.clientWidth && each.tabIndex !== 0).length);
  await page.close();
  return { first, skippedTo, scrolls };
}

(async () => {
  const asked = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await chromium.launch({ executablePath: asked.chromium, headless: true, args: FLAGS });
  const context = await browser.newContext();
  const answer = { ...(await look(context, asked)), keyboard: await keyboard(context, asked) };
  await browser.close();
  process.stdout.write(JSON.stringify(answer));
})();
