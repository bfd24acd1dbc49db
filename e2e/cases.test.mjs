// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Case numbers come from a file: an analyst reads it in, looks at what was found, takes it over and publishes it, and
 * only then a visitor sees the disease; with a script or without.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

/** Three years of two diseases; one row names a district that does not exist. */
function cases() {
  const lines = ["disease,year,week,kreis,cases"];
  for (const year of [2024, 2025, 2026]) {
    for (let week = 20; week <= 46; week += 1) {
      lines.push(`hepatitis_a,${year},${week},03241,${1 + (week % 4)}`, `hepatitis_a,${year},${week},03404,1`);
    }
  }
  lines.push("hepatitis_a,2026,46,03999,2");
  return { name: "faelle.csv", mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) };
}

describe("notified cases", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(async () => house?.close());

  test("the public sees the invented diseases as list, series, map, ages and tables", async () => {
    const { page } = await visitor(house, { width: 360, height: 800 });
    await page.goto("/");
    await page.goto("/krankheiten");
    await assertAccessible(page, "the list of diseases");
    await follow(page.getByRole("rowheader", { name: "Influenza" }).getByRole("link"));
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Influenza, saisonal – Niedersachsen");
    await assertAccessible(page, "a disease");
    await page.getByText("Als Tabelle").first().click();
    assert.ok(await page.getByRole("table", { name: /Fälle je Woche/ }).isVisible());
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "no page is wider than the screen");
  });

  test("the map is walked by keyboard and leads to a district", async () => {
    const { page } = await visitor(house);
    await page.goto("/krankheiten/influenza");
    const stop = page.locator("svg.figure-map [data-area][tabindex='0']");
    await stop.focus();
    const first = await page.evaluate(() => document.activeElement?.getAttribute("data-area"));
    await page.keyboard.press("ArrowDown");
    const second = await page.evaluate(() => document.activeElement?.getAttribute("data-area"));
    assert.ok(first && second && first !== second, `${first} and ${second}`);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`ort=${second}`));
    assert.match(await page.locator(".deich-prose").first().innerText(), /gemeldet/);
  });

  test("a file is looked at, taken over and published, and a visitor without scripts reads it", async () => {
    const { page: analyst } = await visitor(house, { role: "analyst" });
    await analyst.goto("/daten");
    await follow(analyst.getByRole("link", { name: "Datei einlesen" }));
    await analyst.getByLabel("Datei", { exact: true }).setInputFiles(cases());
    await analyst.getByLabel("Datenstand").fill("2026-11-16");
    await analyst.getByRole("textbox", { name: /^Name – / }).fill("Hepatitis A");
    await analyst.getByRole("textbox", { name: "Kurzname" }).fill("hepatitis");
    await analyst.getByRole("textbox", { name: "Herausgeber" }).fill("Robert Koch-Institut");
    await follow(analyst.getByRole("button", { name: "Einlesen und prüfen" }));
    await analyst.waitForURL(/\/daten\/hepatitis\/1$/);
    const report = await analyst.locator("main").innerText();
    assert.match(report, /162 von 163 ohne Fehler/);
    assert.match(report, /Kein Ort hat diesen Schlüssel/);
    assert.match(report, /03999/);
    await assertAccessible(analyst, "a version that waits");
    const { page: reader } = await visitor(house, { script: false });
    assert.equal((await reader.goto("/krankheiten/hepatitis-a")).status(), 404);
    await follow(analyst.getByRole("button", { name: "Übernehmen" }));
    assert.equal((await reader.goto("/krankheiten/hepatitis-a")).status(), 404);
    const set = analyst.locator("section", { has: analyst.getByRole("heading", { name: "Hepatitis A" }) });
    await set.getByRole("button", { name: "Veröffentlichen" }).click();
    await follow(analyst.locator("[data-answer=yes]"));
    assert.match(await analyst.locator("main").innerText(), /Der Bestand ist veröffentlicht/);
    await reader.goto("/krankheiten/hepatitis-a?quelle=hepatitis");
    const text = await reader.locator("main").innerText();
    assert.match(text, /In KW\s46\/2026 wurden in Niedersachsen 4 Fälle gemeldet/);
    assert.match(text, /Robert Koch-Institut/);
    await reader.getByRole("combobox", { name: "Landkreis oder Stadt" }).selectOption("03404");
    await follow(reader.getByRole("button", { name: "Anzeigen" }));
    assert.match(await reader.locator("main").innerText(), /wurde .* 1 Fall gemeldet/);
  });
});
