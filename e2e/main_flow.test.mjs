// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The main flow in the browser: an author publishes a form and opens a collection, a Kita reports, the health
 * office accepts and releases, the public sees the figure. The week's flow is walked with the keyboard alone.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, start, until, visitor } from "./harness.mjs";
import { tabTo } from "./keyboard.mjs";

/** Follows a link or presses a button with the keyboard and waits for the page that comes. */
async function press(page, target, { path }) {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => path.test(url.pathname));
}

/** The number of reports behind the figure of a district in the table of the public page. */
async function publicRow(page, district) {
  await page.goto("/krankenstand");
  const row = page.locator("table tr", { hasText: district }).first();
  return (await row.innerText()).replace(/\s+/g, " ").trim();
}

describe("the main flow", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("leads from a Kita's report to the public figure, by keyboard alone", async () => {
    const citizen = await visitor(house);
    const before = await publicRow(citizen.page, "Region Hannover");

    // The Kita: the report of the week that is due.
    const kita = await visitor(house, { role: "institution-manager" });
    await kita.page.goto("/");
    await kita.page.goto("/meldungen");
    await press(kita.page, kita.page.getByRole("link", { name: /^Ausfüllen.*ARE-Sentinel/ }).first(), { path: /\/meldungen\/.*-W\d\d$/ });
    await tabTo(kita.page, kita.page.getByRole("radio", { name: "Ja, geöffnet" }));
    await kita.page.keyboard.press("Space");
    // The questions that the answer brings come without a new page, and the focus stays.
    const caredFor = kita.page.getByRole("textbox", { name: /betreuen Sie/ });
    await caredFor.waitFor();
    assert.equal(await kita.page.evaluate(() => document.activeElement.value), "open", "the focus stays on the answer");
    await tabTo(kita.page, caredFor);
    await kita.page.keyboard.type("40");
    const absent = kita.page.getByRole("textbox", { name: /fehlten/ });
    await tabTo(kita.page, absent);
    await kita.page.keyboard.type("50");
    // More absent than cared for: the page refuses, says where, and leads there.
    await tabTo(kita.page, kita.page.getByRole("button", { name: "Prüfen und senden" }));
    await kita.page.keyboard.press("Enter");
    const summary = kita.page.getByRole("alert").getByRole("link").first();
    await summary.waitFor();
    await assertAccessible(kita.page, "the form with mistakes");
    await tabTo(kita.page, summary);
    await kita.page.keyboard.press("Enter");
    assert.ok(await kita.page.evaluate(() => document.activeElement.matches("input")), "the summary leads to the field");
    assert.equal(await caredFor.inputValue(), "40", "nothing typed is lost");
    await absent.fill("");
    await tabTo(kita.page, absent);
    await kita.page.keyboard.type("3");
    await tabTo(kita.page, kita.page.getByRole("textbox", { name: /anwesend/ }));
    await kita.page.keyboard.type("2");
    // Where the week before was of another kind (in most weeks of the demo it was), the page asks whether
    // the jump is true, and she says so.
    await tabTo(kita.page, kita.page.getByRole("button", { name: "Prüfen und senden" }));
    await kita.page.keyboard.press("Enter");
    const confirmed = kita.page.getByRole("checkbox", { name: /geprüft, sie stimmen/ });
    const send = kita.page.getByRole("button", { name: "Meldung senden" });
    await confirmed.or(send).first().waitFor();
    if (await confirmed.isVisible()) {
      await assertAccessible(kita.page, "the form with a striking answer");
      await tabTo(kita.page, confirmed);
      await kita.page.keyboard.press("Space");
      await press(kita.page, kita.page.getByRole("button", { name: "Prüfen und senden" }), { path: /\/kontrolle$/ });
    }
    await assertAccessible(kita.page, "the answers once more");
    await press(kita.page, send, { path: /\/quittung$/ });
    assert.match(await kita.page.locator("main").innerText(), /KW\d\d-[A-Z0-9]{4}-[A-Z0-9]{4}/);
    assert.deepEqual(kita.complaints, []);

    // The office: accepts what is in order and releases it.
    const office = await visitor(house, { role: "case-worker" });
    await office.page.goto("/pruefung");
    const week = office.page.getByRole("row", { name: /ARE-Sentinel/ }).first().getByRole("link");
    await press(office.page, week, { path: /\/pruefung\/[^/]+\/\d{4}-W\d\d$/ });
    await press(office.page, office.page.getByRole("link", { name: /annehmen/ }).first(), { path: /\/annehmen$/ });
    await press(office.page, office.page.getByRole("button", { name: "Annehmen" }), { path: /-W\d\d$/ });
    await office.page.goto("/freigaben");
    await press(office.page, office.page.getByRole("link", { name: /Vorschau: ARE-Sentinel/ }).first(), { path: /\/vorschau\// });
    await assertAccessible(office.page, "the preview of a release with groups");
    await press(office.page, office.page.getByRole("button", { name: "Freigeben" }), { path: /\/freigaben(?!\/vorschau)/ });
    assert.match(await office.page.locator("main").innerText(), /Freigegeben/);
    assert.deepEqual(office.complaints, []);

    // The public: another figure than before, by itself.
    const now = await until("the public figure", async () => {
      const row = await publicRow(citizen.page, "Region Hannover");
      return row === before ? null : row;
    });
    assert.match(now, /\d/);
    for (const person of [citizen, kita, office]) await person.close();
  });

  test("begins with a form that its author publishes and a collection that she opens", async () => {
    const { page, complaints, close } = await visitor(house, { role: "form-author" });
    await page.goto("/formulare/neu");
    await page.setInputFiles("input[type=file]", { name: "kaputt.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("kein Formular") });
    await page.getByRole("button", { name: "Hochladen und prüfen" }).click();
    await page.getByText("Die Datei wurde nicht übernommen").or(page.getByText("nichts gespeichert")).first().waitFor();
    await assertAccessible(page, "a workbook that was refused");

    await page.goto("/formulare");
    await page.locator("main table a").first().click();
    await page.getByRole("link", { name: "Ansehen und ausprobieren" }).click();
    await page.getByRole("button", { name: "Eingaben prüfen" }).click();
    await page.getByRole("alert").first().waitFor();

    await page.goto("/erhebungen/neu");
    await page.getByRole("combobox", { name: "Formular" }).selectOption({ label: "ARE-Sentinel Kita, Version 1" });
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.getByLabel("Name der Erhebung").fill("Probe der Erhebung");
    await page.getByLabel("Erste Kalenderwoche").fill("2026-W46");
    await page.getByLabel("Letzte Kalenderwoche").fill("2027-W20");
    await page.getByRole("button", { name: "Weiter zu den Teilnehmenden" }).click();
    await page.getByRole("button", { name: "Erhebung eröffnen" }).click();
    await page.getByText("Die Erhebung ist eröffnet").waitFor();
    assert.deepEqual(complaints, []);
    await close();

    // The expected report appears at the Kita by itself.
    const kita = await visitor(house, { role: "institution-manager" });
    await kita.page.goto("/meldungen");
    await kita.page.getByRole("link", { name: /Ausfüllen.*Probe der Erhebung/ }).first().waitFor();
    await kita.close();
  });
});
