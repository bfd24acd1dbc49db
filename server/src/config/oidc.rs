// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Identity providers: `[[oidc]]` with `[[oidc.role]]` in the file. The secret of a provider `amt` can also be
//! set by `DEICH_OIDC_AMT_CLIENT_SECRET`, or by a file named in `DEICH_OIDC_AMT_CLIENT_SECRET_FILE`.

use std::collections::BTreeMap;

use anyhow::ensure;
use kernel::Role;
use serde::Deserialize;
use toml::{Table, Value};
use web::{IdentityProvider, MappedRole};

/// One provider.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Oidc {
    /// Its name in addresses: lower-case letters, digits, hyphens.
    id: String,
    /// Where its description is.
    issuer: String,
    /// As what it knows this installation.
    client_id: String,
    /// What this installation proves itself with; empty for none.
    #[serde(default)]
    client_secret: String,
    /// The words of the button.
    label_de: String,
    label_en: String,
    /// What is asked for beside `openid`.
    #[serde(default = "usual_scopes")]
    scopes: Vec<String>,
    /// The claim that identifies a person for good.
    #[serde(default = "usual_subject")]
    subject_claim: String,
    /// Values of `acr` and `amr` that stand for a second factor.
    #[serde(default)]
    second_factor: Vec<String>,
    /// Which claims give which roles.
    #[serde(default)]
    role: Vec<Mapping>,
}

impl std::fmt::Debug for Oidc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Oidc({})", self.id)
    }
}

/// A claim that gives a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    claim: String,
    value: String,
    role: Role,
    /// An identifier, or the official key of the state or of an office.
    organisation: String,
}

fn usual_scopes() -> Vec<String> {
    ["profile", "email"].map(str::to_owned).to_vec()
}

fn usual_subject() -> String {
    "sub".to_owned()
}

impl Oidc {
    /// The provider as the product knows it.
    pub(crate) fn provider(&self) -> IdentityProvider {
        IdentityProvider {
            id: self.id.clone(),
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            label: [self.label_de.clone(), self.label_en.clone()],
            scopes: self.scopes.clone(),
            subject_claim: self.subject_claim.clone(),
            second_factor: self.second_factor.clone(),
            roles: self.role.iter().map(Mapping::mapped).collect(),
        }
    }
}

impl Mapping {
    fn mapped(&self) -> MappedRole {
        MappedRole {
            claim: self.claim.clone(),
            value: self.value.clone(),
            role: self.role,
            organisation: self.organisation.clone(),
        }
    }
}

/// Lays the secrets of the environment over those of the file.
pub(super) fn overlay(
    table: &mut Table,
    environment: &BTreeMap<String, String>,
) -> anyhow::Result<()> {
    let Some(Value::Array(providers)) = table.get_mut("oidc") else {
        return Ok(());
    };
    for provider in providers.iter_mut().filter_map(Value::as_table_mut) {
        let id = provider.get("id").and_then(Value::as_str);
        let id = id.unwrap_or_default().to_uppercase().replace('-', "_");
        let name = format!("DEICH_OIDC_{id}_CLIENT_SECRET");
        if let Some(secret) = super::set(&name, environment)? {
            provider.insert("client_secret".to_owned(), Value::String(secret));
        }
    }
    Ok(())
}

pub(super) fn check(providers: &[Oidc]) -> anyhow::Result<()> {
    for (index, provider) in providers.iter().enumerate() {
        let id = &provider.id;
        let is_name =
            |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
        ensure!(
            !id.is_empty() && id.len() <= 40 && id.bytes().all(is_name),
            "oidc.id may have lower-case letters, digits and hyphens: {id}"
        );
        ensure!(
            providers[..index].iter().all(|other| other.id != *id),
            "oidc.id {id} is there twice"
        );
        // Who listens between here and the provider would say who a person is.
        let local = ["http://localhost:", "http://127.0.0.1:"];
        ensure!(
            provider.issuer.starts_with("https://")
                || local.iter().any(|start| provider.issuer.starts_with(start)),
            "oidc.issuer of {id} must begin with https://"
        );
        ensure!(
            provider
                .role
                .iter()
                .all(|mapping| mapping.role != Role::Own),
            "oidc.role of {id} can only give roles as shipped"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::config::Config;

    const AMT: &str = r#"
        [[oidc]]
        id = "amt-nord"
        issuer = "https://login.amt.example"
        client_id = "deich"
        label_de = "Mit dem Amtskonto anmelden"
        label_en = "Sign in with the office account"
        second_factor = ["mfa"]
        [[oidc.role]]
        claim = "groups"
        value = "deich-sachbearbeitung"
        role = "case-worker"
        organisation = "03241"
    "#;

    fn load(text: &str, variables: &[(&str, &str)]) -> anyhow::Result<Config> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deich.toml");
        std::fs::write(&file, text).unwrap();
        let environment: BTreeMap<String, String> = variables
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        Config::load(Some(&file), &environment)
    }

    #[test]
    fn a_provider_is_read_with_its_roles_and_its_secret_comes_from_the_environment() {
        let secret = ("DEICH_OIDC_AMT_NORD_CLIENT_SECRET", "geheim");
        let config = load(AMT, &[secret]).unwrap();
        let provider = config.oidc[0].provider();
        assert_eq!(provider.client_secret, "geheim");
        assert_eq!(provider.subject_claim, "sub");
        assert_eq!(provider.roles[0].role, kernel::Role::CaseWorker);
        assert!(!format!("{config:?}{provider:?}").contains("geheim"));
    }

    #[test]
    fn what_would_let_others_in_is_refused() {
        for (from, to) in [
            ("https://login.amt.example", "http://login.amt.example"),
            ("amt-nord", "Amt Nord"),
            ("case-worker", "own"),
            ("case-worker", "no-such-role"),
            ("client_id", "client_idd"),
        ] {
            assert!(load(&AMT.replace(from, to), &[]).is_err(), "{to}");
        }
        assert!(load(&format!("{AMT}{AMT}"), &[]).is_err(), "twice");
    }
}
