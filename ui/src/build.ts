// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The builder of forms with a mouse and with keys. Everything it does has a button on the page: it moves what is dragged
 * and posts that, walks through the tree with the arrow keys, and undoes with Ctrl+Z where nothing is being typed.
 */
import "./styles/build.css";

interface Htmx {
  ajax(verb: string, path: string, options: Record<string, string>): Promise<void>;
}

type Where = "before" | "after" | "inside";
type Drop = { item: HTMLElement; where: Where };

/** A line of the tree, or a kind of question from the palette. */
let dragged: HTMLElement | null = null;
/** What the tree shall have the focus on once it is shown anew. */
let wanted: string | null = null;
/** What shall come into view then. */
let towards: string | null = null;

function lineOf(event: Event): HTMLElement | null {
  const target = event.target;
  return target instanceof Element ? target.closest<HTMLElement>("[data-tree] [data-path]") : null;
}

function dropOf(event: DragEvent): Drop | null {
  const item = lineOf(event);
  if (!item || !dragged || item === dragged) return null;
  const path = item.dataset.path ?? "";
  const own = dragged.dataset.path;
  if (own !== undefined && (path === own || path.startsWith(`${own}/`))) return null;
  const box = item.getBoundingClientRect();
  const part = (event.clientY - box.top) / box.height;
  if ("container" in item.dataset) return { item, where: part < 1 / 3 ? "before" : part > 2 / 3 ? "after" : "inside" };
  return { item, where: part < 1 / 2 ? "before" : "after" };
}

function unmark(): void {
  for (const marked of document.querySelectorAll<HTMLElement>("[data-drop]")) delete marked.dataset.drop;
}

/** Posts by a form of the page, so that the server sees what a button would have sent. */
function post(fields: Record<string, string>): void {
  const form = document.querySelector<HTMLFormElement>("#builder form[data-tree-tools]");
  if (!form) return;
  for (const old of form.querySelectorAll("[data-added]")) old.remove();
  for (const [name, value] of Object.entries(fields)) {
    const known = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    const field = known ?? document.createElement("input");
    if (!known) {
      field.type = "hidden";
      field.name = name;
      field.dataset.added = "";
      form.append(field);
    }
    field.value = value;
  }
  form.requestSubmit();
}

function place({ item, where }: Drop): { parent: string; index: number } {
  if (where === "inside") return { parent: item.dataset.path ?? "", index: 0 };
  const parent = item.dataset.parent ?? "";
  let index = Number(item.dataset.index ?? "0") + (where === "after" ? 1 : 0);
  // The place is counted after the dragged one was taken out.
  if (dragged?.dataset.parent === parent && Number(dragged.dataset.index) < index) index -= 1;
  return { parent, index };
}

function drag(root: Document): void {
  root.addEventListener("dragstart", (event) => {
    const kind = event.target instanceof Element ? event.target.closest<HTMLElement>(".deich-build__kinds [data-kind]") : null;
    dragged = kind ?? lineOf(event);
    if (dragged && event.dataTransfer) {
      event.dataTransfer.effectAllowed = kind ? "copy" : "move";
      event.dataTransfer.setData("text/plain", dragged.dataset.kind ?? dragged.dataset.path ?? "");
    }
  });
  root.addEventListener("dragover", (event) => {
    const drop = dropOf(event);
    unmark();
    if (!drop) return;
    event.preventDefault();
    drop.item.dataset.drop = drop.where;
  });
  root.addEventListener("drop", (event) => {
    const drop = dropOf(event);
    unmark();
    if (!drop || !dragged) return;
    event.preventDefault();
    const { parent, index } = place(drop);
    const where = { wohin: parent, stelle: String(index) };
    const { kind, path } = dragged.dataset;
    post(kind ? { tun: `neu:${kind}`, ...where } : { tun: "ziehen", was: path ?? "", ...where });
  });
  root.addEventListener("dragend", () => {
    unmark();
    dragged = null;
  });
}

function lines(root: Document): HTMLAnchorElement[] {
  return [...root.querySelectorAll<HTMLAnchorElement>("[data-tree] a")];
}

/** One line of the tree is in the order of the tab key: the chosen one. The arrow keys lead to the others. */
function rove(root: Document): void {
  const all = lines(root);
  const first = all.find((line) => line === root.activeElement) ?? all.find((line) => line.ariaCurrent === "true") ?? all[0];
  for (const line of all) line.tabIndex = line === first ? 0 : -1;
}

/** Shows another part of the form; what was typed before is saved first. */
function open(link: HTMLAnchorElement): void {
  const { htmx } = window as Window & { htmx?: Htmx };
  if (!htmx) return;
  void htmx.ajax("GET", link.href, { source: "#builder-queue", target: "#builder", select: "#builder", swap: "outerMorph" });
  history.replaceState(history.state, "", link.href);
  // Where the settings stand below the tree, they are what the person wants to see.
  if (window.matchMedia("(max-width: 63.99rem)").matches) towards = "build-settings";
}

const STEPS: Record<string, string> = { ArrowUp: "hoch", ArrowDown: "runter", ArrowRight: "rein", ArrowLeft: "raus" };

function walk(root: Document): void {
  root.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-tree] a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  root.addEventListener("keydown", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-tree] a") : null;
    if (!link || event.ctrlKey || event.metaKey) return;
    const path = link.closest<HTMLElement>("[data-path]")?.dataset.path;
    const all = lines(root);
    const at = all.indexOf(link);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.altKey && path !== undefined && STEPS[event.key]) {
      wanted = "current";
      post({ tun: STEPS[event.key] ?? "", frage: path });
    } else if (event.key === "Delete" && path !== undefined) {
      wanted = "current";
      post({ tun: "entfernen", frage: path });
    } else if (!event.altKey && next !== undefined) {
      all[next]?.focus();
      rove(root);
    } else {
      return;
    }
    event.preventDefault();
  });
}

function search(root: Document): void {
  const kinds = () => [...root.querySelectorAll<HTMLElement>(".deich-build__kinds li")];
  root.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.id !== "build-search") return;
    const typed = field.value.trim().toLowerCase();
    for (const kind of kinds()) kind.hidden = typed !== "" && !(kind.textContent ?? "").toLowerCase().includes(typed);
  });
  root.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.id !== "build-search" || event.key !== "Enter") return;
    event.preventDefault();
    kinds()
      .find((kind) => !kind.hidden)
      ?.querySelector("button")
      ?.click();
  });
}

function undo(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (!root.getElementById("builder") || !(event.ctrlKey || event.metaKey)) return;
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (typing) return;
    const name = event.key === "z" ? "[data-undo]" : event.key === "y" || event.key === "Z" ? "[data-redo]" : "";
    const button = name && root.querySelector<HTMLButtonElement>(name);
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  });
}

function settle(root: Document): void {
  if (!root.getElementById("builder")) return;
  root.querySelector("[data-palette-search]")?.removeAttribute("hidden");
  if (wanted) root.querySelector<HTMLElement>("[data-tree] a[aria-current]")?.focus();
  wanted = null;
  if (towards) root.getElementById(towards)?.scrollIntoView();
  towards = null;
  rove(root);
}

export function buildForms(root: Document): void {
  drag(root);
  walk(root);
  search(root);
  undo(root);
  settle(root);
  root.addEventListener("htmx:after:swap", () => settle(root));
}

buildForms(document);
