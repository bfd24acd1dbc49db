// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kernel::Lang;
use unic_langid::langid;

/// An argument of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text that is set in as it is.
    Text(String),
    /// A number that chooses the plural form.
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}
impl From<&i64> for Value {
    fn from(number: &i64) -> Self {
        Self::Number(*number)
    }
}
impl From<&usize> for Value {
    fn from(number: &usize) -> Self {
        (*number).into()
    }
}

/// Why the messages cannot be used. The product does not start with such a fault.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CatalogError {
    /// The notation is wrong.
    #[error("messages of module {module} ({lang}) cannot be read: {message}")]
    Syntax {
        /// Whose messages.
        module: String,
        /// In which language.
        lang: Lang,
        /// What the parser says.
        message: String,
    },
    /// Two modules use one key.
    #[error("message {key} ({lang}) is declared twice, the second time in module {module}")]
    Twice {
        /// The key.
        key: String,
        /// In which language.
        lang: Lang,
        /// Where it stands again.
        module: String,
    },
    /// A message exists in one language only.
    #[error("messages are missing in one language: {0}")]
    Missing(String),
}

/// Everything the interface says, in all languages.
pub struct Catalog {
    bundles: BTreeMap<Lang, FluentBundle<FluentResource>>,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Catalog")
    }
}

impl Catalog {
    /// Reads the messages of all modules: `(module, language, text in Fluent notation)`.
    pub fn new<'a>(
        sources: impl IntoIterator<Item = (&'a str, Lang, &'a str)>,
    ) -> Result<Self, CatalogError> {
        let mut bundles: BTreeMap<Lang, FluentBundle<FluentResource>> = BTreeMap::new();
        let mut keys: BTreeMap<Lang, BTreeSet<String>> = BTreeMap::new();
        for lang in Lang::ALL {
            let id = match lang {
                Lang::De => langid!("de"),
                Lang::En => langid!("en"),
            };
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(false);
            bundles.insert(lang, bundle);
            keys.insert(lang, BTreeSet::new());
        }
        for (module, lang, text) in sources {
            let module = module.to_owned();
            let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
                let message = errors
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("; ");
                CatalogError::Syntax {
                    module: module.clone(),
                    lang,
                    message,
                }
            })?;
            let known = keys.entry(lang).or_default();
            for key in message_keys(text) {
                if !known.insert(key.clone()) {
                    return Err(CatalogError::Twice { key, lang, module });
                }
            }
            if let Some(bundle) = bundles.get_mut(&lang) {
                bundle
                    .add_resource(resource)
                    .map_err(|errors| CatalogError::Syntax {
                        module: module.clone(),
                        lang,
                        message: format!("{errors:?}"),
                    })?;
            }
        }
        let (german, english) = (&keys[&Lang::De], &keys[&Lang::En]);
        let missing: Vec<_> = german.symmetric_difference(english).cloned().collect();
        if missing.is_empty() {
            Ok(Self { bundles })
        } else {
            Err(CatalogError::Missing(missing.join(", ")))
        }
    }

    /// Whether a message with this key exists.
    pub fn has(&self, key: &str) -> bool {
        self.bundles[&Lang::De].has_message(key)
    }

    /// The message in `lang`. An unknown key is shown as `⟦key⟧`, which the page tests look for.
    pub fn text(&self, lang: Lang, key: &str, arguments: &[(&str, Value)]) -> String {
        let bundle = &self.bundles[&lang];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("⟦{key}⟧");
        };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            match value {
                Value::Text(text) => args.set(*name, FluentValue::from(text.as_str())),
                Value::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        if errors.is_empty() {
            text.into_owned()
        } else {
            format!("⟦{key}: {text}⟧")
        }
    }
}

/// The keys of messages (not of terms) in a Fluent text.
fn message_keys(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_forms_follow_the_language() {
        let de = "n = { $count ->\n    [one] eine Meldung\n   *[other] { $count } Meldungen\n }\n";
        let en = "n = { $count ->\n    [one] one report\n   *[other] { $count } reports\n }\n";
        let catalog = Catalog::new([("t", Lang::De, de), ("t", Lang::En, en)]).unwrap();
        assert_eq!(
            catalog.text(Lang::De, "n", &[("count", 1_i64.into())]),
            "eine Meldung"
        );
        assert_eq!(
            catalog.text(Lang::En, "n", &[("count", 3_i64.into())]),
            "3 reports"
        );
        assert_eq!(catalog.text(Lang::En, "other", &[]), "⟦other⟧");
    }

    #[test]
    fn a_message_must_exist_once_in_both_languages() {
        let one = Catalog::new([("t", Lang::De, "a = A\n")]).unwrap_err();
        assert_eq!(one, CatalogError::Missing("a".into()));
        let twice =
            Catalog::new([("t", Lang::De, "a = A\n"), ("u", Lang::De, "a = B\n")]).unwrap_err();
        assert!(matches!(twice, CatalogError::Twice { .. }));
    }
}
