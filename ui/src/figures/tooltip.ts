// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A small box beside what is pointed at. Hidden from assistive technology, which reads the label of the area itself.
 * Its place is set through the style object, which the content security policy allows.
 */
export class Tooltip {
  private readonly box: HTMLElement;
  private beside: Element | null = null;

  constructor(figure: Element) {
    this.box = document.createElement("div");
    this.box.className = "deich-tooltip";
    this.box.hidden = true;
    this.box.setAttribute("aria-hidden", "true");
    this.box.dataset.placed = "";
    figure.after(this.box);
    document.addEventListener("scroll", () => this.place(), { passive: true, capture: true });
  }

  show(beside: Element, text: string): void {
    if (!text) return;
    this.beside = beside;
    this.box.textContent = text;
    this.box.hidden = false;
    this.place();
  }

  hide(): void {
    this.beside = null;
    this.box.hidden = true;
  }

  /** Above what it belongs to, below where there is no room, never outside the window. */
  private place(): void {
    if (!this.beside) return;
    const target = this.beside.getBoundingClientRect();
    const own = this.box.getBoundingClientRect();
    const left = Math.min(Math.max(8, target.left + (target.width - own.width) / 2), Math.max(8, document.documentElement.clientWidth - own.width - 8));
    const above = target.top - own.height - 8;
    this.box.style.left = `${left}px`;
    this.box.style.top = `${above >= 8 ? above : target.bottom + 8}px`;
  }
}
