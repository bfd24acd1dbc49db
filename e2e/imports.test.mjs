// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A file that nobody could know: an analyst without scripts says what its columns mean, sees what becomes of it, and reads it in; a visitor
 * looks at numbers as they stood a week ago.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

const FILE = {
  name: "unklar.csv",
  mimeType: "text/csv",
  buffer: Buffer.from("A;B;C;D\n03241;46;Hepatitis A;3\n03404;46;Hepatitis A;4\n03999;45;Hepatitis A;1\n"),
};

describe("imports", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(async () => house?.close());

  test("columns are explained, previewed and read without scripts", async () => {
    const { page } = await visitor(house, { role: "analyst", script: false, width: 360, height: 800 });
    await page.goto("/daten/einlesen");
    await page.getByLabel("Datei", { exact: true }).setInputFiles(FILE);
    await page.getByRole("textbox", { name: /^Name – / }).fill("Hepatitis A");
    await page.getByRole("textbox", { name: "Kurzname" }).fill("hepatitis");
    await follow(page.getByRole("button", { name: "Einlesen und prüfen" }));
    await page.getByRole("heading", { level: 1, name: "Spalten zuordnen" }).waitFor();
    await page.getByLabel("Spalte 1: A").selectOption("place-key");
    await page.getByLabel("Spalte 2: B").selectOption("week-of-year");
    await page.getByLabel("Spalte 3: C").selectOption("category");
    await page.getByLabel("Spalte 4: D").selectOption("count");
    await page.getByLabel("Jahr der Wochen").fill("2026");
    await follow(page.getByRole("button", { name: "Vorschau zeigen" }));
    const text = await page.locator("main").innerText();
    assert.match(text, /Von den ersten 3 Zeilen sind 2 ohne Fehler/);
    assert.match(text, /Kein Ort hat diesen Schlüssel/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "no page is wider than the screen");
    await follow(page.getByRole("button", { name: "Einlesen", exact: true }));
    await page.waitForURL(/\/daten\/hepatitis\/1$/);
    assert.match(await page.locator("main").innerText(), /2 von 3 ohne Fehler/);
  });

  test("the page of columns and that of versions are accessible", async () => {
    const { page } = await visitor(house, { role: "analyst" });
    await page.goto("/daten/hepatitis/1");
    await follow(page.getByRole("button", { name: "Spalten anders zuordnen" }));
    await page.getByRole("heading", { level: 1, name: "Spalten zuordnen" }).waitFor();
    await assertAccessible(page, "columns that somebody explains");
    if (process.env.DEICH_SHOTS) await page.screenshot({ path: `${process.env.DEICH_SHOTS}/mapping.png`, fullPage: true });
    await page.goto("/daten/meldungen");
    await assertAccessible(page, "a set with its versions");
    if (process.env.DEICH_SHOTS) await page.screenshot({ path: `${process.env.DEICH_SHOTS}/set.png`, fullPage: true });
  });

  test("a visitor sees numbers as they stood and how they changed", async () => {
    const { page } = await visitor(house, { script: false });
    await page.goto("/krankheiten/influenza");
    const label = await page.getByRole("combobox", { name: "Datenstand" }).locator("option").nth(1).innerText();
    await page.getByRole("combobox", { name: "Datenstand" }).selectOption({ label });
    await follow(page.getByRole("button", { name: "Anzeigen" }));
    assert.match(await page.locator("main").innerText(), /Sie sehen einen früheren Stand/);
    await follow(page.getByRole("link", { name: "Wie sich die Zahlen geändert haben" }));
    const table = await page.getByRole("table").innerText();
    assert.match(table, /noch nicht/);
    assert.match(table, /\+\d/);
    if (process.env.DEICH_SHOTS) await page.screenshot({ path: `${process.env.DEICH_SHOTS}/stands.png`, fullPage: true });
  });
});
