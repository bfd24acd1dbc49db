// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Passkeys as far as no authenticator is needed; the rest is tried in a browser.

use directory::testing::app;
use http::StatusCode;
use jiff::SignedDuration;
use kernel::Role;

const NEW: &str = "/konto/passkeys/neu";
const BEGIN: &str = "/konto/passkeys/beginn";

#[tokio::test]
async fn a_new_passkey_asks_for_a_fresh_proof_and_for_an_answer_to_this_question() {
    let app = app(vec![]).await;
    let state = app.small_state().await;
    let office = state.offices[0].id;
    let person = app.add_person("Onno", Role::CaseWorker, office).await;
    let cookie = app.sign_in_as(person).await;
    let begun = app.post(&cookie, BEGIN, &[]).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.text());
    let options = &begun.json()["publicKey"];
    assert_eq!(options["rp"]["id"], "deich.test");
    assert_eq!(
        options["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(
        options["authenticatorSelection"]["residentKey"],
        "preferred"
    );
    for answer in ["", "{}", r#"{"id":"x"}"#] {
        let fields = [("name", "Rechner"), ("antwort", answer)];
        let refused = app.post(&cookie, NEW, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Das hat nicht geklappt"));
    }
    let half = app.sign_in_by_password(person).await;
    assert_ne!(app.post(&half, BEGIN, &[]).await.status, StatusCode::OK);
    app.clock.advance(SignedDuration::from_mins(16));
    let late = app.post(&cookie, BEGIN, &[]).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER, "to prove herself again");
}

#[tokio::test]
async fn whoever_knows_no_passkey_does_not_get_in() {
    let app = app(vec![]).await;
    app.small_state().await;
    let page = app.get("", "/anmelden").await.text();
    assert!(page.contains("Mit Passkey anmelden"));
    let begun = app.post("", "/anmelden/passkey/beginn", &[]).await;
    assert_eq!(begun.status, StatusCode::OK);
    let cookie = begun.cookies().join("; ");
    let answer = r#"{"id":"AAAA","rawId":"AAAA","type":"public-key","extensions":{},"response":{
        "authenticatorData":"AAAA","clientDataJSON":"AAAA","signature":"AAAA","userHandle":null}}"#;
    let refused = app
        .post(&cookie, "/anmelden/passkey", &[("antwort", answer)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text()
            .contains("Dieser Passkey gehört zu keinem Konto")
    );
}
