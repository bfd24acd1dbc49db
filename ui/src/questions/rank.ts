// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

import { announce, changed, fill, within } from "./words";

/**
 * A list to be put in order. `[data-rank]` is the `ol`, each `li` has `data-code`; a hidden field (`data-rank-value`, next
 * to the list) holds the codes in order. Buttons `_up` and `_down` send the form without a script; here they move at once.
 */
export function prepareRanks(root: ParentNode): void {
  for (const list of root.querySelectorAll<HTMLOListElement>("[data-rank]")) markEnds(list);
}

export function listenToRanks(root: Document): void {
  // On the way down, so that htmx and the form do not see a press that is dealt with here.
  root.addEventListener(
    "click",
    (event) => {
      const press = within<HTMLButtonElement>(event, "[data-rank] button[name=_up], [data-rank] button[name=_down]");
      const item = press?.closest("li");
      const list = item?.closest<HTMLOListElement>("[data-rank]");
      if (!press || !item || !list || !valueOf(list)) return;
      event.preventDefault();
      event.stopPropagation();
      const items = itemsOf(list);
      const from = items.indexOf(item);
      move(list, item, press.name === "_up" ? from - 1 : from + 1);
    },
    true,
  );
  root.addEventListener(
    "change",
    (event) => {
      const select = within<HTMLSelectElement>(event, "[data-rank] select");
      const item = select?.closest("li");
      const list = item?.closest<HTMLOListElement>("[data-rank]");
      if (!select || !item || !list || !valueOf(list)) return;
      event.stopPropagation();
      const place = Number(select.value);
      if (place >= 1) move(list, item, place - 1);
      else write(list, "");
    },
    true,
  );
}

function itemsOf(list: HTMLOListElement): HTMLLIElement[] {
  return [...list.querySelectorAll<HTMLLIElement>(":scope > li")];
}

function valueOf(list: HTMLOListElement): HTMLInputElement | null {
  return list.parentElement?.querySelector<HTMLInputElement>("input[data-rank-value]") ?? null;
}

/** The others make way for the item, so the button that was pressed keeps the focus. */
function move(list: HTMLOListElement, item: HTMLLIElement, to: number): void {
  const items = itemsOf(list);
  const from = items.indexOf(item);
  const goal = Math.min(items.length - 1, Math.max(0, to));
  if (goal < from) for (const other of items.slice(goal, from).reverse()) item.after(other);
  else for (const other of items.slice(from + 1, goal + 1)) item.before(other);
  markEnds(list);
  write(list, itemsOf(list).map((one) => one.dataset.code ?? "").join(" "));
  const label = item.querySelector("[data-rank-label]") ?? item.querySelector("span");
  announce(fill(list.dataset.moved, { label: label?.textContent?.trim() ?? "", n: goal + 1 }));
}

function write(list: HTMLOListElement, order: string): void {
  const value = valueOf(list);
  if (!value) return;
  itemsOf(list).forEach((item, place) => {
    const select = item.querySelector("select");
    if (select) select.value = order === "" ? "" : String(place + 1);
  });
  list.classList.toggle("deich-rank--empty", order === "");
  value.value = order;
  changed(value);
}

/** A button that leads nowhere says so, but keeps the focus: it is not disabled. */
function markEnds(list: HTMLOListElement): void {
  const items = itemsOf(list);
  items.forEach((item, place) => {
    mark(item.querySelector("button[name=_up]"), place === 0);
    mark(item.querySelector("button[name=_down]"), place === items.length - 1);
  });
}

function mark(press: HTMLButtonElement | null, end: boolean): void {
  if (!press) return;
  press.disabled = false;
  if (end) press.setAttribute("aria-disabled", "true");
  else press.removeAttribute("aria-disabled");
}
