// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

import { announce, changed, languageOf, within } from "./words";

/** The buttons of a counter do nothing without a script, so the server hides them. */
export function prepareCounters(root: ParentNode): void {
  for (const step of root.querySelectorAll<HTMLButtonElement>("[data-counter] button[data-by]")) {
    step.hidden = false;
  }
}

/** `data-step` on the counter is the size of a step, `data-by` on a button how many steps; limits are `min`/`max` or `data-min`/`data-max`. */
export function listenToCounters(root: Document): void {
  root.addEventListener("click", (event) => {
    const press = within<HTMLButtonElement>(event, "[data-counter] button[data-by]");
    const counter = press?.closest<HTMLElement>("[data-counter]");
    const field = counter?.querySelector("input");
    if (!press || !counter || !field || field.readOnly || field.disabled) return;
    const step = Number(counter.dataset.step) || 1;
    const by = Number(press.dataset.by) || 0;
    const low = limit(counter.dataset.min ?? field.min, -Infinity);
    const high = limit(counter.dataset.max ?? field.max, Infinity);
    const language = languageOf(field);
    const before = field.type === "number" ? field.valueAsNumber || 0 : read(field.value, language);
    const after = Math.min(high, Math.max(low, rounded(before + by * step)));
    const text = field.type === "number" ? String(after) : write(after, language);
    if (text === field.value) return;
    field.value = text;
    announce(text);
    changed(field);
  });
}

function limit(text: string, none: number): number {
  return text === "" || Number.isNaN(Number(text)) ? none : Number(text);
}

/** Sums of tenths are not exact in binary; twelve digits are. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function read(text: string, language: string): number {
  const [group, mark] = language.startsWith("de") ? [".", ","] : [",", "."];
  const plain = text.replaceAll(group, "").replace(/\s/g, "").replace(mark, ".").replace("−", "-");
  return Number(plain) || 0;
}

function write(value: number, language: string): string {
  return language.startsWith("de") ? String(value).replace(".", ",") : String(value);
}
