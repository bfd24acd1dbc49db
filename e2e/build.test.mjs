// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Forms are built from nothing in the browser: a weekly count with a mouse, and a form with a repeat in a repeat and a
 * list that follows another with the keyboard alone.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { add, begin, field, line, open, saved, settings, write } from "./builder.mjs";
import { assertAccessible, start, visitor } from "./harness.mjs";
import { tabTo } from "./keyboard.mjs";

/** A condition by clicking: question, comparison, value. */
async function rule(page, property, question, comparison, value) {
  const part = (what) => `regel:${property}:0:${what}`;
  const row = field(page, part("feld"));
  await open(page, part("feld"));
  const posted = page.waitForResponse((one) => /\/bauen/.test(one.url()) && one.ok());
  await row.selectOption(question);
  await posted;
  await field(page, part("vergleich")).waitFor();
  const again = page.waitForResponse((one) => /\/bauen/.test(one.url()) && one.ok());
  await field(page, part("vergleich")).selectOption(comparison);
  await again;
  const target = field(page, part("wert"));
  await target.waitFor();
  if (await target.evaluate((one) => one.tagName === "SELECT")) {
    await saved(page, () => target.selectOption(value));
  } else {
    await target.fill(value);
    await saved(page, () => target.blur());
  }
}

describe("the builder", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("makes a weekly count with a mouse", async () => {
    const { page } = await visitor(house, { role: "form-author" });
    await begin(page, "Atemwege in Kitas", "week");
    await add(page, "Ja oder Nein", { de: "War die Kita geöffnet?", en: "Was the facility open?", name: "open", more: { required: "true()", privacy: "plain" } });
    await add(page, "ganze Zahl", { de: "Betreute Kinder", en: "Children cared for", name: "cared_for", more: { required: "true()", privacy: "measure" } });
    await rule(page, "relevant", "open", "is", "true");
    await add(page, "ganze Zahl", { de: "Fehlende Kinder", en: "Absent children", name: "absent", more: { privacy: "measure" } });
    await rule(page, "relevant", "open", "is", "true");
    await rule(page, "constraint", "absent", "at-most", "${cared_for}");
    await write(page, "constraint_message.de", "Es können nicht mehr Kinder fehlen, als Sie betreuen.");
    await write(page, "constraint_message.en", "No more children can be absent than you care for.");
    await rule(page, "warning", "absent", "greater", "vorher(absent) + 15");
    await write(page, "warning_message.de", "Das ist ein Sprung gegen die Vorwoche.");
    await write(page, "warning_message.en", "That is a jump against the week before.");
    await add(page, "berechneter Wert", { de: "Krankenstand", en: "Share", name: "share" });
    await write(page, "calculate", "${absent} div ${cared_for}");
    await assertAccessible(page, "the builder with a calculation");
    // What was dragged stands where it was dropped.
    await saved(page, () => line(page, "share").dragTo(line(page, "cared_for"), { targetPosition: { x: 20, y: 3 } }));
    const order = () => page.locator("[data-tree] [data-path]").evaluateAll((all) => all.map((one) => one.dataset.path));
    assert.deepEqual(await order(), ["open", "share", "cared_for", "absent"]);
    await saved(page, () => page.getByRole("button", { name: "Rückgängig" }).click());
    assert.deepEqual(await order(), ["open", "cared_for", "absent", "share"]);
    // A kind of question from the palette, too.
    await saved(page, () => page.locator('[data-kind="note"]').dragTo(line(page, "open"), { targetPosition: { x: 20, y: 3 } }));
    assert.equal((await order()).length, 5);
    await write(page, "label.de", "Danke für Ihre Meldung");
    await write(page, "label.en", "Thank you for your report");
    assert.equal(await page.locator(".deich-build__findings .kern-badge--danger").count(), 0, await page.locator(".deich-build__preview").innerText());

    // The real engine beside it: the condition, the check.
    const preview = page.locator(".deich-build__sheet");
    await preview.getByRole("radio", { name: "Ja" }).check();
    await preview.getByLabel(/Betreute Kinder/).fill("10");
    await preview.getByLabel(/Fehlende Kinder/).fill("12");
    await preview.getByLabel(/Fehlende Kinder/).blur();
    await preview.getByText("Es können nicht mehr Kinder fehlen").first().waitFor();

    const form = new URL(page.url()).pathname.replace(/\/bauen$/, "");
    await page.goto(`${form}/veroeffentlichen`);
    await page.getByRole("button", { name: /eröffentlichen/ }).click();
    await page.getByText("Version 1").first().waitFor();
  });

  test("makes a repeat in a repeat and a list that follows another by keyboard alone", async () => {
    const { page } = await visitor(house, { role: "form-author" });
    await begin(page, "Ausbruch", "event");
    const keys = page.keyboard;
    /** Adds by searching for the kind and pressing enter. */
    const addByKeys = async (kind) => {
      const palette = page.locator("#build-palette");
      if (!(await palette.evaluate((one) => one.open))) {
        await tabTo(page, palette.locator("summary"));
        await keys.press("Enter");
      }
      await tabTo(page, page.locator("#build-search"));
      await keys.press("Control+a");
      await keys.type(kind);
      await saved(page, () => keys.press("Enter"));
    };
    /** Types over a field. */
    const type = async (name, text) => {
      await tabTo(page, field(page, name));
      await keys.press("Control+a");
      await keys.type(text);
      await saved(page, () => keys.press("Tab"));
    };
    const named = async (de, en, name) => {
      await type("label.de", de);
      await type("label.en", en);
      await type("name", name);
    };
    await addByKeys("Wiederholung");
    await named("Einrichtung", "Facility", "facility");
    await addByKeys("Auswahl, eine");
    await named("Kreis", "County", "county");
    await addByKeys("Auswahl, eine");
    await named("Ort", "Town", "town");
    await type("choice_filter", "kreis = ${county}").catch(async () => {
      // The section is closed at first.
      const section = settings(page).locator("#teil-value > summary");
      await tabTo(page, section);
      await keys.press("Enter");
      await type("choice_filter", "kreis = ${county}");
    });
    await addByKeys("Wiederholung");
    await named("Raum", "Room", "room");
    await addByKeys("ganze Zahl");
    await named("Kranke im Raum", "Ill in the room", "ill");
    const order = () => page.locator("[data-tree] [data-path]").evaluateAll((all) => all.map((one) => one.dataset.path));
    assert.deepEqual(await order(), ["facility", "facility/county", "facility/town", "facility/room", "facility/room/ill"]);

    // The tree by the arrow keys: up to the room, one up, and back.
    await tabTo(page, line(page, "facility/room/ill"));
    await keys.press("ArrowUp");
    assert.equal(await page.evaluate(() => document.activeElement.closest("[data-path]")?.dataset.path), "facility/room");
    await saved(page, () => keys.press("Alt+ArrowUp"));
    assert.deepEqual((await order()).filter((path) => path.split("/").length === 2), ["facility/county", "facility/room", "facility/town"]);
    await page.waitForFunction(() => document.activeElement?.closest("[data-tree]"));
    await saved(page, () => keys.press("Control+z"));
    assert.deepEqual((await order()).filter((path) => path.split("/").length === 2), ["facility/county", "facility/town", "facility/room"]);
    await assertAccessible(page, "the builder with a repeat in a repeat");
  });
});
