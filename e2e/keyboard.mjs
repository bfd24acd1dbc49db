// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** What people do who use no mouse. */
import assert from "node:assert/strict";

/** The most presses of the tabulator key before something counts as out of reach. */
const farthest = 250;

/** Moves the focus to `target` with the tabulator key, and makes sure that somebody sees where it is. */
export async function tabTo(page, target) {
  await target.waitFor();
  for (let presses = 0; presses < farthest; presses += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) {
      const visible = await target.evaluate((one) => {
        // Large areas such as a radio tile show the focus on the box around the field.
        for (let at = one; at && at !== document.body; at = at.parentElement) {
          const style = getComputedStyle(at);
          if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return true;
          if (style.boxShadow !== "none") return true;
        }
        return false;
      });
      assert.ok(visible, `the focus on ${target} is visible`);
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`${target} cannot be reached with the tabulator key`);
}
