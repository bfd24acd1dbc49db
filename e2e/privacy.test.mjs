// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A mother asks the health office for the data about her child: they are found in a report and its case file, she gets a
 * copy, and in the end a second person confirms their deletion. Nothing is found any more; the request with its journal stays.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, sameOrigin, start, until, visitor } from "./harness.mjs";
import { notify } from "./notifying.mjs";

/** Reloads the page of a request until its search is done. */
async function searched(page) {
  await until("the search", async () => {
    await page.reload();
    return page.getByText("Die Suche ist fertig").isVisible();
  });
}

describe("rights of people concerned", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("lead from a mother's request over the copy to a deletion by two people", async () => {
    const kita = await visitor(house, { role: "institution-manager" });
    await notify(kita.page);
    await until("a file", async () => {
      await kita.page.goto("/gemeldete");
      return kita.page.locator("tbody tr", { hasText: "Wattenberg, Enno" }).getByText("in Bearbeitung").isVisible();
    });

    // The request is noted; what is mistyped is said.
    const office = await visitor(house, { role: "office-administrator" });
    const page = office.page;
    await page.goto("/betroffenenrechte");
    await assertAccessible(page, "the list of requests");
    await page.getByRole("link", { name: "Antrag aufnehmen" }).click();
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("alert").getByText("Geben Sie den Nachnamen an").first().waitFor();
    await assertAccessible(page, "noting a request");
    await page.getByLabel("Was wird beantragt?").selectOption("access");
    await page.getByLabel("Identität geprüft").selectOption("representative");
    await page.getByRole("textbox", { name: "Nachname" }).fill("Vattenberg");
    await page.getByRole("textbox", { name: "Vorname" }).fill("Enno");
    await page.getByLabel("Geburtsdatum").fill("2021-04-05");
    await page.getByRole("textbox", { name: "Vertreten durch" }).fill("Toni Wattenberg");
    await follow(page.getByRole("button", { name: "Speichern" }));
    const request = new URL(page.url()).pathname;

    // She is found although her name is spelled otherwise, in both places.
    await follow(page.getByRole("button", { name: "Nach der Person suchen" }));
    await searched(page);
    const verdicts = page.getByRole("combobox", { name: /^Urteil/ });
    assert.equal(await verdicts.count(), 2, "a report and a case file");
    await page.getByText("Name klingt gleich, Geburtsdatum stimmt").first().waitFor();
    for (const verdict of await verdicts.all()) await verdict.selectOption("person");
    await assertAccessible(page, "a request with what was found");
    await page.getByRole("button", { name: "Urteile speichern" }).click();
    await page.getByText("Zur Person gehören 2").waitFor();

    // What is about the mother is left out of the copy.
    await follow(page.locator("tbody tr", { hasText: "Meldungen und Entwürfe" }).getByRole("link"));
    await assertAccessible(page, "something that was found");
    await page.locator("tbody tr", { hasText: "Toni" }).getByRole("checkbox").check();
    await page.getByRole("textbox", { name: "Warum wird etwas ausgelassen?" }).fill("Betrifft die Mutter.");
    await page.getByRole("button", { name: "Auslassungen speichern" }).click();
    await follow(page.getByRole("link", { name: "Auskunft", exact: true }));
    await assertAccessible(page, "the copy");
    await page.getByRole("checkbox", { name: /keine Daten anderer Personen/ }).check();
    const [copy] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Auskunft herunterladen" }).click(),
    ]);
    assert.match(copy.suggestedFilename(), /^DS-2026-\d{5}\.zip$/);

    // She wishes the data gone, since the notification was a mistake.
    await page.goto(`${request}/loeschen`);
    await assertAccessible(page, "proposing a deletion");
    await page.getByLabel("Rechtsgrund").selectOption("unlawful");
    await page.getByRole("textbox", { name: "Begründung" }).fill("Die Meldung war ein Irrtum.");
    await page.getByRole("button", { name: "Löschung vorschlagen" }).click();
    await page.getByText("Eine zweite Person muss die Löschung bestätigen.").first().waitFor();

    // The data protection officer of the same office is the second person.
    const others = page.getByLabel("Zuständig ist").locator("option:not([value='']):not([selected])");
    const second = await visitor(house);
    const person = await others.first().getAttribute("value");
    const signed = await second.context.request.post("/demo/anmelden", { form: { person }, headers: sameOrigin(house.base), maxRedirects: 0 });
    assert.equal(signed.status(), 303);
    await second.page.goto("/aufgaben");
    await follow(second.page.getByRole("link", { name: "Löschung bestätigen oder ablehnen" }).first());
    await assertAccessible(second.page, "confirming a deletion");
    await second.page.getByRole("button", { name: "Löschung bestätigen" }).click();
    await second.page.getByText("Gelöscht: 2. Aufbewahrt: 0.").waitFor();

    // Nothing is found any more; the request and the proof stay.
    await follow(second.page.getByRole("button", { name: "Noch einmal suchen" }));
    await searched(second.page);
    assert.equal(await second.page.getByText(/gelöscht am/).count(), 2);
    assert.equal(await second.page.getByRole("combobox", { name: /^Urteil/ }).count(), 0);
    await second.page.getByText("Auskunft erstellt: 2 Fundstellen").waitFor();
    await second.page.goto("/betroffenenrechte/nachweise");
    await assertAccessible(second.page, "the proofs");
    assert.ok(!(await second.page.locator("main").innerText()).includes("Wattenberg"), "a proof names nobody");

    // The register says what is done with such data.
    await second.page.goto("/verzeichnis");
    await second.page.getByRole("heading", { name: "Fallakten: Masernschutz (§ 20 IfSG)" }).waitFor();
    await assertAccessible(second.page, "the register");
    assert.deepEqual([...kita.complaints, ...office.complaints, ...second.complaints], []);
  });
});
