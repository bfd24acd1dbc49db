// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Catalogues are read again by parsers, and compared with what the specification demands.

use std::collections::BTreeSet;

use dcat::{Catalog, Dataset, Distribution, FileKind, Frequency, Notation, Service};
use jiff::civil::date;
use kernel::Localized;
use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};

fn term(short: &str) -> String {
    let (prefix, name) = short.split_once(':').expect("a prefix");
    let start = match prefix {
        "adms" => "http://www.w3.org/ns/adms#",
        "dcat" => "http://www.w3.org/ns/dcat#",
        "dcatap" => "http://data.europa.eu/r5r/",
        "dcatde" => "http://dcat-ap.de/def/dcatde/",
        "dct" => "http://purl.org/dc/terms/",
        "foaf" => "http://xmlns.com/foaf/0.1/",
        "rdf" => "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "spdx" => "http://spdx.org/rdf/terms#",
        "vcard" => "http://www.w3.org/2006/vcard/ns#",
        other => panic!("{other} is no prefix of the test"),
    };
    format!("{start}{name}")
}

/// What DCAT-AP.de 3.0 calls *verpflichtend* (overview of its classes), what it recommends for what is said here, and what its
/// conventions demand of those who deliver to `GovData`.
const DEMANDED: [(&str, &[&str]); 8] = [
    (
        "dcat:Catalog",
        &[
            "dct:title",
            "dct:description",
            "dct:publisher",
            "dct:issued",
            "dct:modified",
            "dct:language",
            "foaf:homepage",
            "dct:license",
            "dcat:themeTaxonomy",
            "dcatap:availability",
            "dct:spatial",
            "dcat:dataset",
        ],
    ),
    (
        "dcat:Dataset",
        &[
            "dct:title",
            "dct:description",
            "dct:publisher",
            "dcat:keyword",
            "dcatde:politicalGeocodingLevelURI",
            "dcatde:politicalGeocodingURI",
            "dcat:theme",
            "dcat:contactPoint",
            "dcatap:availability",
            "dct:spatial",
            "dct:temporal",
            "dcat:distribution",
            "dcatde:contributorID",
            "dct:accrualPeriodicity",
            "dct:modified",
            "dcatde:legalBasis",
            "dcat:version",
            "dct:identifier",
        ],
    ),
    (
        "dcat:DataService",
        &[
            "dcat:endpointURL",
            "dct:title",
            "dct:publisher",
            "dcat:endpointDescription",
            "dcat:servesDataset",
        ],
    ),
    (
        "dcat:Distribution",
        &[
            "dcat:accessURL",
            "dct:license",
            "dct:title",
            "dct:modified",
            "dct:format",
            "dcatap:availability",
            "dcat:byteSize",
            "dcat:downloadURL",
            "dcat:mediaType",
            "spdx:checksum",
            "adms:status",
            "dcatde:licenseAttributionByText",
        ],
    ),
    ("foaf:Agent", &["foaf:name"]),
    ("spdx:Checksum", &["spdx:algorithm", "spdx:checksumValue"]),
    ("dct:PeriodOfTime", &["dcat:startDate", "dcat:endDate"]),
    ("vcard:Kind", &["vcard:fn", "vcard:hasEmail"]),
];

fn catalog() -> Catalog {
    let file = |kind, end: &str, bytes| Distribution {
        address: format!("https://deich.example/opendata/survstat/2026-11-16.{end}"),
        title: Localized::both("Fälle als Tabelle", "Cases as a table"),
        kind,
        bytes,
        sha256: "ab".repeat(32),
    };
    Catalog {
        address: "https://deich.example/opendata".to_owned(),
        title: Localized::both("Offene Daten", "Open data"),
        description: Localized::both(
            "Zahlen \"ohne\" Personen,\nin Zeilen \\ <b>&amp; mehr</b>",
            "Numbers without persons",
        ),
        publisher: "Landesgesundheitsamt \"Nord\" & Söhne".to_owned(),
        email: "daten@deich.example".to_owned(),
        state: "03".parse().expect("a key"),
        contributor: Some("http://dcat-ap.de/def/contributors/landNiedersachsen".to_owned()),
        service: Service {
            title: Localized::both("Schnittstelle", "Interface"),
            endpoint: "https://deich.example/api/v1".to_owned(),
            description: "https://deich.example/api/openapi.json".to_owned(),
        },
        datasets: vec![Dataset {
            address: "https://deich.example/opendata/survstat".to_owned(),
            identifier: "survstat".to_owned(),
            title: Localized::both("Meldepflichtige Krankheiten", "Notifiable diseases"),
            description: Localized::both("Fälle je Woche", "Cases per week"),
            keywords: vec![Localized::both("Influenza", "Influenza")],
            creator: "Robert Koch-Institut".to_owned(),
            source: "not an address".to_owned(),
            legal_basis: "§ 11 IfSG".to_owned(),
            method: "Meldungen der Gesundheitsämter".to_owned(),
            licence: "CC-BY-4.0".to_owned(),
            attribution: "Robert Koch-Institut: SurvStat@RKI 2.0".to_owned(),
            version: "2026-11-16".to_owned(),
            issued: "2026-11-09T08:00:00Z".parse().expect("a moment"),
            modified: "2026-11-16T08:00:00Z".parse().expect("a moment"),
            temporal: (date(2020, 12, 28), date(2026, 11, 15)),
            frequency: Frequency::Weekly,
            distributions: vec![
                file(FileKind::Csv, "csv", 1234),
                file(FileKind::Parquet, "parquet", 99),
                file(FileKind::Json, "json", 4321),
            ],
        }],
    }
}

