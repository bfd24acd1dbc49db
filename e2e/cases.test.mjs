// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A case file in the browser: a Kita manager notifies about a child, the health office asks for the proof by a letter, the
 * Kita says that it is settled, the office closes the file.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, start, until, visitor } from "./harness.mjs";
import { notify } from "./notifying.mjs";

describe("a case file", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("leads from a notification by a letter and a statement to its closing", async () => {
    const kita = await visitor(house, { role: "institution-manager" });
    const office = await visitor(house, { role: "case-worker" });

    // The Kita notifies, and sees how far that is.
    const name = "Wattenberg, Enno";
    await notify(kita.page);
    await until("a file", async () => {
      await kita.page.goto("/gemeldete");
      return kita.page.locator("tbody tr", { hasText: name }).getByText("in Bearbeitung").isVisible();
    });
    await assertAccessible(kita.page, "notified people");

    // The office: no names in the list, but by searching.
    await office.page.goto("/faelle");
    assert.ok(!(await office.page.locator("main").innerText()).includes(name.split(",")[0]), "a list names nobody");
    await assertAccessible(office.page, "the list of files");
    await office.page.getByRole("link", { name: "Nach Namen suchen" }).click();
    await office.page.getByRole("textbox", { name: /Name, Geburtsdatum/ }).fill(name);
    await office.page.getByRole("button", { name: "Suchen" }).click();
    await assertAccessible(office.page, "the search");
    const found = office.page.locator("tbody tr", { hasText: name });
    await found.first().getByRole("link").click();
    const file = new URL(office.page.url()).pathname;
    await assertAccessible(office.page, "a file");

    // The first step, then the request for the proof with its letter.
    await office.page.getByRole("link", { name: "Meldung prüfen" }).click();
    await office.page.getByRole("button", { name: "Schritt erledigen" }).click();
    await office.page.getByRole("link", { name: "Nachweis anfordern" }).click();
    await assertAccessible(office.page, "a decision");
    await office.page.getByRole("button", { name: "Schreiben ansehen" }).click();
    await office.page.locator("#preview").getByText("kein ausreichender Nachweis").waitFor();
    await assertAccessible(office.page, "the preview of a letter");
    await office.page.getByRole("button", { name: "Schritt erledigen" }).click();
    const letter = office.page.getByRole("link", { name: "Nachweis zum Masernschutz" });
    await letter.waitFor();
    const answer = await office.context.request.get(await letter.getAttribute("href"));
    assert.equal(answer.headers()["content-type"], "application/pdf");
    assert.equal((await answer.body()).subarray(0, 5).toString(), "%PDF-");
    await office.page.getByRole("link", { name: "Eingang des Nachweises prüfen" }).waitFor();

    // The Kita says that it is settled.
    await kita.page.reload();
    await kita.page.getByRole("link", { name, exact: true }).first().click();
    await assertAccessible(kita.page, "a notified person");
    await kita.page.getByRole("button", { name: "Für erledigt erklären" }).click();
    await kita.page.getByRole("alert").getByText("Wählen Sie einen Grund").first().waitFor();
    await kita.page.getByRole("radio", { name: "Nachweis wurde vorgelegt" }).check();
    await kita.page.getByRole("button", { name: "Für erledigt erklären" }).click();
    await kita.page.getByText("Ihre Erklärung ist beim Gesundheitsamt").waitFor();

    // The office finds it among its tasks, agrees and closes.
    await office.page.goto("/aufgaben");
    await office.page.getByRole("link", { name: /Erklärung einer Einrichtung/ }).first().waitFor();
    await office.page.goto(file);
    await office.page.getByRole("button", { name: "Anerkennen und schließen" }).click();
    await assertAccessible(office.page, "closing");
    await office.page.getByRole("radio", { name: /^Nachweis vorgelegt/ }).check();
    await office.page.getByRole("button", { name: "Akte schließen" }).click();
    await office.page.getByText(/Die Akte wird ab .* gelöscht/).waitFor();
    await assertAccessible(office.page, "a closed file");
    await kita.page.goto("/gemeldete");
    const closed = kita.page.locator("tbody tr", { hasText: name }).first();
    await closed.getByText("vom Gesundheitsamt abgeschlossen").waitFor();
    assert.deepEqual([...kita.complaints, ...office.complaints], []);
  });
});
