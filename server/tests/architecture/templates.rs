// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What page templates may contain: no words of their own, no inline style or script, nothing from
//! foreign hosts. They are read as text here; that they render is tested beside their pages.

use crate::workspace::{File, files, none};

/// Words that are the same in every language: the name of the product, and languages in themselves.
const SAME_EVERYWHERE: [&str; 3] = ["Deich", "Deutsch", "English"];

/// Attributes whose value is read out or shown.
const SHOWN: [&str; 7] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "label",
    "placeholder",
    "title",
];

/// Attributes that make the browser load or send something.
const LOADING: [&str; 6] = ["src", "srcset", "action", "formaction", "data", "poster"];

#[derive(Debug)]
enum Piece {
    Text(String),
    Tag {
        name: String,
        attributes: Vec<(String, String)>,
    },
}

fn templates() -> Vec<File> {
    ["crates", "modules"]
        .into_iter()
        .flat_map(|folder| files(folder, ".html"))
        .filter(|file| file.has_part("templates"))
        .collect()
}

/// The template without its expressions, statements and comments. Line breaks stay, so that numbers
/// of lines stay true.
fn without_expressions(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest
        .find("{{")
        .into_iter()
        .chain(rest.find("{%"))
        .chain(rest.find("{#"))
        .min()
    {
        let end = match &rest[start..start + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        plain.push_str(&rest[..start]);
        let length = rest[start..]
            .find(end)
            .map_or(rest.len() - start, |at| at + 2);
        plain.extend(
            rest[start..start + length]
                .chars()
                .filter(|each| *each == '\n'),
        );
        rest = &rest[start + length..];
    }
    plain.push_str(rest);
    plain
}

/// Tags and texts with the number of the line where they begin.
fn pieces(template: &str) -> Vec<(usize, Piece)> {
    let plain = without_expressions(template);
    let mut pieces = Vec::new();
    let mut rest = plain.as_str();
    let mut line = 1;
    while !rest.is_empty() {
        let (piece, length) = if let Some(comment) = rest.strip_prefix("<!--") {
            (None, comment.find("-->").map_or(rest.len(), |at| at + 7))
        } else if rest.starts_with('<') {
            let length = tag_length(rest);
            (Some(tag(&rest[1..length - 1])), length)
        } else {
            let length = rest.find('<').unwrap_or(rest.len());
            let text = &rest[..length];
            // A macro may write attributes for the tag of its caller.
            let piece = if text.contains("=\"") {
                tag(&format!("attributes {text}"))
            } else {
                Piece::Text(text.to_owned())
            };
            (Some(piece), length)
        };
        let is_data = matches!(&piece, Some(Piece::Tag { name, attributes })
            if name == "script" && attribute(attributes, "type") == Some("application/json"));
        let is_blank = matches!(&piece, Some(Piece::Text(text)) if text.trim().is_empty());
        if !is_blank {
            pieces.extend(piece.map(|piece| (line, piece)));
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
        if is_data {
            let length = rest.find("</script").unwrap_or(rest.len());
            line += rest[..length].matches('\n').count();
            rest = &rest[length..];
        }
    }
    pieces
}

/// How long the tag at the beginning is, quotes heeded.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, each) in text.char_indices() {
        match quote {
            Some(open) if open == each => quote = None,
            None if each == '"' || each == '\'' => quote = Some(each),
            None if each == '>' => return at + 1,
            _ => {}
        }
    }
    panic!(
        "a tag has no end: {}",
        text.chars().take(80).collect::<String>()
    )
}

fn tag(text: &str) -> Piece {
    let (name, mut rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|each: char| each.is_whitespace() || each == '/');
        let length = rest
            .find(|each: char| each.is_whitespace() || each == '=')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(length);
        if rest.is_empty() {
            break;
        }
        let mut value = "";
        rest = after;
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((after, "")),
                _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
        }
        attributes.push((name.to_lowercase(), value.to_owned()));
    }
    Piece::Tag {
        name: name.trim_end_matches('/').to_lowercase(),
        attributes,
    }
}

fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes
        .iter()
        .find(|(each, _)| each == name)
        .map(|(_, value)| value.as_str())
}

