// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Sends a file in pieces, so that a bad connection costs one piece and not the whole. The server knows how much it has;
 * what was begun is remembered for the session, so the same file goes on where it stopped, even after a reload.
 *
 * POST address {question, name, type, size} -> 201 {url, offset, value}; PATCH url with `Upload-Offset` -> 204 with the
 * new offset; HEAD url -> the offset.
 */

const piece = 512 * 1024;
/** Seconds between attempts. After the last one the person is asked. */
const waits = [1, 2, 4, 8, 16, 30, 30, 30];

export interface Sending {
  /** Where uploads of this form begin. */
  address: string;
  question: string;
  file: Blob;
  name: string;
  /** What tells this file from others: kept for the session. */
  mark: string;
  signal: AbortSignal;
  progress: (share: number) => void;
}

interface Begun {
  url: string;
  value: string;
  size: number;
}

/** The server said no, and would say it again. */
export class Refused extends Error {}

/** Sends the file and gives the value that the question then has. Throws `Refused`, or an `AbortError` when cancelled. */
export async function send(sending: Sending): Promise<string> {
  const { file, signal, progress } = sending;
  let { begun, offset } = await patiently(signal, () => begin(sending));
  let failures = 0;
  progress(share(offset, file.size));
  while (offset < file.size) {
    try {
      offset = await sendPiece(begun.url, file, offset, signal);
      failures = 0;
      progress(share(offset, file.size));
    } catch (problem) {
      if (signal.aborted || problem instanceof Refused || failures >= waits.length) throw problem;
      await pause((waits[failures] ?? 30) * 1000, signal);
      failures += 1;
      const known = await patiently(signal, () => askOffset(begun.url, signal));
      if (known === null) {
        forget(sending);
        ({ begun, offset } = await patiently(signal, () => begin(sending)));
      } else offset = known;
      progress(share(offset, file.size));
    }
  }
  forget(sending);
  return begun.value;
}

async function begin(sending: Sending): Promise<{ begun: Begun; offset: number }> {
  const known = recall(sending);
  if (known) {
    const offset = await askOffset(known.url, sending.signal);
    if (offset !== null && offset <= sending.file.size) return { begun: known, offset };
    forget(sending);
  }
  const answer = await fetch(sending.address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ question: sending.question, name: sending.name, type: sending.file.type, size: sending.file.size }),
    signal: sending.signal,
  });
  check(answer);
  const { url, offset, value } = (await answer.json()) as { url: string; offset?: number; value: string };
  const begun = { url, value, size: sending.file.size };
  keep(sending, begun);
  return { begun, offset: offset ?? 0 };
}

async function sendPiece(url: string, file: Blob, offset: number, signal: AbortSignal): Promise<number> {
  const answer = await fetch(url, {
    method: "PATCH",
    headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) },
    body: file.slice(offset, offset + piece),
    signal,
  });
  if (answer.status === 409 || answer.status === 404 || answer.status === 410) throw new Error(`offset ${answer.status}`);
  check(answer);
  const next = offsetOf(answer);
  if (next === null || next <= offset) throw new Error("the upload does not advance");
  return next;
}

/** How much the server has; nothing if it knows no such upload any more. */
async function askOffset(url: string, signal: AbortSignal): Promise<number | null> {
  const answer = await fetch(url, { method: "HEAD", signal, cache: "no-store" });
  if (answer.status === 404 || answer.status === 410 || answer.status === 403) return null;
  check(answer);
  return offsetOf(answer);
}

function offsetOf(answer: Response): number | null {
  const text = answer.headers.get("Upload-Offset");
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** What may pass by itself (a busy or restarting server) is an error, what will not is a refusal. */
function check(answer: Response): void {
  if (answer.ok) return;
  const passes = answer.status >= 500 || answer.status === 408 || answer.status === 429;
  throw passes ? new Error(`status ${answer.status}`) : new Refused(`status ${answer.status}`);
}

async function patiently<Result>(signal: AbortSignal, attempt: () => Promise<Result>): Promise<Result> {
  for (const wait of waits) {
    try {
      return await attempt();
    } catch (problem) {
      if (signal.aborted || problem instanceof Refused) throw problem;
      await pause(wait * 1000, signal);
    }
  }
  return attempt();
}

/** Ends early when the connection is back. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(finish, milliseconds);
    window.addEventListener("online", finish);
    signal.addEventListener("abort", finish);
    function finish(): void {
      clearTimeout(timer);
      window.removeEventListener("online", finish);
      signal.removeEventListener("abort", finish);
      if (signal.aborted) reject(new DOMException("cancelled", "AbortError"));
      else resolve();
    }
  });
}

function share(offset: number, size: number): number {
  return size === 0 ? 1 : offset / size;
}

function storageKey({ address, question, mark }: Sending): string {
  return `deich-upload ${address} ${question} ${mark}`;
}

// Storage can be switched off; then a reload begins anew, and nothing else changes.
function recall(sending: Sending): Begun | null {
  try {
    const begun = JSON.parse(sessionStorage.getItem(storageKey(sending)) ?? "null") as Begun | null;
    return begun?.size === sending.file.size ? begun : null;
  } catch {
    return null;
  }
}

function keep(sending: Sending, begun: Begun): void {
  try {
    sessionStorage.setItem(storageKey(sending), JSON.stringify(begun));
  } catch {
    // See above.
  }
}

function forget(sending: Sending): void {
  try {
    sessionStorage.removeItem(storageKey(sending));
  } catch {
    // See above.
  }
}
