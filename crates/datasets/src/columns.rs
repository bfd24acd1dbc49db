// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What headings usually mean, and what cells look like.

use crate::diseases::disease;
use crate::group::{Ages, Sexes, says_all, says_unknown};
use crate::mapping::Role;
use crate::period::{self, Period, PeriodKind};
use crate::place::{Level, key_of};
use crate::places::{Places, folded};
use crate::resolve::part_of_year;

/// What a heading says about numbers below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberHeading {
    Count,
    Numerator,
    Denominator,
    Value,
    Lower,
    Upper,
}

/// Headings over dimensions, folded.
const DIMENSIONS: [(Role, &[&str]); 12] = [
    (
        Role::Category,
        &[
            "krankheit",
            "erkrankung",
            "disease",
            "meldetatbestand",
            "erreger",
            "pathogen",
            "typ",
            "indikator",
            "indicator",
            "kategorie",
            "category",
            "merkmal",
            "impfung",
            "vaccine",
        ],
    ),
    (
        Role::KnownOn,
        &[
            "snapshot date",
            "datenstand",
            "stand",
            "publikationsdatum",
            "as of",
            "berichtsdatum",
        ],
    ),
    (
        Role::Period(PeriodKind::Day),
        &[
            "datum",
            "date",
            "meldedatum",
            "tag",
            "day",
            "refdatum",
            "stichtag",
        ],
    ),
    (
        Role::Period(PeriodKind::Week),
        &[
            "woche",
            "meldewoche",
            "kalenderwoche",
            "kw",
            "week",
            "isoweek",
            "iso week",
            "yearweek",
            "jahr und woche",
            "meldewoche und meldejahr",
            "meldejahr und meldewoche",
            "meldejahr woche",
            "berichtswoche",
        ],
    ),
    (
        Role::Period(PeriodKind::Month),
        &["monat", "meldemonat", "month"],
    ),
    (
        Role::Period(PeriodKind::Quarter),
        &["quartal", "quarter", "meldequartal"],
    ),
    (
        Role::Period(PeriodKind::SchoolYear),
        &[
            "schuljahr",
            "school year",
            "einschulungsjahrgang",
            "schuljahrgang",
        ],
    ),
    (Role::Period(PeriodKind::Season), &["saison", "season"]),
    (
        Role::Year,
        &[
            "jahr",
            "year",
            "meldejahr",
            "berichtsjahr",
            "erhebungsjahr",
            "einschulungsjahr",
            "time",
            "zeit",
        ],
    ),
    (
        Role::PlaceName,
        &[
            "region",
            "bundesland",
            "landkreis",
            "kreis",
            "gemeinde",
            "name",
            "kreis name",
            "gemeinde name",
            "region name",
            "ort",
            "gebiet",
            "land",
            "kreisname",
            "landkreis name",
            "raumeinheit",
            "gebietseinheit",
            "ags",
            "region id",
            "bundesland id",
            "kreis id",
            "gemeinde id",
            "landkreis id",
            "idlandkreis",
            "idbundesland",
            "schluessel",
            "gemeindeschluessel",
            "kreisschluessel",
            "kennziffer",
            "ars",
            "rs",
            "gkz",
            "place",
            "district",
            "municipality",
            "state",
            "amtlicher gemeindeschluessel",
        ],
    ),
    (
        Role::Age,
        &[
            "altersgruppe",
            "alter",
            "age",
            "age group",
            "agegroup",
            "altersklasse",
            "altersgruppen",
            "altersstufe",
        ],
    ),
    (Role::Sex, &["geschlecht", "sex", "gender"]),
];

const AGE_FROM: [&str; 5] = ["alter von", "age from", "von alter", "age min", "alter ab"];
const AGE_TO: [&str; 4] = ["alter bis", "age to", "bis alter", "age max"];

