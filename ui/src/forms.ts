// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** After a form came back with errors, reading starts at the list of them. */
export function focusErrorSummary(root: Document): void {
  const summary = root.querySelector<HTMLElement>("[data-error-summary]:not([data-seen])");
  if (!summary) return;
  summary.dataset.seen = "";
  summary.focus();
}

/** Fields with `data-autosubmit` send their form when they change; the button stays for everyone else. */
export function submitFiltersAtOnce(root: Document): void {
  root.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLElement && field.closest("[data-autosubmit]")) {
      field.closest("form")?.requestSubmit();
    }
  });
}

/** Forms with `data-unsaved` ask before the page is left with changes in them. */
export function guardUnsavedChanges(view: Window): void {
  const changed = new Set<HTMLFormElement>();
  const note = (event: Event) => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-unsaved]") : null;
    if (form) changed.add(form);
  };
  view.document.addEventListener("input", note);
  // A field that a script has filled tells of its change only.
  view.document.addEventListener("change", note);
  view.document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement) changed.delete(event.target);
  });
  // What saves itself is saved when the answer is there.
  view.document.addEventListener("htmx:after:swap", () => {
    for (const form of changed) if (form.dataset.unsaved === "auto") changed.delete(form);
  });
  view.addEventListener("beforeunload", (event) => {
    for (const form of changed) if (!form.isConnected) changed.delete(form);
    if (changed.size > 0) event.preventDefault();
  });
}

/** A second press on a slow connection sends nothing. The server would cope; the person should not have to wonder. */
export function submitOnce(view: Window): void {
  const underway = new WeakSet<HTMLFormElement>();
  let sent: HTMLFormElement[] = [];
  view.document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.method !== "post" || handledByHtmx(form)) return;
    if (underway.has(form)) {
      event.preventDefault();
      return;
    }
    underway.add(form);
    sent.push(form);
    form.setAttribute("aria-busy", "true");
  });
  // Coming back with the browser's back button shows the page as it was left: it must work again.
  view.addEventListener("pageshow", () => {
    for (const form of sent) {
      underway.delete(form);
      form.removeAttribute("aria-busy");
    }
    sent = [];
  });
}

function handledByHtmx(form: HTMLFormElement): boolean {
  return form.getAttributeNames().some((name) => name.startsWith("hx-"));
}
