// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Fills a form in, page by page, by the names of its fields, and sends it. */

/** Answers what the page asks. An answer may bring further questions, which come without a new page. */
async function answerPage(page, answers, given) {
  for (const [name, value] of Object.entries(answers)) {
    if (given.has(name)) continue;
    const field = page.locator(`[name="${name}"]:visible`);
    const appears = field.first().waitFor({ timeout: 1_500 });
    if (!(await appears.then(() => true, () => false))) return;
    const kind = await field.first().getAttribute("type");
    if (kind === "radio" || kind === "checkbox") await page.locator(`[name="${name}"][value="${value}"]`).check();
    else if ((await field.first().evaluate((one) => one.tagName)) === "SELECT") await field.first().selectOption(value);
    else await field.first().fill(value);
    given.add(name);
  }
}

/** Gives the answers, in the order of the form, on as many pages as it has, and sends the report. */
export async function fillAndSend(page, answers) {
  const given = new Set();
  for (let pages = 0; pages < 12 && !page.url().includes("/kontrolle"); pages += 1) {
    await answerPage(page, answers, given);
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
