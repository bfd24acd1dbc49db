// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * What a drawn figure gains by a script: a readable tooltip, and on maps a focus that moves by arrow keys
 * from area to neighbour. The same values stand in the table below every figure, so nothing depends on it.
 */
import { direction, next, type Place } from "./figures/neighbours";
import { Tooltip } from "./figures/tooltip";

const cared = new WeakSet<Element>();

function careForFigures(): void {
  for (const map of document.querySelectorAll<SVGSVGElement>("svg.figure-map")) {
    if (cared.has(map)) continue;
    cared.add(map);
    careForMap(map);
  }
  for (const chart of document.querySelectorAll<SVGSVGElement>("svg.figure-series")) {
    if (cared.has(chart)) continue;
    cared.add(chart);
    careForSeries(chart);
  }
}

/** Only one area is a tab stop; arrows move on from it, Home and End go to the first and the last. */
function careForMap(map: SVGSVGElement): void {
  const tooltip = new Tooltip(map);
  const stops = [...map.querySelectorAll<SVGElement>("[data-area]")];
  const places = new Map<string, Place>();
  const byKey = new Map<string, SVGElement>();
  for (const stop of stops) {
    const shape = shapeOf(stop);
    const [x = NaN, y = NaN] = (shape.dataset.centre ?? "").split(",").map(Number);
    const key = stop.dataset.area ?? "";
    byKey.set(key, stop);
    places.set(key, { x, y, neighbours: (shape.dataset.neighbours ?? "").split(" ").filter(Boolean) });
    takeTitle(shape);
  }
  const ring = addRing(map);

  map.addEventListener("keydown", (event) => {
    const stop = stopOf(event.target);
    if (!stop) return;
    const heading = direction(event.key);
    let goal: SVGElement | undefined;
    if (heading) {
      const key = next(places, stop.dataset.area ?? "", heading);
      goal = key === undefined ? undefined : byKey.get(key);
    } else if (event.key === "Home") goal = stops[0];
    else if (event.key === "End") goal = stops.at(-1);
    else if (event.key === "Escape") {
      tooltip.hide();
      return;
    } else return;
    event.preventDefault();
    if (!goal) return;
    for (const one of stops) one.setAttribute("tabindex", one === goal ? "0" : "-1");
    goal.focus();
  });
  map.addEventListener("focusin", (event) => {
    const stop = stopOf(event.target);
    if (!stop) return;
    const shape = shapeOf(stop);
    ring.setAttribute("d", stop.matches(":focus-visible") ? (shape.getAttribute("d") ?? "") : "");
    tooltip.show(shape, stop.getAttribute("aria-label") ?? "");
  });
  map.addEventListener("focusout", () => {
    ring.setAttribute("d", "");
    tooltip.hide();
  });
  map.addEventListener("pointerover", (event) => {
    const stop = stopOf(event.target);
    if (stop) tooltip.show(shapeOf(stop), stop.getAttribute("aria-label") ?? "");
  });
  map.addEventListener("pointerleave", () => tooltip.hide());
}

/** The columns of a chart show their values; the table below has them for everyone. */
function careForSeries(chart: SVGSVGElement): void {
  const tooltip = new Tooltip(chart);
  const titles = new Map<Element, string>();
  for (const slot of chart.querySelectorAll<SVGElement>("[data-slot]")) titles.set(slot, takeTitle(slot));
  const show = (event: Event) => {
    const title = event.target instanceof Element ? titles.get(event.target) : undefined;
    if (title && event.target instanceof SVGElement) tooltip.show(event.target, title);
  };
  chart.addEventListener("pointerover", show);
  chart.addEventListener("pointerdown", show);
  chart.addEventListener("pointerleave", () => tooltip.hide());
}

function stopOf(target: EventTarget | null): SVGElement | null {
  return target instanceof Element ? target.closest<SVGElement>("[data-area]") : null;
}

/** The drawn path of a stop: the stop itself, or the path within its link. */
function shapeOf(stop: SVGElement): SVGElement {
  return stop.dataset.neighbours === undefined ? (stop.querySelector<SVGElement>("[data-neighbours]") ?? stop) : stop;
}

/** Takes the `title` away, so that the browser does not show a second, slower tooltip. */
function takeTitle(element: Element): string {
  const title = element.querySelector(":scope > title");
  title?.remove();
  return title?.textContent ?? "";
}

/** A line above all areas that shows where the focus is: a neighbour drawn later cannot cover it. */
function addRing(map: SVGSVGElement): SVGPathElement {
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "path");
  ring.setAttribute("class", "deich-map-ring");
  ring.setAttribute("d", "");
  map.append(ring);
  return ring;
}

careForFigures();
document.addEventListener("htmx:after:swap", careForFigures);
