// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Health indicators as a visitor finds them, and a text that one person writes and another publishes beside a disease; with a script
 * or without.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

describe("health indicators and texts", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(async () => house?.close());

  test("a visitor finds an indicator with its course, its map, a comparison and an explanation on a narrow screen", async () => {
    const { page } = await visitor(house, { width: 360, height: 800 });
    await page.goto("/indikatoren");
    await assertAccessible(page, "the list of indicators");
    await follow(page.getByRole("link", { name: "Impfquote Masern, zweite Dosis" }));
    const text = await page.locator("main").innerText();
    assert.match(text, /Für das Schuljahr \d{4}\/\d\d beträgt der Wert in Niedersachsen/);
    assert.match(text, /Was bedeutet das\?/);
    await page.getByText("In einfacher Sprache").click();
    assert.match(await page.locator("main").innerText(), /Masern sind eine ansteckende Krankheit/);
    await assertAccessible(page, "an indicator");
    await page.getByText("Mit anderen Kreisen vergleichen").click();
    await page.getByLabel("Vergleich 1").selectOption("03241");
    await page.locator("details", { has: page.getByLabel("Vergleich 1") }).getByRole("button", { name: "Anzeigen" }).click();
    await page.waitForURL(/vergleich=03241/, { timeout: 15_000 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "no page is wider than the screen");
  });

  test("one writes, another publishes, and a reader without scripts sees it", async () => {
    const { page: author } = await visitor(house, { role: "form-author" });
    await author.goto("/texte?suche=Rota");
    await follow(author.getByRole("link", { name: /Rota/ }));
    await follow(author.getByRole("link", { name: "Text schreiben" }));
    await assertAccessible(author, "the editor of a text");
    await author.locator("#field-de-meaning").fill("Gezählt wird **jeder** gemeldete Fall.");
    await follow(author.getByRole("button", { name: "Vorschau" }));
    assert.equal(await author.locator("main strong").first().innerText(), "jeder");
    await follow(author.getByRole("button", { name: "Entwurf speichern" }));
    const { page: reader } = await visitor(house, { script: false });
    await reader.goto("/krankheiten/rotavirus");
    assert.doesNotMatch(await reader.locator("main").innerText(), /Erklärung/);
    const { page: analyst } = await visitor(house, { role: "analyst" });
    await analyst.goto("/texte/krankheit/rotavirus");
    await assertAccessible(analyst, "a draft that waits");
    await analyst.getByRole("button", { name: "Veröffentlichen" }).click();
    await follow(analyst.locator("[data-answer=yes]"));
    assert.match(await analyst.locator("main").innerText(), /Version 1 veröffentlicht/);
    await reader.goto("/krankheiten/rotavirus");
    assert.match(await reader.locator("main").innerText(), /Gezählt wird jeder gemeldete Fall/);
  });
});
