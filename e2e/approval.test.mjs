// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * From duty to decision as three people: the state opens a monthly collection, Kitas report or have nothing to
 * report, the office enters one report by telephone, reviews and approves the month, the state accepts it.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

const TITLE = "Probe Monatsbericht";

/** Fills the monthly report in and goes on to the control page. */
async function fillIn(page) {
  await page.getByRole("textbox", { name: /betreut/ }).fill("60");
  await page.getByRole("textbox", { name: /Magen-Darm-Erkrankung/ }).fill("7");
  await page.getByRole("textbox", { name: /Häufungen/ }).fill("1");
  await page.getByRole("button", { name: "Prüfen und senden" }).click();
  await page.getByRole("button", { name: "Meldung senden" }).click();
}

describe("a month from duty to decision", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("is opened by the state, reported, approved by the office and accepted by the state", async () => {
    const author = await visitor(house, { role: "form-author" });
    await author.page.goto("/erhebungen/neu");
    await author.page.getByRole("combobox", { name: "Formular" }).selectOption({ label: "Magen-Darm-Erkrankungen in Kitas, Version 1" });
    await author.page.getByRole("button", { name: "Weiter" }).click();
    await author.page.getByLabel("Name der Erhebung").fill(TITLE);
    await author.page.getByLabel("Erster Monat").fill("2026-10");
    await author.page.getByLabel("Letzter Monat").fill("2027-03");
    await author.page.getByRole("checkbox", { name: "Nullmeldung erlauben" }).check();
    await author.page.getByRole("combobox", { name: "Abschluss durch das Gesundheitsamt" }).selectOption({ label: "durch eine Person" });
    await author.page.getByRole("checkbox", { name: "Abnahme durch das Land" }).check();
    await assertAccessible(author.page, "a monthly collection before it is opened");
    await author.page.getByRole("button", { name: "Weiter zu den Teilnehmenden" }).click();
    await author.page.getByRole("button", { name: "Erhebung eröffnen" }).click();
    await author.page.getByText("Die Erhebung ist eröffnet").waitFor();
    const collection = new URL(author.page.url()).pathname;

    // The Kita owes October since the end of the month; it says that there was nothing, and takes that back.
    const kita = await visitor(house, { role: "institution-manager" });
    await kita.page.goto("/meldungen");
    await kita.page.getByRole("link", { name: new RegExp(`Nichts zu melden.*${TITLE}`) }).first().click();
    await kita.page.getByRole("combobox", { name: "Grund" }).selectOption({ label: "Einrichtung geschlossen" });
    await assertAccessible(kita.page, "nothing to report");
    await kita.page.getByRole("button", { name: "Nullmeldung abgeben" }).click();
    await kita.page.getByText("Die Nullmeldung ist angekommen").waitFor();
    await kita.page.getByRole("region", { name: "Nullmeldungen" }).getByRole("row", { name: new RegExp(TITLE) }).getByRole("link").click();
    await kita.page.getByRole("button", { name: "Nullmeldung zurücknehmen" }).click();
    await kita.page.getByText("Die Meldung ist wieder offen").waitFor();
    await kita.page.getByRole("link", { name: new RegExp(`Ausfüllen.*${TITLE}`) }).first().click();
    await fillIn(kita.page);
    await kita.page.waitForURL(/\/quittung$/);
    assert.match(await kita.page.locator("main").innerText(), /M10-[A-Z0-9]{4}-[A-Z0-9]{4}/);
    assert.deepEqual(kita.complaints, []);

    // The office enters one report that came by telephone, accepts both, and approves the month.
    const office = await visitor(house, { role: "case-worker" });
    await office.page.goto("/pruefung");
    await office.page.getByRole("row", { name: new RegExp(TITLE) }).getByRole("link").first().click();
    await office.page.getByRole("link", { name: /^Eintragen/ }).first().click();
    await office.page.getByText("Sie tragen für diese Einrichtung ein").waitFor();
    await fillIn(office.page);
    await office.page.waitForURL(/\/pruefung\/meldung\//);
    await office.page.goto("/pruefung");
    await office.page.getByRole("row", { name: new RegExp(TITLE) }).getByRole("link").first().click();
    await office.page.getByText("vom Amt eingetragen").first().waitFor();
    await office.page.getByRole("link", { name: "Abschluss" }).click();
    await office.page.getByText("Der Abschluss ist noch nicht möglich").waitFor();
    await office.page.goBack();
    await office.page.getByRole("link", { name: /annehmen/ }).first().click();
    await office.page.getByRole("button", { name: "Annehmen" }).click();
    await follow(office.page.getByRole("link", { name: "Abschluss" }));
    await assertAccessible(office.page, "a month before it is approved");
    await office.page.getByRole("textbox", { name: /Bemerkung/ }).fill("Die übrigen Kitas melden nicht mehr nach.");
    await office.page.getByRole("button", { name: "Abschluss durch das Amt" }).click();
    await office.page.getByText("Der Zeitraum ist abgeschlossen").waitFor();
    assert.deepEqual(office.complaints, []);

    // The state sees how complete it is, and accepts.
    await author.page.goto(`${collection}/abnahme?zeitraum=2026-10`);
    await author.page.getByRole("checkbox").first().check();
    await assertAccessible(author.page, "the acceptance of a month");
    await author.page.getByRole("button", { name: "Ausgewählte abnehmen" }).click();
    await author.page.getByText("Ämter sind abgenommen").waitFor();
    await author.page.goto(`${collection}/vollstaendigkeit`);
    await author.page.getByText("2/").first().waitFor();
    await assertAccessible(author.page, "the completeness of a collection");
    assert.deepEqual(author.complaints, []);

    // What is approved stays as it is.
    await kita.page.goto("/meldungen");
    await follow(kita.page.getByRole("row", { name: new RegExp(TITLE) }).getByRole("link").first());
    assert.equal(await kita.page.getByRole("link", { name: "Berichtigen" }).count(), 0);
    for (const person of [author, kita, office]) await person.close();
  });
});
