// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Identity providers by OIDC: authorization code with PKCE, state and nonce. What comes back is
//! what the provider says about a person, checked; tokens are dropped here and never logged.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::Email;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse, reqwest,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;
use web::{App, Error, IdentityProvider, Session};

const WAITING: &str = "provider";
/// For how long a person may take at the provider, in seconds.
const WAIT: i64 = 15 * 60;
/// For how long the provider may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a sign-in by a provider did not work, for the log: never what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ProviderError {
    #[error("the provider's description cannot be read")]
    Discovery,
    #[error("the configuration of the provider is not usable")]
    Configuration,
    #[error("the answer belongs to no sign-in that waits here")]
    State,
    #[error("the provider refused")]
    Refused,
    #[error("the code was not exchanged for tokens")]
    Exchange,
    #[error("the identity token is missing or not good")]
    Token,
}

/// What the session remembers while the person is at the provider.
#[derive(Serialize, Deserialize)]
struct Waiting {
    provider: String,
    state: String,
    nonce: String,
    verifier: String,
    next: String,
    since: i64,
}

/// What a provider says about a person.
#[derive(Clone)]
pub(crate) struct Claims(Value);

impl Claims {
    /// The values of a claim: one text, or a list of them.
    fn values(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The hash of what identifies the person for good.
    pub(crate) fn subject(&self, provider: &IdentityProvider) -> Option<Vec<u8>> {
        let subject = *self.values(&provider.subject_claim).first()?;
        let whole = format!("{}\u{0}{subject}", provider.issuer);
        (!subject.is_empty()).then(|| Sha256::digest(whole).to_vec())
    }

    /// The address, if the provider has verified it.
    pub(crate) fn verified_email(&self) -> Option<Email> {
        let verified = match self.0.get("email_verified") {
            Some(Value::Bool(verified)) => *verified,
            Some(Value::String(text)) => text == "true",
            _ => false,
        };
        let email: Option<Email> = self.values("email").first()?.parse().ok();
        email.filter(|_| verified)
    }

    pub(crate) fn name(&self) -> Option<&str> {
        self.values("name").first().copied()
    }

    /// Whether a second factor was given that is trusted.
    pub(crate) fn second_factor(&self, provider: &IdentityProvider) -> bool {
        ["acr", "amr"]
            .into_iter()
            .flat_map(|claim| self.values(claim))
            .any(|value| {
                provider
                    .second_factor
                    .iter()
                    .any(|trusted| trusted == value)
            })
    }

    /// Whether a claim has a value.
    pub(crate) fn has(&self, claim: &str, value: &str) -> bool {
        self.values(claim).contains(&value)
    }
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

fn http() -> Result<reqwest::Client, ProviderError> {
    reqwest::Client::builder()
        // A provider that redirects could lead anywhere in our network.
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .build()
        .map_err(|_| ProviderError::Configuration)
}

async fn client(
    app: &App,
    provider: &IdentityProvider,
    http: &reqwest::Client,
) -> Result<Client, ProviderError> {
    let issuer =
        IssuerUrl::new(provider.issuer.clone()).map_err(|_| ProviderError::Configuration)?;
    // Asked anew each time, so that keys that the provider changes are known at once.
    let metadata = CoreProviderMetadata::discover_async(issuer, http)
        .await
        .map_err(|_| ProviderError::Discovery)?;
    let back = format!(
        "{}/anmelden/anbieter/{}/rueckkehr",
        app.settings.base_url, provider.id
    );
    let back = RedirectUrl::new(back).map_err(|_| ProviderError::Configuration)?;
    let secret = (!provider.client_secret.is_empty())
        .then(|| ClientSecret::new(provider.client_secret.clone()));
    let id = ClientId::new(provider.client_id.clone());
    Ok(CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(back))
}

/// Where the browser goes to sign in at the provider.
pub(crate) async fn begin(
    app: &App,
    session: &Session,
    provider: &IdentityProvider,
    next: &str,
) -> Result<Result<String, ProviderError>, Error> {
    let begun = async {
        let http = http()?;
        let client = client(app, provider, &http).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let scopes = provider.scopes.iter().cloned().map(Scope::new);
        let (address, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scopes(scopes)
            .set_pkce_challenge(challenge)
            .url();
        Ok::<_, ProviderError>((address, state, nonce, verifier))
    };
    let (address, state, nonce, verifier) = match begun.await {
        Ok(begun) => begun,
        Err(error) => return Ok(Err(error)),
    };
    let waiting = Waiting {
        provider: provider.id.clone(),
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
        next: next.to_owned(),
        since: app.clock.now().as_second(),
    };
    session.insert(WAITING, waiting).await?;
    Ok(Ok(address.to_string()))
}

/// What the browser brings back from the provider.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Return {
    code: String,
    state: String,
    error: String,
}

/// What the provider says about the person, and where she wanted to go. What waited here waits no more,
/// whatever comes of it.
pub(crate) async fn finish(
    app: &App,
    session: &Session,
    provider: &IdentityProvider,
    back: Return,
) -> Result<Result<(Claims, String), ProviderError>, Error> {
    let waiting: Option<Waiting> = session.remove(WAITING).await?;
    let now = app.clock.now().as_second();
    let waiting = waiting.filter(|waiting| {
        waiting.provider == provider.id
            && now - waiting.since <= WAIT
            && bool::from(waiting.state.as_bytes().ct_eq(back.state.as_bytes()))
    });
    let Some(waiting) = waiting else {
        return Ok(Err(ProviderError::State));
    };
    if !back.error.is_empty() || back.code.is_empty() {
        return Ok(Err(ProviderError::Refused));
    }
    let next = waiting.next.clone();
    let claims = exchange(app, provider, waiting, back.code).await;
    Ok(claims.map(|claims| (claims, next)))
}

async fn exchange(
    app: &App,
    provider: &IdentityProvider,
    waiting: Waiting,
    code: String,
) -> Result<Claims, ProviderError> {
    let http = http()?;
    let client = client(app, provider, &http).await?;
    let tokens = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|_| ProviderError::Configuration)?
        .set_pkce_verifier(PkceCodeVerifier::new(waiting.verifier))
        .request_async(&http)
        .await
        .map_err(|_| ProviderError::Exchange)?;
    let token = tokens.id_token().ok_or(ProviderError::Token)?;
    // Signature, issuer, audience, expiry and nonce.
    token
        .claims(&client.id_token_verifier(), &Nonce::new(waiting.nonce))
        .map_err(|_| ProviderError::Token)?;
    // The same text once more, for the claims that are the provider's own.
    let text = token.to_string();
    let body = text.split('.').nth(1).ok_or(ProviderError::Token)?;
    let bytes = URL_SAFE_NO_PAD
        .decode(body)
        .map_err(|_| ProviderError::Token)?;
    let claims = serde_json::from_slice(&bytes).map_err(|_| ProviderError::Token)?;
    Ok(Claims(claims))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider() -> IdentityProvider {
        IdentityProvider {
            id: "amt".to_owned(),
            issuer: "https://login.example".to_owned(),
            client_id: "deich".to_owned(),
            client_secret: String::new(),
            label: ["A".to_owned(), "B".to_owned()],
            scopes: vec![],
            subject_claim: "sub".to_owned(),
            second_factor: vec!["mfa".to_owned(), "hoch".to_owned()],
            roles: vec![],
        }
    }

    fn claims(value: Value) -> Claims {
        Claims(value)
    }

    #[test]
    fn an_address_counts_only_if_the_provider_has_verified_it() {
        for (verified, expected) in [
            (serde_json::json!(true), true),
            (serde_json::json!("true"), true),
            (serde_json::json!(false), false),
            (serde_json::json!("no"), false),
            (Value::Null, false),
        ] {
            let said = serde_json::json!({"email": "a@b.example", "email_verified": verified});
            assert_eq!(claims(said).verified_email().is_some(), expected);
        }
    }

    #[test]
    fn a_second_factor_is_what_the_operator_trusts() {
        for (said, expected) in [
            (serde_json::json!({"amr": ["pwd", "mfa"]}), true),
            (serde_json::json!({"acr": "hoch"}), true),
            (serde_json::json!({"amr": ["pwd"], "acr": "niedrig"}), false),
            (serde_json::json!({}), false),
        ] {
            assert_eq!(claims(said).second_factor(&provider()), expected);
        }
    }

    #[test]
    fn a_subject_belongs_to_its_issuer_and_is_never_empty() {
        let other = IdentityProvider {
            issuer: "https://other.example".to_owned(),
            ..provider()
        };
        let one = claims(serde_json::json!({"sub": "1"}));
        assert!(one.subject(&provider()).is_some());
        assert_ne!(one.subject(&provider()), one.subject(&other));
        let empty = claims(serde_json::json!({"sub": ""}));
        assert_eq!(empty.subject(&provider()), None);
    }

    #[test]
    fn a_claim_is_a_text_or_a_list() {
        let said = serde_json::json!({"groups": ["a", "b"], "group": "a", "n": 1});
        let claims = claims(said);
        assert!(claims.has("groups", "b") && claims.has("group", "a"));
        assert!(!claims.has("groups", "c") && !claims.has("n", "1") && !claims.has("x", ""));
    }
}
