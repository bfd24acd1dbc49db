// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

import { within } from "./words";

/** Searching in a long list: Escape empties, the arrow leads to the results, Enter does not send the form. */
export function listenToSearch(root: Document): void {
  root.addEventListener("keydown", (event) => {
    const search = within<HTMLElement>(event, "[data-search]");
    const field = search?.querySelector<HTMLInputElement>("input[type=search]");
    if (!search || !field) return;
    if (event.target === field) {
      if (event.key === "Enter") event.preventDefault();
      if (event.key === "Escape" && field.value !== "") empty(event, field);
      if (event.key === "ArrowDown") {
        const results = [...search.querySelectorAll<HTMLInputElement>(".deich-search__results input")];
        const goal = results.find((one) => one.checked && one.type === "radio") ?? results[0];
        if (!goal) return;
        event.preventDefault();
        goal.focus();
      }
    } else if (event.key === "Escape" && within(event, ".deich-search__results")) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
}

function empty(event: Event, field: HTMLInputElement): void {
  event.preventDefault();
  field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
