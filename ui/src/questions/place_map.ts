// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

import type { Kind, Point } from "./points";
import { announce, within } from "./words";

/**
 * A map to set a point on: `svg[data-place-map]` with `data-west`, `-south`, `-east`, `-north` in degrees for the edges of
 * its `viewBox`; areas may have `data-name`. Equirectangular, so degrees and drawing differ by two factors only.
 * By keyboard: arrows move the cross, with Shift in large steps, Enter or Space sets the point, + and − enlarge.
 * Buttons `[data-place-zoom=in|out]` in the same block do so by pointer; the server hides them.
 */
type Choose = (box: HTMLElement, latitude: number, longitude: number, area: string) => void;

interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}
interface State {
  whole: View;
  view: View;
  /** The cross, in the units of the drawing. */
  cross: { x: number; y: number };
}
const states = new WeakMap<SVGSVGElement, State>();
/** The size of a mark in pixels. */
const radius = 8;
const space = "http://www.w3.org/2000/svg";

export function prepareMap(box: HTMLElement, map: SVGSVGElement): void {
  map.setAttribute("tabindex", "0");
  map.setAttribute("role", "application");
  if (box.dataset.textMap && !map.hasAttribute("aria-labelledby")) map.setAttribute("aria-label", box.dataset.textMap);
  for (const zoom of box.querySelectorAll<HTMLElement>("[data-place-zoom]")) zoom.hidden = false;
  if (map.querySelector("[data-place-overlay]")) return;
  const overlay = document.createElementNS(space, "g");
  overlay.setAttribute("data-place-overlay", "");
  overlay.setAttribute("hx-morph-skip", "");
  overlay.setAttribute("aria-hidden", "true");
  for (const [name, part] of [["path", "line"], ["g", "marks"], ["path", "cross"]] as const) {
    const made = document.createElementNS(space, name);
    made.setAttribute("class", `deich-place__${part}`);
    overlay.append(made);
  }
  map.append(overlay);
}

/** Draws the points of the value, and keeps what part of the map is seen. */
export function careForMap(map: SVGSVGElement, points: Point[], kind: Kind): void {
  const state = stateOf(map, points);
  const { view } = state;
  map.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  const places = points.map((point) => placeOf(map, state.whole, point));
  const line = map.querySelector(".deich-place__line");
  const ends = places.map(({ x, y }) => `${round(x)} ${round(y)}`).join("L");
  line?.setAttribute("d", kind === "point" || places.length < 2 ? "" : `M${ends}${kind === "shape" && places.length > 2 ? "Z" : ""}`);
  line?.classList.toggle("deich-place__line--closed", kind === "shape");
  const marks = map.querySelector(".deich-place__marks");
  marks?.replaceChildren(
    ...places.map(({ x, y }) => {
      const mark = document.createElementNS(space, "circle");
      mark.setAttribute("cx", round(x));
      mark.setAttribute("cy", round(y));
      mark.setAttribute("r", round(radius * pixel(map, view)));
      return mark;
    }),
  );
  drawCross(map, state);
}