const NUMBERS: [(NumberHeading, &[&str]); 6] = [
    (
        NumberHeading::Numerator,
        &[
            "zaehler",
            "numerator",
            "geimpft",
            "geimpfte",
            "anzahl geimpft",
            "auffaellig",
            "anzahl auffaellig",
        ],
    ),
    (
        NumberHeading::Denominator,
        &[
            "nenner",
            "denominator",
            "grundgesamtheit",
            "untersuchte",
            "anzahl untersucht",
            "untersucht",
            "impfpaesse",
            "n gesamt",
        ],
    ),
    (
        NumberHeading::Lower,
        &[
            "untere",
            "lower",
            "ki unten",
            "kiu",
            "lci",
            "ci low",
            "ki lower",
            "untergrenze",
            "ki untere",
            "95 ki unten",
            "lower ci",
        ],
    ),
    (
        NumberHeading::Upper,
        &[
            "obere",
            "upper",
            "ki oben",
            "kio",
            "uci",
            "ci high",
            "ki upper",
            "obergrenze",
            "ki obere",
            "95 ki oben",
            "upper ci",
        ],
    ),
    (
        NumberHeading::Count,
        &[
            "anzahl",
            "faelle",
            "fallzahl",
            "fallzahlen",
            "cases",
            "count",
            "counts",
            "n",
            "zahl",
            "einwohner",
            "bevoelkerung",
            "population",
            "todesfaelle",
            "meldungen",
            "deaths",
        ],
    ),
    (
        NumberHeading::Value,
        &[
            "inzidenz",
            "rate",
            "quote",
            "anteil",
            "prozent",
            "incidence",
            "score",
            "index",
            "share",
            "percent",
            "impfquote",
            "wert",
            "value",
            "vorhersage",
        ],
    ),
];

/// The dimension that a heading names.
pub(crate) fn dimension(heading: &str) -> Option<Role> {
    let name = folded(heading);
    if AGE_FROM.contains(&name.as_str()) {
        return Some(Role::AgeFrom);
    }
    if AGE_TO.contains(&name.as_str()) {
        return Some(Role::AgeTo);
    }
    DIMENSIONS
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map(|(role, _)| *role)
}

/// What a heading says about numbers: the whole of it, or else one of its words.
pub(crate) fn number_heading(heading: &str) -> Option<NumberHeading> {
    let name = folded(heading);
    let whole = NUMBERS
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()));
    let part = || {
        NUMBERS.iter().find(|(_, names)| {
            names.iter().any(|known| {
                known.len() > 3
                    && name
                        .split(' ')
                        .any(|word| word == *known || (known.len() > 5 && word.contains(known)))
            })
        })
    };
    whole.or_else(part).map(|(kind, _)| *kind)
}

/// How many of some texts a role can read, in per cent; texts for all and for unknown do not count. Nothing for fewer than one.
pub(crate) fn share<'t>(
    texts: impl Iterator<Item = &'t str>,
    role: Role,
    places: &Places,
    level: Level,
) -> Option<usize> {
    let (mut all, mut read) = (0, 0);
    for text in
        texts.filter(|text| !text.trim().is_empty() && !says_all(text) && !says_unknown(text))
    {
        all += 1;
        read += usize::from(reads(text, role, places, level));
    }
    (all > 0).then(|| read * 100 / all)
}

/// Whether a role can read a text.
pub(crate) fn reads(text: &str, role: Role, places: &Places, level: Level) -> bool {
    match role {
        Role::Ignored => true,
        Role::Category => disease(text).is_some(),
        Role::Period(kind) => Period::parse(text, kind).is_some(),
        Role::PartOfYear(kind) => part_of_year(kind, text).is_some(),
        Role::Year => period::year(text).is_some_and(|year| (1900..=2100).contains(&year)),
        Role::PlaceKey => key_of(text).is_some_and(|(place, _)| places.knows(place)),
        Role::PlaceName => places.find(text, level).is_ok(),
        Role::Age | Role::AgeFrom | Role::AgeTo => Ages::parse(text).is_some(),
        Role::Sex => Sexes::parse(text).is_some(),
        Role::KnownOn => Period::parse(text, PeriodKind::Day).is_some(),
    }
}
