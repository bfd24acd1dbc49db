// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The vocabularies that DCAT-AP.de takes its terms from.

/// Prefixes and what they stand for, as the examples of the specification have them.
pub(crate) const PREFIXES: [(&str, &str); 13] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatap", "http://data.europa.eu/r5r/"),
    ("dcatde", "http://dcat-ap.de/def/dcatde/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The address of a term such as `dct:title`.
pub(crate) fn address(term: &str) -> String {
    let (prefix, name) = term.split_once(':').unwrap_or(("", term));
    let known = PREFIXES.iter().find(|(known, _)| *known == prefix);
    known.map_or_else(|| term.to_owned(), |(_, start)| format!("{start}{name}"))
}

/// The controlled lists of the European Union.
pub(crate) const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";
/// The lists of DCAT-AP.de.
pub(crate) const LISTS: &str = "http://dcat-ap.de/def";
/// What the catalogue follows.
pub(crate) const SPECIFICATION: &str = "http://dcat-ap.de/def/dcatde/3.0/spec/";
