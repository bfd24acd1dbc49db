// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is new, as an Atom feed (RFC 4287).

use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A feed.
#[derive(Debug, Clone)]
pub(crate) struct Feed {
    /// Its own address, which is also its name for good.
    pub(crate) address: String,
    /// The page that says the same to people.
    pub(crate) page: String,
    pub(crate) title: String,
    pub(crate) lang: &'static str,
    pub(crate) author: String,
    /// The latest first.
    pub(crate) entries: Vec<Entry>,
}

/// A version that became open.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Its name for good: `urn:uuid:…`.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) rights: String,
    pub(crate) published: Timestamp,
    /// The page of its set.
    pub(crate) page: String,
    pub(crate) files: Vec<Enclosure>,
}

/// A file of a version.
#[derive(Debug, Clone)]
pub(crate) struct Enclosure {
    pub(crate) address: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: u64,
}

type Xml = Writer<Vec<u8>>;

/// The feed as XML.
pub(crate) fn atom(feed: &Feed) -> std::io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let mut root = BytesStart::new("feed");
    root.push_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    root.push_attribute(("xml:lang", feed.lang));
    xml.write_event(Event::Start(root))?;
    text(&mut xml, "id", &feed.address)?;
    text(&mut xml, "title", &feed.title)?;
    // Nothing has happened before there is an entry.
    let updated = feed.entries.iter().map(|entry| entry.published).max();
    text(
        &mut xml,
        "updated",
        &moment(updated.unwrap_or(Timestamp::UNIX_EPOCH)),
    )?;
    author(&mut xml, &feed.author)?;
    link(
        &mut xml,
        &[
            ("rel", "self"),
            ("type", "application/atom+xml"),
            ("href", &feed.address),
        ],
    )?;
    link(
        &mut xml,
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &feed.page),
        ],
    )?;
    for entry in &feed.entries {
        add(&mut xml, entry)?;
    }
    xml.write_event(Event::End(BytesEnd::new("feed")))?;
    Ok(xml.into_inner())
}

fn add(xml: &mut Xml, entry: &Entry) -> std::io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new("entry")))?;
    text(xml, "id", &entry.id)?;
    text(xml, "title", &entry.title)?;
    text(xml, "published", &moment(entry.published))?;
    text(xml, "updated", &moment(entry.published))?;
    text(xml, "summary", &entry.summary)?;
    if !entry.rights.is_empty() {
        text(xml, "rights", &entry.rights)?;
    }
    link(
        xml,
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &entry.page),
        ],
    )?;
    for file in &entry.files {
        let length = file.bytes.to_string();
        let attributes = [
            ("rel", "enclosure"),
            ("type", file.media_type),
            ("length", length.as_str()),
            ("href", file.address.as_str()),
        ];
        link(xml, &attributes)?;
    }
    xml.write_event(Event::End(BytesEnd::new("entry")))
}

fn text(xml: &mut Xml, name: &str, words: &str) -> std::io::Result<()> {
    // Characters that XML 1.0 does not have would make the whole feed unreadable.
    let words: String = words
        .chars()
        .map(|c| {
            if c < ' ' && !matches!(c, '\n' | '\t' | '\r') {
                ' '
            } else {
                c
            }
        })
        .collect();
    xml.write_event(Event::Start(BytesStart::new(name)))?;
    xml.write_event(Event::Text(BytesText::new(&words)))?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn author(xml: &mut Xml, name: &str) -> std::io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new("author")))?;
    text(xml, "name", name)?;
    xml.write_event(Event::End(BytesEnd::new("author")))
}

fn link(xml: &mut Xml, attributes: &[(&str, &str)]) -> std::io::Result<()> {
    let mut link = BytesStart::new("link");
    for attribute in attributes {
        link.push_attribute(*attribute);
    }
    xml.write_event(Event::Empty(link))
}

/// RFC 3339, to the second.
fn moment(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_says_who_what_when_and_where() {
        let feed = Feed {
            address: "https://deich.example/opendata/neu.atom".to_owned(),
            page: "https://deich.example/opendata".to_owned(),
            title: "Neue Daten & mehr".to_owned(),
            lang: "de",
            author: "Land <Amt>".to_owned(),
            entries: vec![Entry {
                id: "urn:uuid:0190".to_owned(),
                title: "Fälle".to_owned(),
                summary: "12 Zahlen\u{1}".to_owned(),
                rights: "RKI".to_owned(),
                published: "2026-11-16T08:00:00.25Z".parse().unwrap(),
                page: "https://deich.example/opendata/survstat".to_owned(),
                files: vec![Enclosure {
                    address: "https://deich.example/opendata/survstat/2026-11-16.csv".to_owned(),
                    media_type: "text/csv",
                    bytes: 12,
                }],
            }],
        };
        insta::assert_snapshot!(
            String::from_utf8(atom(&feed).unwrap())
                .unwrap()
                .replace("><", ">\n<")
        );
    }
}