fn read(bytes: &[u8], notation: Notation) -> Graph {
    match notation {
        Notation::Turtle => oxttl::TurtleParser::new()
            .for_slice(bytes)
            .map(|triple| triple.expect("Turtle"))
            .collect(),
        Notation::JsonLd => oxjsonld::JsonLdParser::new()
            .for_slice(bytes)
            .map(|quad| oxrdf::Triple::from(quad.expect("JSON-LD")))
            .collect(),
        Notation::RdfXml => oxrdfxml::RdfXmlParser::new()
            .for_slice(bytes)
            .map(|triple| triple.expect("RDF/XML"))
            .collect(),
    }
}

#[test]
fn all_notations_say_the_same() {
    let catalog = catalog();
    let graphs = Notation::ALL.map(|notation| {
        let bytes = catalog.write(notation).expect("a catalogue");
        let graph = read(&bytes, notation);
        graph
            .iter()
            .map(|triple| triple.to_string())
            .collect::<BTreeSet<_>>()
    });
    assert!(graphs[0].len() > 100, "{} statements", graphs[0].len());
    assert_eq!(graphs[0], graphs[1], "Turtle and JSON-LD");
    assert_eq!(graphs[0], graphs[2], "Turtle and RDF/XML");
    assert!(
        graphs[0]
            .iter()
            .any(|line| line.contains("\\\"Nord\\\" & Söhne")),
        "what people wrote is kept as it is"
    );
    assert!(
        !graphs[0].iter().any(|line| line.contains("_:")),
        "no blank nodes"
    );
}

#[test]
fn every_resource_says_what_the_specification_demands() {
    let bytes = catalog().write(Notation::Turtle).expect("a catalogue");
    let graph = read(&bytes, Notation::Turtle);
    for (class, demanded) in DEMANDED {
        let (kind, class_address) = (term("rdf:type"), term(class));
        let class_node = NamedNodeRef::new(&class_address).expect("an address");
        let kind = NamedNodeRef::new(&kind).expect("an address");
        let resources: Vec<_> = graph
            .subjects_for_predicate_object(kind, class_node)
            .collect();
        assert!(!resources.is_empty(), "there is a {class}");
        for resource in resources {
            for property in demanded {
                // The publisher is the only creator of a catalogue; a creator has a name and no more.
                let address = term(property);
                let node = NamedNodeRef::new(&address).expect("an address");
                assert!(
                    graph.object_for_subject_predicate(resource, node).is_some(),
                    "{resource} ({class}) lacks {property}"
                );
            }
        }
    }
}

#[test]
fn what_is_linked_within_the_catalogue_is_described() {
    let bytes = catalog().write(Notation::Turtle).expect("a catalogue");
    let graph = read(&bytes, Notation::Turtle);
    let subjects: BTreeSet<String> = graph
        .iter()
        .map(|triple| match triple.subject {
            NamedOrBlankNodeRef::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNodeRef::BlankNode(_) => String::new(),
        })
        .collect();
    for triple in &graph {
        if let TermRef::NamedNode(node) = triple.object
            && node.as_str().contains("deich.example/opendata")
            && node.as_str().contains('#')
        {
            assert!(subjects.contains(node.as_str()), "{node} is described");
        }
    }
}

#[test]
fn both_languages_of_a_title_are_there() {
    let bytes = catalog().write(Notation::Turtle).expect("a catalogue");
    let text = String::from_utf8(bytes).expect("UTF-8");
    for title in [
        "\"Offene Daten\"@de",
        "\"Open data\"@en",
        "\"Notifiable diseases\"@en",
    ] {
        assert!(text.contains(title), "{title} in {text}");
    }
    assert!(
        !text.contains("not an address"),
        "what is no address is not said"
    );
}

#[test]
fn an_address_that_is_none_is_an_error() {
    let mut catalog = catalog();
    catalog.address = "https://deich.example/a b".to_owned();
    assert!(catalog.write(Notation::Turtle).is_err());
}

#[test]
fn frequency_follows_from_the_days_of_versions() {
    let days = |days: &[i8]| {
        days.iter()
            .map(|day| date(2026, 11, *day))
            .collect::<Vec<_>>()
    };
    assert_eq!(Frequency::of(&days(&[2])), Frequency::Unknown);
    assert_eq!(Frequency::of(&days(&[2, 9])), Frequency::Unknown);
    assert_eq!(Frequency::of(&days(&[2, 9, 16, 23])), Frequency::Weekly);
    assert_eq!(Frequency::of(&days(&[2, 3, 4, 20])), Frequency::Daily);
}
