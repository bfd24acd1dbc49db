// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The configuration: one TOML file, every key overridable by `DEICH_…`, secrets also by `DEICH_…_FILE`.
//!
//! A key `database.url` is overridden by `DEICH_DATABASE_URL`; `DEICH_DATABASE_URL_FILE` names a file
//! that holds the value. Unknown keys in the file are errors, because a misspelt key is a key not set.

mod oidc;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use kernel::{Ags, Email};
use serde::Deserialize;
use toml::{Table, Value};

pub(crate) use self::oidc::Oidc;

/// Everything the operator sets.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The web side.
    pub(crate) server: Server,
    /// Where the data are.
    pub(crate) database: Database,
    /// The master key of the vault.
    pub(crate) vault: VaultKeys,
    /// Files that are too large for the database.
    pub(crate) files: Files,
    /// Outgoing mail.
    pub(crate) mail: Mail,
    /// Requests to programs of others.
    pub(crate) webhooks: Webhooks,
    /// Whose installation this is.
    pub(crate) state: State,
    /// Data that everybody may take away.
    pub(crate) open_data: OpenData,
    /// Who else says who a person is.
    #[serde(default)]
    pub(crate) oidc: Vec<Oidc>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Server {
    /// Address and port to listen on.
    pub(crate) listen: SocketAddr,
    /// Where people reach the installation.
    pub(crate) base_url: String,
    /// Whether cookies need HTTPS.
    pub(crate) secure_cookies: bool,
    /// The header in which a trusted proxy names the client; empty if clients connect directly.
    pub(crate) client_address_header: String,
    /// Requests per minute per client and process; 0 for no limit.
    pub(crate) requests_per_minute: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Database {
    /// `sqlite:path` or `postgres://…`.
    pub(crate) url: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VaultKeys {
    /// 32 bytes in Base64.
    pub(crate) master_key: String,
    /// The key before the last rotation, needed only while `deich vault rotate` runs.
    pub(crate) previous_master_key: String,
}

impl std::fmt::Debug for VaultKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultKeys(…)")
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mail {
    /// `folder:path`, `smtp://…` or `smtps://…`.
    pub(crate) transport: String,
    /// The sender.
    pub(crate) from: Email,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail(…)")
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Webhooks {
    /// Networks of the operator's own whose programs may be called, such as `10.20.0.0/16`.
    pub(crate) allowed_networks: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Files {
    /// Where they are kept: `folder:` and its path.
    pub(crate) store: String,
}

impl Files {
    /// The folder.
    pub(crate) fn folder(&self) -> anyhow::Result<PathBuf> {
        let folder = self.store.strip_prefix("folder:").map(PathBuf::from);
        folder.context("files.store must begin with folder:")
    }
}

impl Webhooks {
    /// The same, read.
    pub(crate) fn networks(&self) -> anyhow::Result<Vec<outbound::Network>> {
        let networks = self.allowed_networks.iter();
        let networks = networks.filter(|text| !text.trim().is_empty());
        networks
            .map(|text| text.parse().context("webhooks.allowed_networks"))
            .collect()
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// The state's name.
    pub(crate) name: String,
    /// Its official key.
    pub(crate) ags: Ags,
    /// The responsible body with postal address, a line each.
    pub(crate) operator: Vec<String>,
    /// Whom people write to.
    pub(crate) contact: Email,
    /// Where the source code is.
    pub(crate) source_url: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenData {
    /// The address of this installation in the list of `GovData`'s contributors; empty if it is not in it.
    pub(crate) contributor: String,
    /// Sites whose pages may show single figures in a frame, such as `https://www.landkreis.example`.
    pub(crate) embedding_sites: Vec<String>,
}

impl OpenData {
    /// The same, as the pages need it.
    pub(crate) fn settings(&self) -> web::OpenData {
        let contributor = self.contributor.trim();
        let sites = self.embedding_sites.iter().map(|site| site.trim());
        web::OpenData {
            contributor: (!contributor.is_empty()).then(|| contributor.to_owned()),
            embedding_sites: sites
                .filter(|site| !site.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Sites stand in a header: anything but scheme, host and port could open more than is meant.
    fn check(&self) -> anyhow::Result<()> {
        let settings = self.settings();
        for site in &settings.embedding_sites {
            let host = site
                .strip_prefix("https://")
                .or_else(|| site.strip_prefix("http://"));
            let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
            ensure!(
                host.is_some_and(|host| !host.is_empty() && host.chars().all(known)),
                "open_data.embedding_sites: `{site}` is not like https://www.example.org"
            );
        }
        if let Some(contributor) = &settings.contributor {
            ensure!(
                contributor.starts_with("http://dcat-ap.de/def/contributors/")
                    && !contributor
                        .contains(|c: char| c.is_whitespace() || "<>\"{}|^`\\".contains(c)),
                "open_data.contributor must begin with http://dcat-ap.de/def/contributors/"
            );
        }
        Ok(())
    }
}

const DEFAULTS: &str = r#"
[server]
listen = "127.0.0.1:8080"
base_url = "http://127.0.0.1:8080"
secure_cookies = true
client_address_header = ""
requests_per_minute = 1200
[database]
url = "sqlite:var/deich.db"
[vault]
master_key = ""
previous_master_key = ""
[files]
store = "folder:var/files"
[mail]
transport = "folder:var/mail"
from = "deich@localhost.localdomain"
[webhooks]
allowed_networks = []
[open_data]
contributor = ""
embedding_sites = []
[state]
name = "Niedersachsen"
ags = "03"
operator = ["Betreiber dieser Installation"]
contact = "kontakt@localhost.localdomain"
source_url = "https://opencode.example/deich/deich"
"#;

impl Config {
    /// Reads the file, if one is named, and lays the environment over it.
    pub(crate) fn load(
        file: Option<&Path>,
        environment: &BTreeMap<String, String>,
    ) -> anyhow::Result<Self> {
        let mut table: Table =
            toml::from_str(DEFAULTS).context("the built-in defaults are valid")?;
        if let Some(path) = file {
            let text = std::fs::read_to_string(path).with_context(|| {
                format!("the configuration file {} cannot be read", path.display())
            })?;
            let own: Table = toml::from_str(&text).with_context(|| {
                format!(
                    "the configuration file {} is not valid TOML",
                    path.display()
                )
            })?;
            merge(&mut table, own);
        }
        overlay(&mut table, environment)?;
        oidc::overlay(&mut table, environment)?;
        let config: Self = Value::Table(table)
            .try_into()
            .context("the configuration is not valid")?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> anyhow::Result<()> {
        oidc::check(&self.oidc)?;
        self.webhooks.networks()?;
        self.open_data.check()?;
        let base = &self.server.base_url;
        ensure!(
            (base.starts_with("http://") || base.starts_with("https://")) && !base.ends_with('/'),
            "server.base_url must begin with http:// or https:// and not end with a slash"
        );
        ensure!(
            !self.server.secure_cookies
                || base.starts_with("https://")
                || self.server.listen.ip().is_loopback(),
            "server.secure_cookies needs an https:// address in server.base_url"
        );
        ensure!(
            self.database.url.starts_with("sqlite:") || self.database.url.starts_with("postgres"),
            "database.url must begin with sqlite: or postgres://"
        );
        ensure!(
            self.state.ags.as_str().len() == 2,
            "state.ags must be the key of a state: two digits"
        );
        self.files.folder()?;
        ensure!(
            ["folder:", "smtp://", "smtps://"]
                .iter()
                .any(|kind| self.mail.transport.starts_with(kind)),
            "mail.transport must begin with folder:, smtp:// or smtps://"
        );
        Ok(())
    }

    /// The folder into which mails go, if they are not sent.
    pub(crate) fn mail_folder(&self) -> Option<PathBuf> {
        self.mail
            .transport
            .strip_prefix("folder:")
            .map(PathBuf::from)
    }
}

fn merge(base: &mut Table, over: Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(base)), Value::Table(over)) => merge(base, over),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

/// What a variable or the file that it names says.
fn set(name: &str, environment: &BTreeMap<String, String>) -> anyhow::Result<Option<String>> {
    let file = environment.get(&format!("{name}_FILE"));
    Ok(match (environment.get(name), file) {
        (Some(_), Some(_)) => bail!("{name} and {name}_FILE are both set: only one may be"),
        (Some(text), None) => Some(text.clone()),
        (None, Some(path)) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("the file named by {name}_FILE cannot be read"))?;
            Some(text.trim_end().to_owned())
        }
        (None, None) => None,
    })
}

fn overlay(table: &mut Table, environment: &BTreeMap<String, String>) -> anyhow::Result<()> {
    for (section, keys) in table.iter_mut() {
        let Value::Table(keys) = keys else { continue };
        for (key, value) in keys.iter_mut() {
            let name = format!("DEICH_{}_{}", section.to_uppercase(), key.to_uppercase());
            let Some(text) = set(&name, environment)? else {
                continue;
            };
            *value = match value {
                Value::Boolean(_) => Value::Boolean(
                    text.parse()
                        .with_context(|| format!("{name} must be true or false"))?,
                ),
                Value::Integer(_) => Value::Integer(
                    text.parse()
                        .with_context(|| format!("{name} must be a whole number"))?,
                ),
                Value::Array(_) => Value::Array(
                    text.lines()
                        .map(|line| Value::String(line.to_owned()))
                        .collect(),
                ),
                _ => Value::String(text),
            };
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn the_environment_overrides_the_file_and_the_file_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deich.toml");
        std::fs::write(
            &file,
            "[database]\nurl = \"sqlite:a.db\"\n[state]\nname = \"Bremen\"\nags = \"04\"\n",
        )
        .unwrap();
        let secret = folder.path().join("key");
        std::fs::write(&secret, "c2VjcmV0\n").unwrap();
        let config = Config::load(
            Some(&file),
            &environment(&[
                ("DEICH_DATABASE_URL", "sqlite:b.db"),
                ("DEICH_SERVER_REQUESTS_PER_MINUTE", "7"),
                ("DEICH_VAULT_MASTER_KEY_FILE", secret.to_str().unwrap()),
            ]),
        )
        .unwrap();
        assert_eq!(config.database.url, "sqlite:b.db");
        assert_eq!(config.state.name, "Bremen");
        assert_eq!(config.server.requests_per_minute, 7);
        assert_eq!(config.vault.master_key, "c2VjcmV0");
        assert!(
            !format!("{config:?}").contains("c2VjcmV0"),
            "secrets must not be printed"
        );
    }

    #[test]
    fn networks_for_webhooks_are_read_and_there_are_none_by_default() {
        let load = |pairs: &[(&str, &str)]| Config::load(None, &environment(pairs));
        assert_eq!(load(&[]).unwrap().webhooks.networks().unwrap(), []);
        let pairs = [("DEICH_WEBHOOKS_ALLOWED_NETWORKS", "10.20.0.0/16\nfd12::/16")];
        let networks = load(&pairs).unwrap().webhooks.networks().unwrap();
        let words: Vec<String> = networks.iter().map(ToString::to_string).collect();
        assert_eq!(words, ["10.20.0.0/16", "fd12::/16"]);
        let wrong = load(&[("DEICH_WEBHOOKS_ALLOWED_NETWORKS", "intranet")]).unwrap_err();
        let words = format!("{wrong:#}");
        assert!(
            words.contains("allowed_networks") && words.contains("intranet"),
            "{words}"
        );
    }

    #[test]
    fn sites_that_show_figures_are_named_one_by_one() {
        let load = |sites: &str| {
            Config::load(
                None,
                &environment(&[("DEICH_OPEN_DATA_EMBEDDING_SITES", sites)]),
            )
        };
        let settings = load("https://www.landkreis.example\nhttp://localhost:8000").unwrap();
        let settings = settings.open_data.settings();
        assert_eq!(settings.embedding_sites.len(), 2);
        assert_eq!(settings.contributor, None);
        for wrong in [
            "*",
            "https://*",
            "https://a.example/x",
            "https://a.example; script-src *",
            "a.example",
        ] {
            assert!(load(wrong).is_err(), "{wrong}");
        }
        let pairs = [("DEICH_OPEN_DATA_CONTRIBUTOR", "http://example.org/me")];
        assert!(Config::load(None, &environment(&pairs)).is_err());
    }

    #[test]
    fn faults_are_named() {
        let load = |text: &str, pairs: &[(&str, &str)]| {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("deich.toml");
            std::fs::write(&file, text).unwrap();
            format!(
                "{:#}",
                Config::load(Some(&file), &environment(pairs)).unwrap_err()
            )
        };
        assert!(load("[databse]\nurl = \"x\"\n", &[]).contains("databse"));
        assert!(load("[database]\nurl = \"mysql://x\"\n", &[]).contains("database.url"));
        assert!(load("", &[("DEICH_SERVER_SECURE_COOKIES", "ja")]).contains("true or false"));
        assert!(load("", &[("DEICH_MAIL_FROM", "niemand")]).contains("e-mail"));
        assert!(load("[server", &[]).contains("not valid TOML"));
        assert!(
            load(
                "",
                &[
                    ("DEICH_VAULT_MASTER_KEY", "a"),
                    ("DEICH_VAULT_MASTER_KEY_FILE", "b")
                ]
            )
            .contains("both set")
        );
    }
}
