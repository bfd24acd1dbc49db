// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * From a hospital's figures to an alert: a hospital reports its year, the office sees distribution and rate, a rule
 * finds what stands out, and somebody else of the office deals with it.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, sameOrigin, start, visitor } from "./harness.mjs";

const COLLECTION = "Hygiene-Kennzahlen der Krankenhäuser";

/** Where the yearly collection is, as a case worker finds it. */
async function open(page) {
  await page.goto("/erhebungen");
  await page.getByRole("link", { name: COLLECTION }).click();
  return new URL(page.url()).pathname;
}

/** Who reports for the hospital, as the office's administrator finds her. */
async function hospitalManager(house) {
  const { page, close } = await visitor(house, { role: "office-administrator" });
  await page.goto("/verwaltung/organisationen?suche=Deichblick");
  await page.getByRole("link", { name: /Klinik Deichblick/ }).first().click();
  await page.locator('main a[href^="/verwaltung/personen?organisation="]').first().click();
  const person = page.locator('main a[href^="/verwaltung/personen/"]:not([href*="einladen"])').first();
  const href = await person.getAttribute("href");
  await close();
  return href.split("/").at(-1).split("?")[0];
}

/** Types into the field whose name contains these words. */
async function fill(page, words, text) {
  await page.getByRole("textbox", { name: new RegExp(words) }).fill(text);
}

describe("figures about hygiene", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("are reported, counted and watched", async () => {
    const worker = await visitor(house, { role: "case-worker" });
    const collection = await open(worker.page);

    // The hospital that has not reported its year does so.
    const hospital = await visitor(house);
    const manager = await hospitalManager(house);
    const signedIn = await hospital.context.request.post("/demo/anmelden", { form: { person: manager }, headers: sameOrigin(house.base), maxRedirects: 0 });
    assert.equal(signedIn.status(), 303, "the hospital signs in");
    const { page } = hospital;
    await page.goto("/meldungen");
    await page.getByRole("link", { name: new RegExp(COLLECTION) }).first().click();
    await page.getByRole("checkbox", { name: /MRSA-Fälle/ }).check();
    await fill(page, "Wie viele Betten", "200");
    await fill(page, "aufgenommen", "8000");
    await fill(page, "Patiententage hatte das Haus", "50000");
    await page.getByRole("button", { name: "Weiter" }).click();
    while ((await page.getByRole("textbox", { name: /mitgebracht/ }).count()) === 0) await page.getByRole("button", { name: "Weiter" }).click();
    await fill(page, "mitgebracht", "12");
    await fill(page, "im Haus erworben", "40");
    await page.getByRole("button", { name: "Weiter" }).click();
    while ((await page.getByRole("group", { name: /Hygienekommission/ }).count()) === 0) await page.getByRole("button", { name: "Weiter" }).click();
    await page.getByRole("group", { name: /Hygienekommission/ }).getByLabel("Nein").check();
    await page.getByRole("group", { name: /krankenhaushygien|Krankenhaushygien/i }).getByLabel("Externe Beratung").check();
    await fill(page, "hygienebeauftragte Ärztinnen", "3");
    await fill(page, "Vollzeitstellen gibt es für Hygienefachkräfte", "1,5");
    await fill(page, "Hygienebeauftragte in der Pflege", "8");
    await page.getByLabel("Nur Personen mit Risiko").check();
    await page.getByRole("checkbox", { name: "MRSA-KISS" }).check();
    await page.getByRole("button", { name: "Prüfen und senden" }).click();
    await page.getByRole("button", { name: "Meldung senden" }).click();
    await page.getByText(/Quittung/).first().waitFor();

    // The office sees the rate per 1,000 patient-days and how the answers are distributed.
    await worker.page.goto(collection);
    await worker.page.getByRole("link", { name: "Auswertung" }).click();
    await worker.page.getByLabel("Was", { exact: true }).selectOption("mrsa/mrsa_nosocomial");
    await worker.page.getByLabel("Wie", { exact: true }).selectOption("ratio");
    await worker.page.getByLabel("Bezugsgröße").selectOption("hospital/patient_days");
    await worker.page.getByLabel("Je", { exact: true }).selectOption("1000");
    await worker.page.getByRole("button", { name: "Anzeigen" }).click();
    const compared = worker.page.locator("figure", { has: worker.page.locator("#vergleich-title") });
    assert.match(await compared.innerText(), /Klinik Deichblick/);
    await compared.getByText("Tabelle", { exact: false }).first().click();
    assert.match(await compared.locator("table").innerText(), /Klinik Deichblick[^\n]*/);
    await worker.page.getByRole("heading", { name: "Wer wird bei der Aufnahme auf MRSA untersucht?" }).waitFor();
    await assertAccessible(worker.page, "figures about hygiene");

    // A rule says what it would have found, and is saved.
    await worker.page.getByRole("link", { name: "Alarmregeln" }).click();
    await worker.page.getByRole("link", { name: "Neue Regel" }).click();
    await worker.page.getByRole("link", { name: "Schwellenwert", exact: true }).click();
    await worker.page.getByLabel("Name").fill("MRSA deutlich erhöht");
    await worker.page.getByLabel("Bezug", { exact: true }).selectOption("institution");
    await worker.page.getByLabel("Was", { exact: true }).selectOption("mrsa/mrsa_nosocomial");
    await worker.page.getByLabel("Wie", { exact: true }).selectOption("ratio");
    await worker.page.getByLabel("Bezugsgröße").selectOption("hospital/patient_days");
    await worker.page.getByLabel("Je", { exact: true }).selectOption("1000");
    await worker.page.getByLabel("Wert", { exact: true }).fill("0,5");
    await worker.page.getByRole("button", { name: "Vorschau" }).click();
    await worker.page.getByText("einmal ausgelöst").waitFor();
    await assertAccessible(worker.page, "a rule with its preview");
    await worker.page.getByRole("button", { name: "Regel speichern" }).click();
    await worker.page.getByText("Die Regel ist gespeichert.").waitFor();

    // A minute later it is an alert; the office's administrator deals with it.
    const chief = await visitor(house, { role: "office-administrator" });
    const alert = chief.page.getByRole("link", { name: "MRSA deutlich erhöht" });
    const deadline = Date.now() + 150_000;
    do {
      assert.ok(Date.now() < deadline, "the alert fires");
      await chief.page.waitForTimeout(2_000);
      await chief.page.goto("/alarme");
    } while ((await alert.count()) === 0);
    await assertAccessible(chief.page, "the list of alerts");
    await alert.first().click();
    await chief.page.getByLabel("Kommentar").fill("Mit der Klinik telefoniert, Bericht folgt.");
    await chief.page.getByRole("button", { name: "Bearbeitung übernehmen" }).click();
    await chief.page.getByText("Der Alarm ist aktualisiert.").waitFor();
    await worker.page.goto(new URL(chief.page.url()).pathname);
    await worker.page.getByText("Mit der Klinik telefoniert, Bericht folgt.").waitFor();
    await worker.page.getByText("0,8", { exact: true }).waitFor();
    for (const one of [worker, hospital, chief]) {
      assert.deepEqual(one.complaints, []);
      await one.close();
    }
  });
});