/// Whether letters are left once entities and words that are the same everywhere are taken away.
fn has_words(text: &str) -> bool {
    let mut rest = String::new();
    for (index, part) in text.split('&').enumerate() {
        let part = if index == 0 {
            part
        } else {
            part.split_once(';').map_or(part, |(_, after)| after)
        };
        rest.push_str(part);
    }
    for word in SAME_EVERYWHERE {
        rest = rest.replace(word, "");
    }
    rest.chars().any(char::is_alphabetic)
}

fn complaints(judge: impl Fn(&Piece) -> Option<String>) -> Vec<String> {
    templates()
        .iter()
        .flat_map(|file| {
            pieces(&file.text)
                .into_iter()
                .filter_map(|(line, piece)| {
                    Some(format!("{}:{line} {}", file.path, judge(&piece)?))
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let complaints = complaints(|piece| match piece {
        Piece::Text(text) if has_words(text) => Some(format!("says “{}”", text.trim())),
        Piece::Tag { attributes, .. } => attributes
            .iter()
            .find(|(name, value)| SHOWN.contains(&name.as_str()) && has_words(value))
            .map(|(name, value)| format!("says “{value}” in {name}")),
        Piece::Text(_) => None,
    });
    none(
        &complaints,
        "ARCHITECTURE.md, invariant 7: words stand in locales/de.ftl and locales/en.ftl.",
    );
}

#[test]
fn templates_hold_no_inline_style_and_no_inline_script() {
    let complaints = complaints(|piece| {
        let Piece::Tag { name, attributes } = piece else {
            return None;
        };
        if let Some((name, _)) = attributes.iter().find(|(name, _)| {
            name == "style" || name.starts_with("on") || name.starts_with("hx-on")
        }) {
            return Some(format!("has the attribute {name}"));
        }
        let is_data = attribute(attributes, "type") == Some("application/json");
        let is_loaded =
            attribute(attributes, "src").is_some() && attribute(attributes, "nonce").is_some();
        match name.as_str() {
            "style" | "iframe" | "object" | "embed" | "base" => Some(format!("has <{name}>")),
            "script" if !is_data && !is_loaded => {
                Some("has a <script> without src and nonce".to_owned())
            }
            _ => None,
        }
    });
    none(
        &complaints,
        "ARCHITECTURE.md, invariant 6: the content security policy allows none of it.",
    );
}

#[test]
fn templates_load_nothing_from_foreign_hosts() {
    let foreign = |value: &str| {
        let value = value.trim_start();
        value.starts_with("http:") || value.starts_with("https:") || value.starts_with("//")
    };
    let complaints = complaints(|piece| {
        let Piece::Tag { name, attributes } = piece else {
            return None;
        };
        attributes
            .iter()
            .find(|(attribute, value)| {
                let loads = LOADING.contains(&attribute.as_str()) || attribute.starts_with("hx-");
                (loads || (name == "link" && attribute == "href")) && foreign(value)
            })
            .map(|(attribute, value)| format!("loads {value} by {attribute}"))
    });
    none(
        &complaints,
        "ARCHITECTURE.md, invariant 6: no third-party host.",
    );
}

#[test]
fn a_template_is_read_as_a_browser_would_read_it() {
    let template = "{# a\ncomment #}<p class=\"{{ x(\"y>\") }}\" title='{% if a %}Hallo{% endif %}'>Deich\n&nbsp;{{ t }}</p>\
                    <script src=\"a\" nonce=b></script><script type=\"application/json\">{\"a\": 1}</script><!-- c -->\nWort";
    let read: Vec<_> = pieces(template)
        .into_iter()
        .map(|(line, piece)| match piece {
            Piece::Text(text) => format!("{line} {} {}", text.trim(), has_words(&text)),
            Piece::Tag { name, attributes } => format!("{line} {name} {attributes:?}"),
        })
        .collect();
    assert_eq!(
        read,
        [
            r#"2 p [("class", ""), ("title", "Hallo")]"#,
            "2 Deich\n&nbsp; false",
            "3 /p []",
            r#"3 script [("src", "a"), ("nonce", "b")]"#,
            "3 /script []",
            r#"3 script [("type", "application/json")]"#,
            "3 /script []",
            "3 Wort true",
        ]
    );
}
