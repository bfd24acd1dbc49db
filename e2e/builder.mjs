// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** What people do in the builder of forms. */

/** Waits until the builder has saved what was changed: what it shows is another draft. */
export async function saved(page, act) {
  const before = await page.locator('#build-form [name="stand"]').inputValue();
  await act();
  await page.waitForFunction((old) => document.querySelector('#build-form [name="stand"]')?.value !== old, before);
}

/** A form that begins empty, open in the builder. */
export async function begin(page, title, period) {
  await page.goto("/formulare/neu");
  await page.getByLabel("Titel des Formulars").fill(title);
  await page.getByLabel("Zeitraum").selectOption(period);
  await page.getByRole("button", { name: "Formular bauen" }).click();
  await page.waitForURL(/\/bauen$/);
}

export const settings = (page) => page.locator("#build-form");
export const field = (page, name) => settings(page).locator(`[name="${name}"]`);
export const line = (page, path) => page.locator(`[data-tree] [data-path="${path}"] a`);

/** Opens the parts around a setting. */
export async function open(page, name) {
  for (const part of await settings(page).locator("details", { has: page.locator(`[name="${name}"]`) }).all()) {
    if (!(await part.evaluate((one) => one.open))) await part.locator("summary").first().click();
  }
}

/** Types into a field and leaves it, which saves. */
export async function write(page, name, text) {
  const target = field(page, name);
  await open(page, name);
  await target.fill(text);
  await saved(page, () => target.blur());
}

export async function choose(page, name, value) {
  const target = field(page, name);
  await open(page, name);
  await saved(page, () => target.selectOption(value));
}

/** A question behind the chosen one, with its texts. */
export async function add(page, kind, { de, en, name, more = {} }) {
  const palette = page.locator("#build-palette");
  if (!(await palette.evaluate((one) => one.open))) await palette.locator("summary").click();
  await saved(page, () => palette.getByRole("button", { name: kind, exact: true }).click());
  await write(page, "label.de", de);
  await write(page, "label.en", en);
  await write(page, "name", name);
  for (const [key, value] of Object.entries(more)) await choose(page, key, value);
}
