// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * From a hospital's figures to an alert: a hospital reports its year, the office sees distribution and rate, a rule
 * finds what stands out, and somebody else of the office deals with it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, sameOrigin, start, visitor } from "./harness.mjs";
import { fillAndSend } from "./fill.mjs";

const COLLECTION = "Hygiene-Kennzahlen der Krankenhäuser";

/** Where the yearly collection is, as a case worker finds it. */
async function open(page) {
  await page.goto("/erhebungen");
  await follow(page.getByRole("link", { name: COLLECTION }));
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

/** What the hospital reports, by the names of the fields. */
const answers = {
  "hospital/parts": "mrsa",
  "hospital/beds": "200",
  "hospital/admissions": "8000",
  "hospital/patient_days": "50000",
  "mrsa/mrsa_brought_in": "12",
  "mrsa/mrsa_nosocomial": "40",
  "structure/commission": "no",
  "structure/doctor": "external",
  "structure/link_doctors": "3",
  "structure/nurse_posts": "1,5",
  "structure/link_nurses": "8",
  "structure/screening": "risk",
  "structure/kiss_modules": "mrsa",
};

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
    await fillAndSend(page, answers);

    // The office sees the rate per 1,000 patient-days and how the answers are distributed.
    await worker.page.goto(collection);
    await worker.page.getByRole("main").getByRole("link", { name: "Auswertung" }).click();
    await worker.page.locator("[name=frage]").selectOption("mrsa/mrsa_nosocomial");
    await worker.page.locator("[name=mass]").selectOption("ratio");
    await worker.page.locator("[name=nenner]").selectOption("hospital/patient_days");
    await worker.page.getByRole("combobox", { name: /^Je / }).selectOption("1000");
    await follow(worker.page.getByRole("button", { name: "Anzeigen" }));
    const compared = worker.page.locator("figure", { has: worker.page.locator("#vergleich-title") });
    assert.match(await compared.innerText(), /Klinik Deichblick/);
    await compared.locator("summary").first().click();
    assert.match(await compared.locator("table").innerText(), /Klinik Deichblick[^\n]*/);
    await worker.page.getByRole("heading", { name: "Wer wird bei der Aufnahme auf MRSA untersucht?" }).waitFor();
    await assertAccessible(worker.page, "figures about hygiene");

    // A rule says what it would have found, and is saved.
    await worker.page.getByRole("link", { name: "Alarmregeln" }).click();
    await worker.page.getByRole("link", { name: "Neue Regel" }).click();
    await worker.page.getByRole("link", { name: "Schwellenwert", exact: true }).click();
    await worker.page.locator("main [name=name]").fill("MRSA deutlich erhöht");
    await worker.page.locator("[name=ebene]").selectOption("institution");
    await worker.page.locator("[name=frage]").selectOption("mrsa/mrsa_nosocomial");
    await worker.page.locator("[name=mass]").selectOption("ratio");
    await worker.page.locator("[name=nenner]").selectOption("hospital/patient_days");
    await worker.page.getByRole("combobox", { name: /^Je / }).selectOption("1000");
    await worker.page.locator("[name=wert]").fill("0,5");
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
    await worker.page.getByText(/0,8/).first().waitFor();
    for (const one of [worker, hospital, chief]) {
      assert.deepEqual(one.complaints, []);
      await one.close();
    }
  });

  test("stand beside each other question by question, and each institution sees its own", async () => {
    const worker = await visitor(house, { role: "case-worker" });
    await worker.page.goto("/erhebungen");
    await worker.page.getByRole("link", { name: /^ARE-Sentinel/ }).first().click();
    await worker.page.getByRole("main").getByRole("link", { name: "Auswertung" }).click();
    await worker.page.getByRole("link", { name: /^Nach Einrichtung und Gemeinde/ }).first().click();
    await worker.page.getByRole("heading", { level: 1, name: "Verteilung nach Einrichtung und Gemeinde" }).waitFor();
    // Without a question in the address it begins with one whose answers differ.
    await worker.page.goto(new URL(worker.page.url()).pathname);
    assert.ok((await worker.page.locator(".deich-grid svg").count()) > 1, "a picture for each institution");
    await worker.page.getByLabel("Vergleichen nach").selectOption("municipality");
    await follow(worker.page.getByRole("button", { name: "Anzeigen" }));
    const towns = await worker.page.locator("main table tbody tr").count();
    assert.ok(towns > 1);
    await assertAccessible(worker.page, "distributions by municipality");
    const [file] = await Promise.all([worker.page.waitForEvent("download"), worker.page.getByRole("link", { name: /^Tabelle als CSV/ }).click()]);
    const lines = readFileSync(await file.path(), "utf8").trimEnd().split("\r\n");
    assert.equal(lines.length, towns + 1, "a line for each municipality");

    const manager = await visitor(house, { role: "institution-manager", width: 360 });
    await manager.page.goto("/meldungen");
    await manager.page.getByRole("link", { name: "Eigene Zahlen" }).click();
    await manager.page.getByRole("heading", { level: 1, name: "Eigene Zahlen" }).waitFor();
    assert.notEqual(await manager.page.locator("[name=frage]").inputValue(), "", "a question that says something comes first");
    const figure = manager.page.locator("figure");
    assert.ok(await figure.locator("svg").last().isVisible());
    await figure.locator("summary").click();
    assert.ok((await figure.locator("table tbody tr").count()) > 3);
    await assertAccessible(manager.page, "an institution's own figures");
    for (const one of [worker, manager]) {
      assert.deepEqual(one.complaints, []);
      await one.close();
    }
  });
});
