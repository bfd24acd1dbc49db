// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/// A text that is none of the names of a list; cut to 40 characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown name `{0}`")]
pub struct UnknownName(pub String);

impl UnknownName {
    /// Keeps the beginning of what was said instead of a name.
    pub fn of(text: &str) -> Self {
        Self(text.chars().take(40).collect())
    }
}

/// An enumeration whose variants have names: one text each for the database, JSON, addresses and
/// message keys. Gives `ALL`, `name()`, `Display`, `FromStr` and serde by name.
#[macro_export]
macro_rules! named {
    ($(#[$doc:meta])* $vis:vis enum $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $type { $($(#[$variant_doc])* $variant),* }

        impl $type {
            /// All of them, in the order in which they are shown.
            $vis const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in the database, in JSON, in addresses and in message keys.
            $vis fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::UnknownName;
            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::UnknownName> {
                match text {
                    $($name => Ok(Self::$variant),)*
                    other => Err($crate::UnknownName::of(other)),
                }
            }
        }

        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, to: S) -> ::std::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(from: D) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as $crate::serde::Deserialize>::deserialize(from)?;
                text.parse().map_err($crate::serde::de::Error::custom)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::UnknownName;

    named! {
        /// How a day is.
        enum Weather {
            /// No cloud.
            Fair = "fair",
            /// Wind from the sea.
            Stormy = "stormy-west",
        }
    }

    #[test]
    fn a_name_is_the_same_in_text_and_in_json() {
        for &weather in Weather::ALL {
            assert_eq!(weather.to_string().parse(), Ok(weather));
            let json = serde_json::to_string(&weather).unwrap();
            assert_eq!(json, format!("\"{}\"", weather.name()));
            assert_eq!(serde_json::from_str::<Weather>(&json).unwrap(), weather);
        }
    }

    #[test]
    fn an_unknown_name_is_refused_and_not_repeated_at_length() {
        assert_eq!("hail".parse::<Weather>(), Err(UnknownName("hail".into())));
        assert_eq!(UnknownName::of(&"ä".repeat(1_000)).0.chars().count(), 40);
        assert!(serde_json::from_str::<Weather>("\"Stormy\"").is_err());
    }
}
