// Moves the sliders of a simulator page in Chromium as a person with a keyboard would.
// Standard input: {"chromium": path, "page": file URL, "pictures": folder or null}.
const { chromium } = require("playwright-core");
const fs = require("fs");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

// What stands in the page now: the words under the sliders, the table, the picture's first line.
function told(page) {
  return page.evaluate(() => ({
    state: document.getElementById("state").textContent,
    delay: document.getElementById("delay-said").textContent,
    severity: document.getElementById("severity-said").textContent,
    cells: [...document.getElementById("ends").rows].map((row) => [...row.cells].slice(1).map((c) => c.textContent)),
    line: document.querySelector("#picture .mark-line path").getAttribute("d"),
  }));
}

(async () => {
  const asked = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await chromium.launch({ executablePath: asked.chromium, headless: true, args: FLAGS });
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  const complaints = [];
  page.on("console", (said) => { if (["error", "warning"].includes(said.type())) complaints.push(said.text()); });
  page.on("pageerror", (fault) => complaints.push(String(fault)));
  page.on("request", (request) => { if (request.url() !== asked.page) complaints.push(request.url()); });
  await page.goto(asked.page, { waitUntil: "load" });
  await page.waitForSelector("#picture .mark-line path");
  const fitted = await told(page);

  const bands = () => page.waitForFunction(
    () => document.getElementById("state").textContent.includes("bands of"), null, { timeout: 120000 });
  await page.focus("#delay");
  for (let i = 0; i < 6; i += 1) await page.keyboard.press("ArrowRight");
  await bands();
  const later = await told(page);
  if (asked.pictures) await page.screenshot({ path: `${asked.pictures}/later.png`, fullPage: true });

  await page.click("#reset");
  await page.waitForFunction(() => document.getElementById("state").textContent === "As fitted.");
  await page.waitForFunction(
    (line) => document.querySelector("#picture .mark-line path").getAttribute("d") === line, fitted.line);
  const back = await told(page);

  await page.focus("#severity");
  await page.keyboard.press("End");
  await bands();
  const worse = await told(page);
  await browser.close();
  process.stdout.write(JSON.stringify({ complaints, fitted, later, back, worse }));
})();
