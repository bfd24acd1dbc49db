// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

import { shrink } from "./picture";
import { Refused, send } from "./upload";
import { button, changed, fill, within } from "./words";

/**
 * A question that asks for a file. While it is sent, the block is left out of what the server replaces.
 *
 * `[data-file]` has `data-url`, `data-name`, `data-most` (bytes), `data-max-pixels`, and the texts `data-text-sending`
 * ({percent}), `-done`, `-failed`, `-refused`, `-again`, `-large`, `-cancel`, `-cancelled`, `-wait`; {name} is the file.
 */
interface Underway {
  control: AbortController;
  question: string;
}
const underway = new Map<HTMLElement, Underway>();

/** With a script the bytes go their own way; the form is not to carry them again. */
export function prepareFiles(root: ParentNode): void {
  for (const field of root.querySelectorAll<HTMLInputElement>("[data-file][data-url] input[type=file]")) {
    field.removeAttribute("name");
  }
}

export function listenToFiles(view: Window): void {
  view.document.addEventListener(
    "change",
    (event) => {
      const field = within<HTMLInputElement>(event, "[data-file][data-url] input[type=file]");
      const block = field?.closest<HTMLElement>("[data-file]");
      const file = field?.files?.[0];
      if (!field || !block) return;
      event.stopPropagation();
      if (file) void sendFile(block, file, file.name, `${file.name} ${file.size} ${file.lastModified}`);
    },
    true,
  );
  view.document.addEventListener("input", (event) => {
    if (within(event, "[data-file][data-url] input[type=file]")) event.stopPropagation();
  }, true);
  // Taking the file away: what failed, or is on its way, is given up, and the server's answer counts again.
  view.document.addEventListener(
    "click",
    (event) => {
      const block = within(event, "[data-file] button[type=submit]")?.closest<HTMLElement>("[data-file]");
      if (!block) return;
      underway.get(block)?.control.abort();
      underway.delete(block);
      clearActions(block);
      delete block.dataset.state;
      block.removeAttribute("hx-morph-skip");
    },
    true,
  );
  // A form sent too early would go without the file.
  view.document.addEventListener(
    "submit",
    (event) => {
      for (const block of underway.keys()) {
        if (!(event.target instanceof HTMLFormElement) || !event.target.contains(block)) continue;
        event.preventDefault();
        event.stopImmediatePropagation();
        say(block, block.dataset.textWait ?? block.dataset.textSending, { percent: percentOf(block) });
        block.querySelector<HTMLElement>("[data-file-cancel]")?.focus();
        return;
      }
    },
    true,
  );
  view.addEventListener("beforeunload", (event) => {
    if (underway.size > 0) event.preventDefault();
  });
}

/** A question that fell away takes its upload along. */
export function stopLostUploads(): void {
  for (const [block, { control }] of underway) if (!block.isConnected) control.abort();
}

/** Sends a file, or a drawing, as the answer to the question of this block. */
export async function sendFile(block: HTMLElement, file: File, name: string, mark: string): Promise<boolean> {
  underway.get(block)?.control.abort();
  clearActions(block);
  const control = new AbortController();
  const mine: Underway = { control, question: block.dataset.name ?? "" };
  underway.set(block, mine);
  block.setAttribute("hx-morph-skip", "");
  block.dataset.state = "sending";
  let spoken = -1;
  const progress = (share: number) => {
    const percent = Math.floor(share * 100);
    const bar = block.querySelector("progress");
    if (bar) {
      bar.hidden = false;
      bar.max = 100;
      bar.value = percent;
    }
    // The region is read aloud: every tenth is enough.
    if (spoken < 0 || percent - spoken >= 10) {
      spoken = percent;
      say(block, block.dataset.textSending, { percent, name });
    }
  };
  try {
    progress(0);
    const cancel = addAction(block, block.dataset.textCancel, "data-file-cancel", () => control.abort());
    const smaller = await shrink(file, Number(block.dataset.maxPixels) || 0);
    const most = Number(block.dataset.most) || Infinity;
    if (smaller.size > most) {
      finish(block, mine, "failed");
      fail(block, block.dataset.textLarge, name);
      return false;
    }
    const value = await send({ address: block.dataset.url ?? "", question: mine.question, file: smaller, name, mark, signal: control.signal, progress });
    const hadFocus = document.activeElement === cancel;
    finish(block, mine, "done");
    say(block, block.dataset.textDone, { name });
    if (hadFocus) block.querySelector<HTMLElement>("input[type=file]")?.focus();
    const hidden = [...block.querySelectorAll<HTMLInputElement>("input[type=hidden]")].find((one) => one.name === mine.question);
    if (hidden) {
      hidden.value = value;
      block.removeAttribute("hx-morph-skip");
      changed(hidden);
    }
    return true;
  } catch (problem) {
    if (underway.get(block) !== mine) return false;
    // A person who went on with another question is not called back.
    const stayed = block.contains(document.activeElement);
    finish(block, mine, control.signal.aborted ? "cancelled" : "failed");
    if (control.signal.aborted) {
      block.removeAttribute("hx-morph-skip");
      clearFile(block);
      say(block, block.dataset.textCancelled, { name });
      if (stayed) block.querySelector<HTMLElement>("input[type=file]")?.focus();
    } else {
      fail(block, (problem instanceof Refused && block.dataset.textRefused) || block.dataset.textFailed, name);
      const again = addAction(block, block.dataset.textAgain, "data-file-again", () => void sendFile(block, file, name, mark));
      if (stayed) again.focus();
    }
    return false;
  }
}

function finish(block: HTMLElement, mine: Underway, state: string): void {
  if (underway.get(block) === mine) underway.delete(block);
  block.dataset.state = state;
  clearActions(block);
  const bar = block.querySelector("progress");
  if (bar) bar.hidden = true;
  if (state === "done") clearFile(block);
}

function fail(block: HTMLElement, text: string | undefined, name: string): void {
  clearFile(block);
  say(block, text, { name, most: megabytes(Number(block.dataset.most)) });
}

/** The field is emptied: the file is sent, and choosing the same one again must be noticed. */
function clearFile(block: HTMLElement): void {
  const field = block.querySelector<HTMLInputElement>("input[type=file]");
  if (field) field.value = "";
}

function say(block: HTMLElement, text: string | undefined, values: Record<string, string | number>): void {
  const status = block.querySelector<HTMLElement>("[data-file-status]");
  if (status) status.textContent = fill(text, values);
}

function addAction(block: HTMLElement, text: string | undefined, mark: string, act: () => void): HTMLButtonElement {
  const made = button(text ?? "", "tertiary");
  made.setAttribute(mark, "");
  made.hidden = !text;
  made.addEventListener("click", act);
  const status = block.querySelector("[data-file-status]");
  if (status) status.after(made);
  else block.append(made);
  return made;
}

function clearActions(block: HTMLElement): void {
  for (const one of block.querySelectorAll("[data-file-cancel], [data-file-again]")) one.remove();
}

function percentOf(block: HTMLElement): number {
  return block.querySelector("progress")?.value ?? 0;
}

function megabytes(bytes: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || "de", { maximumFractionDigits: 1 }).format(bytes / 1_048_576);
}
