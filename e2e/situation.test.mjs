// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The public pages of notified cases: how much they weigh, that they ask nobody else, and that map, chart and comparison
 * can be walked by keyboard; municipalities for those who may see them.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";
import { tabTo } from "./keyboard.mjs";

/** The most that the first page of a visit may weigh on its way, in bytes: everything, and scripts alone. */
const wholeLimit = 150_000;
const scriptLimit = 45_000;

/** Loads a page as a first visit and says what came over the wire. */
async function weigh(house, path) {
  const { context, page, complaints, close } = await visitor(house);
  await context.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
  const requests = new Map();
  wire.on("Network.requestWillBeSent", ({ requestId, request, type }) => requests.set(requestId, { url: request.url, type, bytes: 0 }));
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  const all = [...requests.values()];
  const sum = (wanted) => all.filter(wanted).reduce((bytes, one) => bytes + one.bytes, 0);
  const weight = {
    whole: sum(() => true),
    scripts: sum((one) => one.type === "Script"),
    fonts: sum((one) => one.type === "Font"),
    page: sum((one) => one.type === "Document"),
    hosts: new Set(all.filter((one) => !one.url.startsWith("data:")).map((one) => new URL(one.url).origin)),
    violations: await page.evaluate(() => globalThis.violations),
    complaints,
  };
  await close();
  return weight;
}

describe("the situation", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(async () => house?.close());

  for (const path of ["/", "/krankheiten/influenza", "/regionen/03241", "/krankheiten/influenza/karte?bilder=jahre"]) {
    test(`${path} is light and asks no other host`, async (t) => {
      const weight = await weigh(house, path);
      t.diagnostic(`${path}: ${weight.whole} bytes, page ${weight.page}, scripts ${weight.scripts}, fonts ${weight.fonts}`);
      assert.ok(weight.page > 5_000, "something was weighed");
      assert.ok(weight.whole <= wholeLimit, `${weight.whole} bytes are more than ${wholeLimit}`);
      assert.ok(weight.scripts <= scriptLimit, `${weight.scripts} bytes of scripts are more than ${scriptLimit}`);
      assert.deepEqual([...weight.hosts], [house.base]);
      assert.deepEqual(weight.violations, []);
      assert.deepEqual(weight.complaints, []);
    });
  }

  test("the start page says the week in sentences, pictures and a table", async () => {
    const { page } = await visitor(house, { width: 360, height: 800, script: false });
    await page.goto("/");
    assert.match(await page.locator(".deich-prose").first().innerText(), /meldepflichtigen Krankheiten gemeldet/);
    assert.ok((await page.locator("svg.figure-small").count()) >= 8);
    await page.getByText("Als Tabelle").first().click();
    assert.ok(await page.getByRole("table", { name: /derselben Woche früherer Jahre/ }).isVisible());
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "no page is wider than the screen");
  });

  test("map and table lead to a district, and on to a comparison, by keyboard alone", async () => {
    const { page } = await visitor(house);
    await page.goto("/regionen");
    const stop = page.locator("svg.figure-map [data-area][tabindex='0']");
    await stop.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowUp");
    const key = await page.evaluate(() => document.activeElement?.getAttribute("data-area"));
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/regionen/${key}`));
    await assertAccessible(page, "a region");
    const table = page.locator("#reihe summary");
    await table.focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.getByRole("table", { name: /Fälle je Woche/ }).isVisible());
    const compare = page.getByRole("link", { name: "Im Zeitverlauf vergleichen" });
    await tabTo(page, compare);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/vergleich\?/);
    await assertAccessible(page, "a comparison");
    assert.ok((await page.locator(".figure-wide svg.figure-series .figure-second").count()) > 0);
    // What is chosen stands in the address: another visitor without scripts sees the same.
    const heading = await page.getByRole("heading", { level: 2 }).first().innerText();
    const { page: other } = await visitor(house, { script: false });
    await other.goto(page.url());
    assert.equal(await other.getByRole("heading", { level: 2 }).first().innerText(), heading);
  });

  test("whoever may looks closer: from the state to a district's municipalities and to one of them", async () => {
    const { page } = await visitor(house, { role: "analyst" });
    await page.goto("/krankheiten/norovirus/karte");
    await assertAccessible(page, "the map of districts");
    const gifhorn = page.locator("svg.figure-map [data-area='03151']");
    await gifhorn.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/ebene=gemeinde&kreis=03151/);
    assert.match(await page.locator("main").innerText(), /Nur für den Dienstgebrauch/);
    await assertAccessible(page, "the map of municipalities");
    assert.ok((await page.locator("svg.figure-map [data-area]").count()) > 30);
    await page.getByRole("combobox", { name: "Mehrere Karten" }).selectOption("jahre");
    await page.locator("svg.figure-small-map").first().waitFor();
    await page.getByRole("textbox", { name: /Ort suchen/ }).fill("sassen");
    await follow(page.getByRole("button", { name: "Suchen" }));
    await follow(page.getByRole("region", { name: "Gefundene Orte" }).getByRole("link", { name: /^Sassenburg/ }));
    assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /Sassenburg/);
    await assertAccessible(page, "a municipality");
    const { page: reader } = await visitor(house);
    assert.equal((await reader.goto(page.url())).status(), 404);
  });
});
