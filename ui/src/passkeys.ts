// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Passkeys: a form with `data-passkey` shows itself where the browser has passkeys. Its button asks the server for
 * a challenge, lets the browser answer it, and posts the answer like any other form.
 */

type Json = Record<string, unknown>;

/** Bytes as the server writes them: base64 for addresses, without padding. */
function toBytes(text: string): ArrayBuffer {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function toText(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function known(list: unknown): PublicKeyCredentialDescriptor[] {
  return (Array.isArray(list) ? (list as Json[]) : []).map((one) => ({ ...one, id: toBytes(String(one.id)) }) as unknown as PublicKeyCredentialDescriptor);
}

async function create(options: Json): Promise<Json> {
  const user = options.user as Json;
  const publicKey = {
    ...options,
    challenge: toBytes(String(options.challenge)),
    user: { ...user, id: toBytes(String(user.id)) },
    excludeCredentials: known(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return answer(made, {
    attestationObject: toText(response.attestationObject),
    clientDataJSON: toText(response.clientDataJSON),
  });
}

async function get(options: Json): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: toBytes(String(options.challenge)),
    allowCredentials: known(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = given.response as AuthenticatorAssertionResponse;
  return answer(given, {
    authenticatorData: toText(response.authenticatorData),
    clientDataJSON: toText(response.clientDataJSON),
    signature: toText(response.signature),
    userHandle: response.userHandle ? toText(response.userHandle) : null,
  });
}

function answer(credential: PublicKeyCredential, response: Json): Json {
  return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response, extensions: {} };
}

async function run(form: HTMLFormElement): Promise<void> {
  const asked = await fetch(form.dataset.passkeyBegin ?? "", { method: "POST", headers: { accept: "application/json" } });
  if (!asked.ok) throw new Error(`the server answered ${asked.status}`);
  const { publicKey } = (await asked.json()) as { publicKey: Json };
  const given = await (form.dataset.passkey === "create" ? create(publicKey) : get(publicKey));
  const field = form.querySelector<HTMLInputElement>("[data-passkey-answer]");
  if (field) field.value = JSON.stringify(given);
  form.requestSubmit();
}

function offer(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("[data-passkey-start]");
  const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
  if (!button) return;
  form.hidden = false;
  const start = () => {
    button.disabled = true;
    if (failed) failed.hidden = true;
    run(form)
      .catch(() => {
        if (failed) failed.hidden = false;
      })
      .finally(() => {
        button.disabled = false;
      });
  };
  button.addEventListener("click", start);
  // The enter key does what the button does, as in any form.
  form.addEventListener("submit", (event) => {
    if (form.querySelector<HTMLInputElement>("[data-passkey-answer]")?.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    start();
  }, true);
}

if ("PublicKeyCredential" in window) {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) offer(form);
}
