// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A register of the state's own is published under a plan: an analyst writes it, looks at what it would show and switches it
 * on; a visitor sees protected numbers and why, the analyst exact ones with a warning.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

describe("a register under a plan of tables", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(async () => house?.close());

  test("a visitor reads protected numbers on a phone and why they are", async () => {
    const { page } = await visitor(house, { width: 360, height: 800 });
    await page.goto("/krankheiten/legionellosis?quelle=register");
    await assertAccessible(page, "protected numbers");
    assert.match(await page.locator("main").innerText(), /Geschützte Zahlen/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "no page is wider than the screen");
    await follow(page.getByRole("link", { name: "Warum sind die Zahlen geschützt?" }).first());
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "So sind die Zahlen geschützt");
    assert.match(await page.locator("main").innerText(), /höchstens um 5/);
    await assertAccessible(page, "how numbers are protected");
  });

  test("the agency sees exact numbers with a warning, and what everybody sees", async () => {
    const { page } = await visitor(house, { role: "analyst" });
    await page.goto("/krankheiten/legionellosis?quelle=register");
    assert.match(await page.locator("main").innerText(), /Sie sehen genaue Zahlen, nur intern/);
    await assertAccessible(page, "exact numbers");
    await follow(page.getByRole("link", { name: "Ansehen, was alle sehen" }));
    assert.match(await page.locator("main").innerText(), /Geschützte Zahlen/);
    await follow(page.getByRole("link", { name: "Zu den genauen Zahlen" }));
    assert.match(await page.locator("main").innerText(), /Sie sehen genaue Zahlen, nur intern/);
  });

  test("a plan with a fault says what to change, a sound one is counted before it is switched on", async () => {
    const { page } = await visitor(house, { role: "analyst" });
    await page.goto("/daten/register/plan");
    await assertAccessible(page, "the plan of tables");
    await page.getByRole("textbox", { name: "Größte Abweichung" }).fill("4");
    await follow(page.getByRole("button", { name: "Plan schreiben und Vorschau zählen" }));
    assert.match(await page.locator("main").innerText(), /schon veröffentlicht worden/);
    await assertAccessible(page, "a plan with a fault");
    await page.getByRole("textbox", { name: "Größte Abweichung" }).fill("5");
    await page.getByRole("textbox", { name: "Wartezeit in Wochen" }).fill("3");
    await follow(page.getByRole("button", { name: "Plan schreiben und Vorschau zählen" }));
    const preview = page.getByRole("table", { name: /Was der Plan zeigen würde/ });
    await assert.doesNotReject(async () => {
      for (let turn = 0; turn < 60 && !(await preview.isVisible()); turn += 1) {
        await Promise.all([page.waitForLoadState(), page.reload()]);
      }
      assert.ok(await preview.isVisible());
    });
    await assertAccessible(page, "a plan that was counted");
    await page.getByRole("button", { name: "Einschalten und veröffentlichen" }).click();
    await follow(page.locator("[data-answer=yes]"));
    assert.match(await page.locator("main").innerText(), /Der Bestand ist geschützt veröffentlicht/);
  });
});
