// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

import { sendFile } from "./file";
import { toBlob } from "./picture";
import { button, within } from "./words";

/**
 * A field to draw on with pen, finger or mouse, inside a file block; the drawing is sent as a picture.
 * `[data-draw]` is `signature`, `draw` or `annotate` and needs an `id`; `data-background` is a picture to draw on.
 * Texts: `data-text-canvas` (what the field is), `-undo`, `-clear`, `-use`, `-black`, `-red`, `-blue`, `-white`, `-colour`;
 * `data-file-name` names the picture. Whoever cannot draw uses the file field of the block.
 */
interface Stroke {
  colour: string;
  width: number;
  points: [number, number][];
}
interface Drawing {
  strokes: Stroke[];
  background: HTMLImageElement | null;
  address: string;
  current: Stroke | null;
}
const drawings = new WeakMap<HTMLCanvasElement, Drawing>();
const colours = { black: "#111318", red: "#b3110b", blue: "#1a3da5", white: "#ffffff" } as const;
type Colour = keyof typeof colours;
/** The longest side of a drawing in pixels. */
const longest = 1600;

export function prepareDrawings(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-draw]")) {
    if (!box.querySelector("canvas")) build(box);
  }
}

/** Pictures to draw on are fetched, and what a swap may have wiped is painted again. */
export function careForDrawings(root: Document): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-draw]")) {
    const canvas = box.querySelector("canvas");
    if (!canvas) continue;
    const drawing = drawingOf(canvas);
    const address = box.dataset.background ?? "";
    if (address !== drawing.address) fetchBackground(canvas, drawing, address);
    paint(canvas, drawing);
    showState(box, drawing);
  }
}

