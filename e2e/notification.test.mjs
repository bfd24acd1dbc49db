// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A notification that the state sets up in an afternoon: taken over from a template, published, opened as a weekly collection;
 * a Kita reports counts; the office gives the report to somebody, asks about it, reads the answer and accepts.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fillAndSend } from "./fill.mjs";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

const TITLE = "Landesmeldung Herbst";

/** What the Kita reports, by the names of the fields. */
const counts = {
  report_kind: "counts",
  "tally[1]/tally_disease": "gastroenteritis",
  "tally[1]/tally_cases": "12",
  "tally[1]/tally_hospitalised": "1",
  "tally[1]/tally_died": "0",
  "tally[1]/tally_outbreak": "9",
};

describe("a state-specific notification", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("is set up from a template, reported, asked about and accepted", async () => {
    const author = await visitor(house, { role: "form-author" });
    await author.page.goto("/formulare/neu");
    await author.page.getByRole("button", { name: /Landesspezifische Meldung/ }).click();
    await author.page.getByRole("link", { name: /eröffentlich/ }).first().click();
    await author.page.getByRole("button", { name: /eröffentlich/ }).first().click();
    await author.page.getByText("Version 1 ist veröffentlicht").waitFor();
    await author.page.goto("/erhebungen/neu");
    // The collection's part of the house takes the form over in the background.
    const form = author.page.getByRole("combobox", { name: "Formular" });
    const label = "Landesspezifische Meldung, Version 1";
    for (let tries = 0; tries < 60 && !(await form.locator("option").allInnerTexts()).includes(label); tries += 1) {
      await author.page.waitForTimeout(250);
      await author.page.reload();
    }
    await form.selectOption({ label });
    await author.page.getByRole("button", { name: "Weiter" }).click();
    await author.page.getByLabel("Name der Erhebung").fill(TITLE);
    await author.page.getByLabel("Erste Kalenderwoche").fill("2026-W47");
    await author.page.getByLabel("Letzte Kalenderwoche").fill("2027-W10");
    await author.page.getByRole("button", { name: "Weiter zu den Teilnehmenden" }).click();
    await author.page.getByRole("button", { name: "Erhebung eröffnen" }).click();
    await author.page.getByText("Die Erhebung ist eröffnet").waitFor();
    assert.deepEqual(author.complaints, []);

    const kita = await visitor(house, { role: "institution-manager" });
    await kita.page.goto("/meldungen");
    await kita.page.getByRole("link", { name: new RegExp(`Ausfüllen.*${TITLE}`) }).first().click();
    await fillAndSend(kita.page, counts);

    // Its case worker gives it to herself, asks, and notes something that stays at the office.
    const office = await visitor(house, { role: "case-worker" });
    await office.page.goto("/pruefung");
    await office.page.getByRole("row", { name: new RegExp(TITLE) }).getByRole("link").first().click();
    await follow(office.page.getByRole("link", { name: "Zuweisen" }));
    await assertAccessible(office.page, "giving reports to somebody");
    const me = office.page.getByRole("combobox", { name: /^Zuständig/ }).first();
    await me.selectOption({ index: 1 });
    await office.page.getByLabel(/Zu erledigen bis/).fill("2026-11-24");
    await office.page.getByRole("button", { name: "Auswahl zuweisen" }).click();
    await office.page.getByText("Eine Meldung ist zugewiesen").waitFor();
    await office.page.getByRole("link", { name: /^Öffnen/ }).first().click();
    const talk = office.page.getByRole("region", { name: "Rückfragen" });
    await talk.getByRole("textbox", { name: "Nachricht" }).fill("Gehören alle zwölf zu derselben Gruppe?");
    await talk.getByRole("combobox", { name: /Zu welcher Frage/ }).selectOption({ label: "Wie viele Fälle gab es?" });
    await assertAccessible(office.page, "a report before something is asked about it");
    await talk.getByRole("button", { name: "Nachricht speichern" }).click();
    await office.page.getByText("Die Frage ist gesendet").waitFor();
    assert.deepEqual(office.complaints, []);

    await kita.page.goto("/aufgaben");
    await kita.page.getByRole("link", { name: /Frage des Gesundheitsamtes/ }).first().click();
    await kita.page.getByText("Zu: Wie viele Fälle gab es?").waitFor();
    await assertAccessible(kita.page, "a report with a question of the office");
    await kita.page.getByRole("textbox", { name: "Nachricht" }).fill("Ja, alle aus der Igelgruppe.");
    await kita.page.getByRole("button", { name: "Nachricht speichern" }).click();
    await kita.page.getByText("Ihre Nachricht ist gesendet").waitFor();
    assert.deepEqual(kita.complaints, []);

    await office.page.goto("/pruefung/meine?liste=antworten");
    await assertAccessible(office.page, "the list of reports with an answer");
    await office.page.getByRole("row", { name: new RegExp(TITLE) }).getByRole("link").first().click();
    await office.page.getByText("Ja, alle aus der Igelgruppe.").waitFor();
    await office.page.getByRole("button", { name: "Als geklärt kennzeichnen" }).click();
    await office.page.getByText("Die Rückfrage ist geklärt").waitFor();
    await office.page.getByRole("button", { name: "Annehmen" }).click();
    await office.page.getByText(/angenommen/).first().waitFor();
    await office.page.goto("/pruefung/meine");
    assert.equal(await office.page.getByRole("row", { name: new RegExp(TITLE) }).count(), 0);
    for (const person of [author, kita, office]) await person.close();
  });
});
