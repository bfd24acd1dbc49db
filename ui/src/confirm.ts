// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Asks before a form with `data-confirm` (on the form or on the pressed button) is sent.
 * It listens while the event goes down, so htmx does not see a form that nobody has confirmed.
 */
export function confirmBeforeSubmit(root: Document): void {
  root.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement)) return;
      const submitter = event.submitter instanceof HTMLElement ? event.submitter : null;
      const question = submitter?.dataset.confirm ?? form.dataset.confirm;
      if (!question) return;
      if (form.dataset.confirmed !== undefined) {
        delete form.dataset.confirmed;
        return;
      }
      const dialog = root.querySelector<HTMLDialogElement>("dialog#confirm");
      if (!dialog) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(dialog, question, submitter?.textContent?.trim() ?? "").then((yes) => {
        if (!yes) {
          submitter?.focus();
          return;
        }
        form.dataset.confirmed = "";
        form.requestSubmit(submitter);
      });
    },
    true,
  );
}

/** Shows the page's one dialog. The button that goes on is named like the button that was pressed. */
function ask(dialog: HTMLDialogElement, question: string, action: string): Promise<boolean> {
  const text = dialog.querySelector("#confirm-text");
  const yes = dialog.querySelector<HTMLButtonElement>("[data-answer=yes]");
  const no = dialog.querySelector<HTMLButtonElement>("[data-answer=no]");
  if (text) text.textContent = question;
  const label = yes?.querySelector(".kern-label");
  if (label && action) label.textContent = action;
  return new Promise((resolve) => {
    const finish = (answer: boolean) => () => {
      dialog.close(answer ? "yes" : "no");
    };
    const sayYes = finish(true);
    const sayNo = finish(false);
    yes?.addEventListener("click", sayYes);
    no?.addEventListener("click", sayNo);
    dialog.addEventListener(
      "close",
      () => {
        yes?.removeEventListener("click", sayYes);
        no?.removeEventListener("click", sayNo);
        resolve(dialog.returnValue === "yes");
      },
      { once: true },
    );
    dialog.returnValue = "no";
    dialog.showModal();
    no?.focus();
  });
}
