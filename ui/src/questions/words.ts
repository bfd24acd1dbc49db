// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Texts come from the markup; here their places are filled, and changes are said aloud. */

/** Puts values in the places of a text: `{percent}` and the like. */
export function fill(text: string | undefined, values: Record<string, string | number> = {}): string {
  return (text ?? "").replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
}

/** Tells the page that a script changed this field, as if a person had. One event, so that the server is asked once. */
export function changed(field: Element): void {
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Reads a short text to those who do not see the change. The region is outside of what the server replaces. */
export function announce(text: string): void {
  let region = document.getElementById("deich-announcer");
  if (!region) {
    region = document.createElement("p");
    region.id = "deich-announcer";
    region.className = "kern-sr-only";
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    (document.querySelector("main") ?? document.body).append(region);
  }
  const spoken = region;
  // A region that was just made, or that holds the same text, is not read; so it is emptied first.
  spoken.textContent = "";
  setTimeout(() => {
    spoken.textContent = text;
  }, 60);
}

/** A button in the look of the product. */
export function button(text: string, look: "primary" | "secondary" | "tertiary" = "secondary"): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `kern-btn kern-btn--${look} deich-btn--small`;
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = text;
  made.append(label);
  return made;
}

/** The element within `selector` that an event happened in. */
export function within<Kind extends Element>(event: Event, selector: string): Kind | null {
  return event.target instanceof Element ? event.target.closest<Kind>(selector) : null;
}

/** The language in which a part of the page is written, such as `de`. */
export function languageOf(element: Element): string {
  return element.closest("[lang]")?.getAttribute("lang") ?? "de";
}