export function listenToDrawings(root: Document): void {
  root.addEventListener("pointerdown", (event) => {
    const canvas = within<HTMLCanvasElement>(event, "[data-draw] canvas");
    const box = canvas?.closest<HTMLElement>("[data-draw]");
    if (!canvas || !box || event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const drawing = drawingOf(canvas);
    const signature = box.dataset.draw === "signature";
    drawing.current = { colour: penOf(box), width: canvas.width / (signature ? 220 : 160), points: [place(canvas, event)] };
    drawing.strokes.push(drawing.current);
    box.setAttribute("hx-morph-skip", "");
    paint(canvas, drawing);
  });
  root.addEventListener("pointermove", (event) => {
    const canvas = within<HTMLCanvasElement>(event, "[data-draw] canvas");
    const drawing = canvas && drawings.get(canvas);
    if (!canvas || !drawing?.current) return;
    const steps = event.getCoalescedEvents?.() ?? [];
    for (const step of steps.length > 0 ? steps : [event]) drawing.current.points.push(place(canvas, step));
    paint(canvas, drawing);
  });
  const lift = (event: PointerEvent) => {
    const canvas = within<HTMLCanvasElement>(event, "[data-draw] canvas");
    const box = canvas?.closest<HTMLElement>("[data-draw]");
    const drawing = canvas && drawings.get(canvas);
    if (!box || !drawing?.current) return;
    drawing.current = null;
    showState(box, drawing);
  };
  root.addEventListener("pointerup", lift);
  root.addEventListener("pointercancel", lift);
  root.addEventListener("click", (event) => {
    const press = within<HTMLElement>(event, "[data-draw] [data-draw-act]");
    const box = press?.closest<HTMLElement>("[data-draw]");
    const canvas = box?.querySelector("canvas");
    if (!press || !box || !canvas || press.getAttribute("aria-disabled") === "true") return;
    const drawing = drawingOf(canvas);
    if (press.dataset.drawAct === "undo") drawing.strokes.pop();
    if (press.dataset.drawAct === "clear") drawing.strokes = [];
    if (press.dataset.drawAct === "use") void use(box, canvas, drawing);
    if (drawing.strokes.length === 0) box.removeAttribute("hx-morph-skip");
    paint(canvas, drawing);
    showState(box, drawing);
  });
  // The choice of a pen is no answer: the form need not be sent for it.
  for (const kind of ["change", "input"]) {
    root.addEventListener(kind, (event) => {
      if (within(event, "[data-draw] .deich-draw__pens")) event.stopPropagation();
    }, true);
  }
}

function build(box: HTMLElement): void {
  const kind = box.dataset.draw;
  const canvas = document.createElement("canvas");
  canvas.className = "deich-draw__canvas";
  canvas.id = `${box.id}-canvas`;
  canvas.width = 1200;
  canvas.height = kind === "signature" ? 480 : 900;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", box.dataset.textCanvas ?? "");
  box.append(canvas);
  if (kind !== "signature") box.append(pens(box, kind === "annotate" ? "red" : "black"));
  const actions = document.createElement("div");
  actions.className = "deich-draw__actions";
  for (const act of ["use", "undo", "clear"] as const) {
    const text = { use: box.dataset.textUse, undo: box.dataset.textUndo, clear: box.dataset.textClear }[act];
    const made = button(text ?? "", act === "use" ? "secondary" : "tertiary");
    made.dataset.drawAct = act;
    made.setAttribute("aria-disabled", "true");
    actions.append(made);
  }
  box.append(actions);
  box.hidden = false;
}

function pens(box: HTMLElement, first: Colour): HTMLElement {
  const set = document.createElement("fieldset");
  set.className = "deich-draw__pens";
  const legend = document.createElement("legend");
  legend.className = "kern-sr-only";
  legend.textContent = box.dataset.textColour ?? "";
  set.append(legend);
  const words: Record<Colour, string | undefined> = {
    black: box.dataset.textBlack,
    red: box.dataset.textRed,
    blue: box.dataset.textBlue,
    white: box.dataset.textWhite,
  };
  for (const colour of Object.keys(colours) as Colour[]) {
    const label = document.createElement("label");
    label.className = `deich-draw__pen deich-draw__pen--${colour}`;
    const field = document.createElement("input");
    field.type = "radio";
    field.id = `${box.id}-${colour}`;
    field.value = colour;
    // Outside of every form, by a name that no form has: the choice of a pen is not sent.
    field.name = `${box.id}-pen`;
    field.setAttribute("form", "");
    field.defaultChecked = colour === first;
    label.append(field, words[colour] ?? "");
    set.append(label);
  }
  return set;
}

function penOf(box: HTMLElement): string {
  const chosen = box.querySelector<HTMLInputElement>(".deich-draw__pens input:checked")?.value;
  return colours[(chosen ?? "black") as Colour] ?? colours.black;
}

function drawingOf(canvas: HTMLCanvasElement): Drawing {
  let drawing = drawings.get(canvas);
  if (!drawing) {
    drawing = { strokes: [], background: null, address: "", current: null };
    drawings.set(canvas, drawing);
  }
  return drawing;
}

function fetchBackground(canvas: HTMLCanvasElement, drawing: Drawing, address: string): void {
  drawing.address = address;
  drawing.background = null;
  if (!address) return;
  const picture = new Image();
  picture.addEventListener("load", () => {
    if (drawing.address !== address) return;
    drawing.background = picture;
    paint(canvas, drawing);
  });
  picture.src = address;
}

/** Everything anew: what is drawn is a list of strokes, so one can be taken back. */
function paint(canvas: HTMLCanvasElement, drawing: Drawing): void {
  const picture = drawing.background;
  if (picture) {
    const scale = Math.min(1, longest / Math.max(picture.naturalWidth, picture.naturalHeight));
    const width = Math.max(1, Math.round(picture.naturalWidth * scale));
    const height = Math.max(1, Math.round(picture.naturalHeight * scale));
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
  }
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  if (picture) pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const { colour, width, points } of drawing.strokes) {
    const [first, ...rest] = points;
    if (!first) continue;
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(...first);
    if (rest.length === 0) pen.lineTo(first[0] + 0.1, first[1]);
    // Curves through the middles of the steps: a quick hand leaves no corners.
    rest.forEach(([x, y], index) => {
      const [nextX, nextY] = rest[index + 1] ?? [x, y];
      pen.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    });
    pen.stroke();
  }
}

function place(canvas: HTMLCanvasElement, event: PointerEvent): [number, number] {
  const box = canvas.getBoundingClientRect();
  return [((event.clientX - box.left) / box.width) * canvas.width, ((event.clientY - box.top) / box.height) * canvas.height];
}

function showState(box: HTMLElement, drawing: Drawing): void {
  for (const press of box.querySelectorAll("[data-draw-act]")) {
    if (drawing.strokes.length === 0) press.setAttribute("aria-disabled", "true");
    else press.removeAttribute("aria-disabled");
  }
}

async function use(box: HTMLElement, canvas: HTMLCanvasElement, drawing: Drawing): Promise<void> {
  const block = box.closest<HTMLElement>("[data-file]");
  const picture = await toBlob(canvas, "image/png");
  if (!block || !picture) return;
  const name = box.dataset.fileName ?? `${box.dataset.draw}.png`;
  const file = new File([picture], name, { type: "image/png" });
  const sent = await sendFile(block, file, name, `drawing ${Date.now()}`);
  if (sent) {
    drawing.strokes = [];
    box.removeAttribute("hx-morph-skip");
  }
  paint(canvas, drawing);
  showState(box, drawing);
}
