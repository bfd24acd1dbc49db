// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** A Kita that notifies about a child, as several tests begin. */
import assert from "node:assert/strict";

/** Waits, since background work runs beside the page, until `look` finds something. */
export async function until(what, look) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < deadline, `${what} within 30 seconds`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** What the Kita notifies, by the names of the fields. */
const answers = {
  "gate/facility_kind": "kita",
  "gate/relation": "cared",
  "gate/birth_date": "2021-04-05",
  "gate/situation": "none",
  "person/last_name": "Wattenberg",
  "person/first_name": "Enno",
  "person/sex": "x",
  "person/street": "Am Deich 7",
  "person/postcode": "26603",
  "person/town": "Aurich",
  "person/stays_elsewhere": "no",
  "guardian[1]/guardian_kind": "parent",
  "guardian[1]/guardian_last_name": "Wattenberg",
  "guardian[1]/guardian_first_name": "Toni",
  "guardian[1]/guardian_same_address": "yes",
  "finish/contact_name": "Sam Beispiel",
  "finish/contact_phone": "04941 2",
  "finish/confirmed": "OK",
};

/** Answers what the page of a form asks. An answer may bring further questions, which come without a new page. */
async function answerPage(page, given) {
  for (const [name, value] of Object.entries(answers)) {
    if (given.has(name)) continue;
    const field = page.locator(`[name="${name}"]:visible`);
    const appears = field.first().waitFor({ timeout: 1_500 });
    if (!(await appears.then(() => true, () => false))) return;
    const kind = await field.first().getAttribute("type");
    if (kind === "radio" || kind === "checkbox") await page.locator(`[name="${name}"][value="${value}"]`).check();
    else await field.first().fill(value);
    given.add(name);
  }
}

/** The manager of a Kita fills the notification in, page by page, and sends it. */
export async function notify(page) {
  await page.goto("/meldungen");
  await page.getByRole("link", { name: /^Neue Meldung.*Masernschutz/ }).click();
  const given = new Set();
  for (let pages = 0; pages < 12 && !page.url().includes("/kontrolle"); pages += 1) {
    await answerPage(page, given);
    const on = page.getByRole("button", { name: "Weiter", exact: true });
    const check = page.getByRole("button", { name: "Prüfen und senden" }).last();
    const before = page.url();
    if (await on.isVisible()) await on.click();
    else await check.click();
    await page.waitForURL((url) => url.toString() !== before);
  }
  await page.getByRole("button", { name: "Meldung senden" }).click();
  await page.waitForURL(/quittung/);
}
