// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A signal from the list to its assessment: an analyst reads why it fired, hands it over, and a case worker finds it
 * among her tasks and says what it is; with a script or without, by keyboard, on a narrow screen.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

describe("signals", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(async () => house?.close());

  test("the list shows the invented outbreaks, and some are assessed", async () => {
    const { page } = await visitor(house, { role: "analyst" });
    await page.goto("/signale?stand=alle&sortiert=verhaeltnis&richtung=ab");
    const text = await page.locator("main").innerText();
    assert.match(text, /Masern/);
    assert.match(text, /Salmonellose/);
    assert.match(text, /Ausbruch/);
    assert.match(text, /Verworfen/);
    await assertAccessible(page, "the list of signals");
    await page.getByRole("combobox", { name: "Krankheit" }).selectOption({ label: "Masern" });
    await page.waitForURL(/krankheit=measles/);
    await assertAccessible(page, "the filtered list");
  });

  test("a signal says why, and its pictures have tables", async () => {
    const { page } = await visitor(house, { role: "analyst", width: 360, height: 800 });
    await page.goto("/signale?stand=alle&krankheit=salmonella&ort=03452");
    await follow(page.getByRole("rowheader").first().getByRole("link"));
    const text = await page.locator("main").innerText();
    assert.match(text, /Warum ist das ein Signal\?/);
    assert.match(text, /Erwartet waren/);
    await assertAccessible(page, "a signal");
    await page.getByText("Als Tabelle").first().click();
    assert.ok(await page.getByRole("table", { name: /letzten zwei Jahren/ }).isVisible());
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "no page is wider than the screen");
  });

  test("an assessment without scripts: a reason is asked for, then it is in the history", async () => {
    const { page } = await visitor(house, { role: "analyst", script: false });
    await page.goto("/signale?stand=new");
    await follow(page.getByRole("rowheader").first().getByRole("link"));
    await page.getByRole("radio", { name: "Verwerfen" }).check();
    await page.getByRole("textbox", { name: /^Kommentar/ }).fill("Nachmeldungen eines Labors.");
    await follow(page.getByRole("button", { name: "Speichern" }));
    assert.match(await page.locator("#error-summary").innerText(), /Wählen Sie einen Grund/);
    await page.getByRole("combobox", { name: /^Grund/ }).selectOption("artefact");
    await follow(page.getByRole("button", { name: "Speichern" }));
    const history = await page.locator(".deich-history").innerText();
    assert.match(history, /Verworfen: Nachmeldungen/);
    assert.match(history, /Nachmeldungen eines Labors\./);
  });

  test("the settings are saved by keyboard and a search begins", async () => {
    const { page } = await visitor(house, { role: "analyst" });
    await page.goto("/signale/plaene/meldungen");
    await assertAccessible(page, "the settings");
    await page.getByRole("textbox", { name: "Mindestzahl von Fällen" }).fill("4");
    await page.getByRole("textbox", { name: "Mindestzahl von Fällen" }).press("Enter");
    await page.getByText("Die Einstellungen sind gespeichert.").waitFor();
    assert.match(await page.locator(".deich-history").innerText(), /Mindestzahl von Fällen/);
    await follow(page.getByRole("button", { name: "Jetzt suchen" }));
    await page.goto("/signale/plaene/meldungen");
    assert.match(await page.locator("main").innerText(), /Suchläufe/);
  });

  test("mails are ordered and ended", async () => {
    const { page } = await visitor(house, { role: "case-worker" });
    await page.goto("/signale/mails");
    await assertAccessible(page, "mails of the day");
    await page.getByRole("textbox", { name: "Mindestens dieses Verhältnis" }).fill("2");
    await follow(page.getByRole("button", { name: "Mails bestellen" }));
    assert.ok(await page.getByRole("table", { name: "Ihre Regeln" }).isVisible());
    await follow(page.getByRole("button", { name: "Beenden" }));
    assert.match(await page.locator("main").innerText(), /Sie bekommen keine Mails/);
  });
});
