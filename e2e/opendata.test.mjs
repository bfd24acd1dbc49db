// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * What everybody may take away: open data with their files, every figure in other formats, an address to pass on, and what
 * somebody pastes into a page of her own.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

describe("open data", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(async () => house?.close());

  test("a visitor finds a set, its versions and its files on a phone", async () => {
    const { page } = await visitor(house, { width: 360, height: 800 });
    await page.goto("/opendata");
    await assertAccessible(page, "open data");
    await follow(page.getByRole("link", { name: /^Alle Stände und Spalten/ }));
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Meldepflichtige Krankheiten (erfunden)");
    await assertAccessible(page, "a set of open data");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "no page is wider than the screen");
    const href = await page.getByRole("table", { name: "Dateien" }).getByRole("link", { name: "Tabelle (CSV)" }).getAttribute("href");
    const file = await page.request.get(new URL(href, page.url()).href);
    assert.equal(file.status(), 200);
    assert.match(await file.text(), /^disease,week,place,/);
  });

  test("a figure comes in other formats, for exactly what was chosen", async () => {
    const { page } = await visitor(house);
    await page.goto("/krankheiten/influenza?ort=03241&spanne=13");
    const chart = page.locator("figure", { hasText: "Fälle je Woche" }).first();
    await chart.getByText(/^Herunterladen/).click();
    for (const [name, type] of [
      ["Zahlen als CSV", "text/csv"],
      ["Zahlen für Excel (XLSX)", "spreadsheetml"],
      ["Bild als PNG", "image/png"],
    ]) {
      const href = await chart.getByRole("link", { name }).getAttribute("href");
      assert.match(href, /ort=03241/);
      const file = await page.request.get(new URL(href, page.url()).href);
      assert.equal(file.status(), 200, name);
      assert.ok(file.headers()["content-type"].includes(type), name);
    }
    await assertAccessible(page, "a disease with open downloads");
  });

  test("the page gives its address and what is pasted elsewhere", async () => {
    const { page } = await visitor(house);
    await page.goto("/krankheiten/influenza?ort=03241");
    assert.match(await page.getByLabel("Adresse dieser Seite").inputValue(), /\/krankheiten\/influenza\?.*ort=03241/);
    await page.getByText("Bilder auf eigenen Webseiten einbetten").click();
    const snippet = await page.getByRole("textbox", { name: /Fälle je Woche/ }).inputValue();
    assert.match(snippet, /<img src="http[^"]+reihe\.svg\?[^"]*ort=03241/);
    await page.goto("/einbetten/krankheiten/influenza/karte?ort=03241");
    await assertAccessible(page, "a figure for pages of others");
  });
});
