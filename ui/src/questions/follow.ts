// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** After the server's answer is in place: fields show what it says, and the focus is where it was or where it should be. */

/**
 * Once a person has touched a field, its attributes no longer rule what it shows. The answer of the server was made from
 * what the field held, so what it says holds: a value that a rule set or emptied appears. The field in use is left alone.
 */
export function followServer(root: Document): void {
  for (const fields of root.querySelectorAll("[data-follow]")) follow(fields, root.activeElement);
}

function follow(fields: ParentNode, inUse: Element | null): void {
  for (const field of fields.querySelectorAll<HTMLInputElement>("input")) {
    if (field.closest("[hx-morph-skip]")) continue;
    if (field.type === "radio" || field.type === "checkbox") {
      if (field.checked !== field.defaultChecked) field.checked = field.defaultChecked;
    } else if (field.type !== "file" && field !== inUse && !field.validity.badInput) {
      if (field.value !== field.defaultValue) field.value = field.defaultValue;
    }
  }
  for (const field of fields.querySelectorAll("textarea")) {
    if (field !== inUse && field.value !== field.defaultValue) field.value = field.defaultValue;
  }
  for (const field of fields.querySelectorAll("select")) {
    if (field === inUse && !field.multiple) continue;
    const options = [...field.options];
    if (options.every((option) => option.selected === option.defaultSelected)) continue;
    if (field.multiple) for (const option of options) option.selected = option.defaultSelected;
    else field.selectedIndex = Math.max(0, options.findIndex((option) => option.defaultSelected));
  }
}

let remembered = "";

export function rememberFocus(root: Document): void {
  remembered = root.activeElement?.id ?? "";
}

/** Where the focused element was taken out and put in again, it gets the focus back. */
export function keepFocus(root: Document): void {
  const lost = root.activeElement === null || root.activeElement === root.body;
  if (lost && remembered) root.getElementById(remembered)?.focus({ preventScroll: true });
  remembered = "";
}

/** The server marks one element with `data-focus-me`, such as a new round of a repeat. It gets the focus once. */
export function focusWhereAsked(root: Document): void {
  const asked = root.querySelector<HTMLElement>("[data-focus-me]");
  if (!asked) return;
  asked.removeAttribute("data-focus-me");
  asked.focus();
  if (root.activeElement !== asked) {
    asked.tabIndex = -1;
    asked.focus();
  }
}
