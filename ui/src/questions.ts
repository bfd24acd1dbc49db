// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * What the questions of a form gain by a script. Every question is answered without it too.
 *
 * The server may put a new version of the questions in place at any time. So each part prepares markup by a function
 * that may run twice, and prepares the server's answer before it is put in place: both sides of the comparison look
 * alike then, and what the person is just using stays. Everything else is heard at the document.
 */
import "./styles/questions/all.css";
import { listenToCounters, prepareCounters } from "./questions/counter";
import { careForDrawings, listenToDrawings, prepareDrawings } from "./questions/draw";
import { listenToFiles, prepareFiles, stopLostUploads } from "./questions/file";
import { focusWhereAsked, followServer, keepFocus, rememberFocus } from "./questions/follow";
import { careForPlaces, listenToPlaces, preparePlaces } from "./questions/place";
import { listenToRanges, prepareRanges } from "./questions/range";
import { listenToRanks, prepareRanks } from "./questions/rank";
import { listenToSearch } from "./questions/search";

function prepare(root: ParentNode): void {
  prepareCounters(root);
  prepareRanges(root);
  prepareRanks(root);
  prepareFiles(root);
  prepareDrawings(root);
  preparePlaces(root);
}

listenToCounters(document);
listenToRanges(document);
listenToRanks(document);
listenToSearch(document);
listenToFiles(window);
listenToDrawings(document);
listenToPlaces(document);

function settle(): void {
  prepare(document);
  careForDrawings(document);
  careForPlaces(document);
  focusWhereAsked(document);
}
settle();

interface Task {
  fragment?: ParentNode;
}
/** Whether the questions themselves are replaced: what another part of the page gets says nothing about their fields. */
let answered = false;

document.addEventListener("htmx:before:swap", (event) => {
  const tasks: Task[] = (event as CustomEvent<{ tasks?: Task[] }>).detail?.tasks ?? [];
  answered = false;
  for (const { fragment } of tasks) {
    if (!fragment?.querySelector) continue;
    prepare(fragment);
    if (fragment.querySelector("[data-follow]")) answered = true;
  }
  rememberFocus(document);
});
document.addEventListener("htmx:after:swap", () => {
  if (answered) followServer(document);
  answered = false;
  settle();
  keepFocus(document);
  stopLostUploads();
});
