// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

import { changed, within } from "./words";

/**
 * A number field with a slider beside it. The number field carries the value, the slider has no name and so is not sent.
 * `[data-range]` holds `input[data-range-number]` and, if wanted, a list of ticks (`li[data-value]`).
 */
export function prepareRanges(root: ParentNode): void {
  for (const range of root.querySelectorAll<HTMLElement>("[data-range]")) {
    const number = numberOf(range);
    if (!number) continue;
    if (!sliderOf(range)) insertSlider(range, number);
    show(range, number);
  }
}

export function listenToRanges(root: Document): void {
  // Heard on the way down: whoever sends the form on this event finds the number already changed.
  root.addEventListener(
    "input",
    (event) => {
      const range = within<HTMLElement>(event, "[data-range]");
      const number = range && numberOf(range);
      if (!range || !number) return;
      if (event.target === sliderOf(range)) number.value = (event.target as HTMLInputElement).value;
      show(range, number);
    },
    true,
  );
  // Without a value the slider stands in the middle. Pressing it there, or Enter, takes the middle.
  root.addEventListener("click", (event) => takeMiddle(event));
  root.addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || !within(event, "[data-range-slider]")) return;
    event.preventDefault();
    takeMiddle(event);
  });
}

function takeMiddle(event: Event): void {
  const slider = within<HTMLInputElement>(event, "[data-range-slider]");
  const range = slider?.closest<HTMLElement>("[data-range]");
  const number = range && numberOf(range);
  if (!slider || !range || !number || number.value !== "") return;
  number.value = slider.value;
  show(range, number);
  changed(number);
}

function numberOf(range: HTMLElement): HTMLInputElement | null {
  return range.querySelector<HTMLInputElement>("input[data-range-number]");
}

function sliderOf(range: HTMLElement): HTMLInputElement | null {
  return range.querySelector<HTMLInputElement>("input[data-range-slider]");
}

function insertSlider(range: HTMLElement, number: HTMLInputElement): void {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.className = "deich-range__slider";
  slider.dataset.rangeSlider = "";
  slider.id = `${number.id}-slider`;
  slider.setAttribute("autocomplete", "off");
  for (const name of ["min", "max", "step", "aria-labelledby", "aria-describedby", "aria-invalid"]) {
    const value = number.getAttribute(name);
    if (value !== null) slider.setAttribute(name, value);
  }
  if (!number.hasAttribute("aria-labelledby")) slider.setAttribute("aria-label", labelOf(range, number));
  slider.disabled = number.readOnly || number.disabled;
  const output = document.createElement("output");
  output.className = "deich-range__output";
  output.htmlFor.add(number.id);
  const track = document.createElement("div");
  track.className = "deich-range__track";
  track.append(slider);
  const ticks = range.querySelector(".deich-range__ticks");
  if (ticks) track.append(ticks);
  range.prepend(track);
  range.append(output);
}

function labelOf(range: HTMLElement, number: HTMLInputElement): string {
  if (range.dataset.label) return range.dataset.label;
  const label = (range.closest(".kern-form-input") ?? range.parentElement)?.querySelector(`label[for="${CSS.escape(number.id)}"]`);
  return label?.textContent?.trim() ?? "";
}

/** The slider follows the number; the words beside it say what the number means, or that there is none yet. */
function show(range: HTMLElement, number: HTMLInputElement): void {
  const slider = sliderOf(range);
  if (!slider) return;
  const empty = number.value === "";
  range.classList.toggle("deich-range--empty", empty);
  // An empty value puts a slider in its middle.
  if (empty || slider.value !== number.value) slider.value = number.value;
  if (empty) slider.removeAttribute("value");
  else slider.setAttribute("value", number.value);
  let word = "";
  for (const tick of range.querySelectorAll<HTMLElement>(".deich-range__ticks [data-value]")) {
    const here = !empty && Number(tick.dataset.value) === Number(number.value);
    tick.classList.toggle("deich-range__tick--here", here);
    if (here && tick.textContent.trim() !== tick.dataset.value) word = tick.textContent.trim();
  }
  const said = empty ? (range.dataset.empty ?? "") : word;
  if (said) slider.setAttribute("aria-valuetext", empty ? said : `${number.value}, ${said}`);
  else slider.removeAttribute("aria-valuetext");
  const output = range.querySelector<HTMLOutputElement>("output");
  // What the chosen value means stands at its tick already.
  const seen = empty ? said : "";
  if (output && output.textContent !== seen) output.textContent = seen;
}
