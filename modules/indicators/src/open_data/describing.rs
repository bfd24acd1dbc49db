// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The open sets as a catalogue for data portals (DCAT-AP.de).

use dcat::{Catalog, Dataset, Distribution, FileKind, Frequency, Service};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Lang, Localized, berlin_date};
use web::{App, Value};

use super::keeping::disease_name;
use super::{Format, OpenSet};
use crate::sets::importing::ImportReport;

/// The page of the catalogue.
pub(crate) const PATH: &str = "/opendata";
/// The most words that a set is found by.
const MOST_KEYWORDS: usize = 60;

/// A message in both languages.
fn both(app: &App, key: &str, arguments: &[(&str, Value)]) -> Localized {
    let text = |lang| app.catalog.text(lang, key, arguments);
    Localized::both(text(Lang::De), text(Lang::En))
}

/// Who publishes: the first line of the operator.
pub(crate) fn publisher(app: &App) -> &str {
    app.settings.operator.first().map_or("", String::as_str)
}

/// The catalogue of these sets.
pub(crate) fn catalog(app: &App, sets: &[OpenSet]) -> Catalog {
    let base = &app.settings.base_url;
    let state = || [("state", Value::from(app.settings.state_name.as_str()))];
    Catalog {
        address: format!("{base}{PATH}"),
        title: both(app, "indicators-open-catalog", &state()),
        description: both(app, "indicators-open-catalog-text", &state()),
        publisher: publisher(app).to_owned(),
        email: app.settings.contact.as_str().to_owned(),
        state: app.settings.state_ags.clone(),
        contributor: app.settings.open_data.contributor.clone(),
        service: Service {
            title: both(app, "indicators-open-service", &[]),
            endpoint: format!("{base}/api/v1"),
            description: format!("{base}/api/openapi.json"),
        },
        datasets: sets.iter().filter_map(|set| dataset(app, set)).collect(),
    }
}

/// The sentences about a set: its own, and what holds for all of them.
pub(crate) fn summary(app: &App, open: &OpenSet) -> Localized {
    let own = &open.set.description.summary;
    let general = both(app, "indicators-open-set-text", &[]);
    if own.is_empty() {
        return general;
    }
    let text = |lang: &str| format!("{} {}", own.get(lang), general.get(lang));
    Localized::both(text("de"), text("en"))
}

fn dataset(app: &App, open: &OpenSet) -> Option<Dataset> {
    let current = open.current()?;
    let about = &open.set.description;
    let base = &app.settings.base_url;
    let (first, last) = current.weeks?;
    let mut days: Vec<Date> = open
        .versions
        .iter()
        .map(|version| berlin_date(version.published_at))
        .collect();
    days.sort_unstable();
    let title = if about.title.is_empty() {
        Localized::same(open.set.key.as_str())
    } else {
        about.title.clone()
    };
    Some(Dataset {
        address: format!("{base}{}", open.path()),
        identifier: open.set.key.to_string(),
        title: about.title.clone().completed(title),
        description: summary(app, open),
        keywords: keywords(app, open, &current.version.report),
        creator: about.source.clone(),
        source: about.source_url.clone(),
        legal_basis: about.legal_basis.clone(),
        method: about.method.clone(),
        licence: about.licence.clone(),
        attribution: about.attribution.clone(),
        version: current.label.clone(),
        issued: open.versions.iter().map(|one| one.published_at).min()?,
        modified: current.published_at,
        temporal: (first.monday(), last.monday().saturating_add(6.days())),
        frequency: Frequency::of(&days),
        distributions: current
            .files
            .iter()
            .map(|file| Distribution {
                address: format!("{base}{}", open.file_path(current, file.format)),
                title: both(
                    app,
                    "indicators-open-file",
                    &[
                        ("format", file.format.name().into()),
                        ("version", current.label.as_str().into()),
                    ],
                ),
                kind: match file.format {
                    Format::Csv => FileKind::Csv,
                    Format::Parquet => FileKind::Parquet,
                    Format::Json => FileKind::Json,
                },
                bytes: file.bytes,
                sha256: file.file.to_string(),
            })
            .collect(),
    })
}

/// What people look for: the diseases of the set.
fn keywords(app: &App, open: &OpenSet, report: &str) -> Vec<Localized> {
    let report: ImportReport = serde_json::from_str(report).unwrap_or_default();
    let names = &open.set.description.categories;
    let diseases = report
        .diseases
        .iter()
        .map(|(key, _)| disease_name(names.get(key), key));
    std::iter::once(both(app, "indicators-open-keyword", &[]))
        .chain(diseases)
        .take(MOST_KEYWORDS)
        .collect()
}
