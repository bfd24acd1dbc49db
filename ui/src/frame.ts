// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Menus are `details`, so they open without this; here they also close by Escape and by a press elsewhere. */
export function closeMenus(root: Document): void {
  const open = () => root.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]");
  root.addEventListener("click", (event) => {
    for (const menu of open()) {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    }
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      const within = menu.contains(root.activeElement);
      menu.open = false;
      if (within) menu.querySelector("summary")?.focus();
    }
  });
  root.addEventListener("focusin", (event) => {
    for (const menu of open()) {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    }
  });
}

/** Changes the appearance without leaving the page, so nothing typed is lost; the server keeps the choice in its cookie. */
export function switchThemeInPlace(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!(form instanceof HTMLFormElement) || form.dataset.themeForm === undefined) return;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const fields = new URLSearchParams({ theme: button.value, next: new FormData(form).get("next")?.toString() ?? "/" });
    fetch(form.action, { method: "POST", body: fields, redirect: "manual" }).then(
      () => showTheme(root, button.value),
      () => showTheme(root, button.value),
    );
    const menu = form.closest("details");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}

function showTheme(root: Document, theme: string): void {
  if (theme === "auto") root.documentElement.removeAttribute("data-kern-theme");
  else root.documentElement.setAttribute("data-kern-theme", theme);
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-theme-form] button")) {
    if (button.value === theme) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

/** Messages can be put away. The button is hidden until there is a script that makes it work. */
export function dismissFlashes(root: Document): void {
  for (const close of root.querySelectorAll<HTMLButtonElement>("[data-flash-close][hidden]")) {
    close.hidden = false;
    close.addEventListener("click", () => {
      close.closest("[data-flash]")?.remove();
      root.querySelector<HTMLElement>("main")?.focus();
    });
  }
}

/** Buttons with `data-print` are hidden in the page and appear when printing by script is possible. */
export function offerPrinting(root: Document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-print][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

interface Swap {
  ctx?: { sourceElement?: Node };
  tasks?: { fragment?: ParentNode }[];
}

/** What the person has opened stays open when a part of the page is shown anew; lists that close after a choice do not. */
export function keepOpen(root: Document): void {
  root.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = (event as CustomEvent<Swap>).detail ?? {};
    for (const { fragment } of tasks ?? []) {
      for (const part of fragment?.querySelectorAll?.<HTMLDetailsElement>("details[id]") ?? []) {
        const known = root.getElementById(part.id);
        if (!(known instanceof HTMLDetailsElement) || !known.open) continue;
        const chosen = "closes" in part.dataset && known.contains(ctx?.sourceElement ?? null);
        if (!chosen) part.open = true;
      }
    }
  });
}
