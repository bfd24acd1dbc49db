// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A release policy as three steps of two people: the author turns the knobs and submits, the data protection
 * officer signs, the author opens a collection with it.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

const FORM = /^Masernschutz: Benachrichtigung/;

describe("a release policy", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("is written with figures at hand, signed by data protection, and chosen for a collection", async () => {
    const author = await visitor(house, { role: "form-author" });
    const { page } = author;
    await page.goto("/freigaberegeln");
    await page.getByRole("link", { name: "Neue Freigaberegel" }).click();
    const form = await page.getByRole("option", { name: FORM }).innerText();
    await page.getByRole("combobox", { name: "Formular" }).selectOption({ label: form });
    await page.getByRole("radio", { name: /^Einzelfall/ }).check();
    await page.getByRole("button", { name: "Freigaberegel beginnen" }).click();

    // The form says which fields need a reason; nothing is saved until then.
    await page.getByRole("heading", { name: /^Werkstatt/ }).waitFor();
    await page.getByText("erfundenen Meldungen zu diesem Formular").waitFor();
    const risk = () => page.getByRole("row", { name: /Höchstes Risiko/ }).getByRole("cell").innerText();
    const before = await risk();
    await page.getByRole("textbox", { name: /Mindestens so viele Verschiedene/ }).fill("12");
    await page.getByRole("button", { name: "Neu berechnen" }).click();
    await page.getByText("Begründen Sie, warum das Feld unbedenklich ist.").first().waitFor();
    assert.notEqual(await risk(), before);
    await assertAccessible(page, "the workshop with faults");
    for (const reason of await page.getByRole("textbox", { name: /Begründung/ }).all()) {
      if (!(await reason.inputValue())) await reason.fill("Für sich erkennt daran niemand jemanden.");
    }
    await page.getByRole("button", { name: "Entwurf speichern" }).click();
    await page.getByText("Der Entwurf ist gespeichert").waitFor();
    await page.getByRole("button", { name: "Dem Datenschutz vorlegen" }).click();
    await page.getByText("Die Freigaberegel liegt dem Datenschutz vor").waitFor();
    await assertAccessible(page, "a policy that waits");
    const policy = new URL(page.url()).pathname;
    const title = await page.getByRole("heading", { level: 1 }).innerText();
    assert.equal(await page.getByRole("link", { name: "Prüfen und entscheiden" }).count(), 0);

    const officer = await visitor(house, { role: "data-protection-officer" });
    await officer.page.goto("/aufgaben");
    await officer.page.getByRole("heading", { name: `Freigaberegel prüfen: ${title.replace(/, Version \d+$/, "")}` }).getByRole("link").click();
    await officer.page.getByRole("link", { name: "Freigabebericht" }).click();
    await officer.page.getByRole("heading", { name: "Herausgreifen" }).waitFor();
    await assertAccessible(officer.page, "the report of a policy");
    await officer.page.goto(policy);
    await follow(officer.page.getByRole("link", { name: "Prüfen und entscheiden" }));
    await assertAccessible(officer.page, "the decision about a policy");
    await officer.page.getByRole("button", { name: "Unterschreiben" }).click();
    await officer.page.getByText("Die Freigaberegel ist unterschrieben").waitFor();
    assert.deepEqual(officer.complaints, []);

    await page.goto("/erhebungen/neu");
    await page.getByRole("combobox", { name: "Formular" }).selectOption({ label: form });
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.getByLabel("Name der Erhebung").fill("Probe Masernschutz");
    await page.getByRole("combobox", { name: "Freigaberegel" }).selectOption({ label: title });
    await page.getByRole("button", { name: "Weiter zu den Teilnehmenden" }).click();
    await page.getByRole("button", { name: "Erhebung eröffnen" }).click();
    await page.getByText("Die Erhebung ist eröffnet").waitFor();
    await page.getByRole("link", { name: title }).waitFor();
    await page.getByRole("link", { name: "Freigabebericht lesen" }).click();
    await page.getByRole("heading", { name: /^Freigabebericht/ }).waitFor();
    assert.deepEqual(author.complaints, []);
    for (const person of [author, officer]) await person.close();
  });
});