export function listenToMaps(root: Document, choose: Choose): void {
  root.addEventListener("click", (event) => {
    const box = within<HTMLElement>(event, "[data-place]");
    const map = box?.querySelector<SVGSVGElement>("svg[data-place-map]");
    const state = map && states.get(map);
    if (!box || !map || !state) return;
    const zoom = within<HTMLElement>(event, "[data-place-zoom]");
    if (zoom) {
      enlarge(map, state, zoom.dataset.placeZoom === "in" ? 0.5 : 2);
      return;
    }
    if (!within(event, "svg[data-place-map]")) return;
    const matrix = map.getScreenCTM();
    if (!matrix) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    moveCross(state, x, y);
    drawCross(map, state);
    set(box, map, state, choose);
  });
  root.addEventListener("keydown", (event) => {
    const map = within<SVGSVGElement>(event, "svg[data-place-map]");
    const box = map?.closest<HTMLElement>("[data-place]");
    const state = map && states.get(map);
    if (!map || !box || !state || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = (state.view.width / 100) * (event.shiftKey ? 10 : 1);
    const ways: Record<string, [number, number]> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const way = ways[event.key];
    if (way) {
      moveCross(state, state.cross.x + way[0], state.cross.y + way[1]);
      bringIntoView(map, state);
      drawCross(map, state);
      const area = areaAt(map, state.cross);
      if (area !== spokenArea) announce(area);
      spokenArea = area;
    } else if (event.key === "Enter" || event.key === " ") set(box, map, state, choose);
    else if (event.key === "+") enlarge(map, state, 0.5);
    else if (event.key === "-") enlarge(map, state, 2);
    else return;
    event.preventDefault();
  });
}
let spokenArea = "";

function stateOf(map: SVGSVGElement, points: Point[]): State {
  const known = states.get(map);
  if (known) return known;
  const { x, y, width, height } = map.viewBox.baseVal;
  const whole = { x, y, width, height };
  const last = points.at(-1);
  const cross = last ? placeOf(map, whole, last) : { x: x + width / 2, y: y + height / 2 };
  const state = { whole, view: { ...whole }, cross };
  states.set(map, state);
  return state;
}

function edges(map: SVGSVGElement): { west: number; south: number; east: number; north: number } {
  const { west, south, east, north } = map.dataset;
  return { west: Number(west), south: Number(south), east: Number(east), north: Number(north) };
}

function placeOf(map: SVGSVGElement, whole: View, { latitude, longitude }: Point): { x: number; y: number } {
  const { west, south, east, north } = edges(map);
  return {
    x: whole.x + ((longitude - west) / (east - west)) * whole.width,
    y: whole.y + ((north - latitude) / (north - south)) * whole.height,
  };
}

function set(box: HTMLElement, map: SVGSVGElement, { whole, cross }: State, choose: Choose): void {
  const { west, south, east, north } = edges(map);
  const longitude = west + ((cross.x - whole.x) / whole.width) * (east - west);
  const latitude = north - ((cross.y - whole.y) / whole.height) * (north - south);
  choose(box, latitude, longitude, areaAt(map, cross));
}

function areaAt(map: SVGSVGElement, { x, y }: { x: number; y: number }): string {
  for (const area of map.querySelectorAll<SVGGeometryElement>("[data-name]")) {
    if (area.isPointInFill?.(new DOMPoint(x, y))) return area.dataset.name ?? "";
  }
  return "";
}

function moveCross(state: State, x: number, y: number): void {
  const { whole } = state;
  state.cross = {
    x: Math.min(whole.x + whole.width, Math.max(whole.x, x)),
    y: Math.min(whole.y + whole.height, Math.max(whole.y, y)),
  };
}

/** Factors below 1 show less of the map, larger. The cross stays in the middle, the map within its edges. */
function enlarge(map: SVGSVGElement, state: State, factor: number): void {
  const { whole, cross } = state;
  const width = Math.min(whole.width, Math.max(whole.width / 64, state.view.width * factor));
  const height = (width / whole.width) * whole.height;
  state.view = { width, height, x: cross.x - width / 2, y: cross.y - height / 2 };
  keepWithin(state);
  redraw(map, state);
}

function bringIntoView(map: SVGSVGElement, state: State): void {
  const { view, cross } = state;
  const inside = cross.x > view.x && cross.x < view.x + view.width && cross.y > view.y && cross.y < view.y + view.height;
  if (inside) return;
  view.x = cross.x - view.width / 2;
  view.y = cross.y - view.height / 2;
  keepWithin(state);
  redraw(map, state);
}

function keepWithin({ view, whole }: State): void {
  view.x = Math.min(whole.x + whole.width - view.width, Math.max(whole.x, view.x));
  view.y = Math.min(whole.y + whole.height - view.height, Math.max(whole.y, view.y));
}

function redraw(map: SVGSVGElement, state: State): void {
  const { view } = state;
  map.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  for (const mark of map.querySelectorAll(".deich-place__marks circle")) mark.setAttribute("r", round(radius * pixel(map, view)));
  drawCross(map, state);
}

function drawCross(map: SVGSVGElement, { view, cross }: State): void {
  const arm = 16 * pixel(map, view);
  const { x, y } = cross;
  const path = `M${round(x - arm)} ${round(y)}H${round(x + arm)}M${round(x)} ${round(y - arm)}V${round(y + arm)}`;
  map.querySelector(".deich-place__cross")?.setAttribute("d", path);
}

/** How many units of the drawing one pixel of the screen is: marks are as large on a phone as elsewhere. */
function pixel(map: SVGSVGElement, view: View): number {
  const { width, height } = map.getBoundingClientRect();
  return width > 0 && height > 0 ? Math.max(view.width / width, view.height / height) : view.width / 400;
}

function round(value: number): string {
  return value.toFixed(3);
}
