// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! All indicators by topic, each with the latest value of the state.

use datasets::Place;
use measures::{Figure, Topic};

use super::Measured;
use super::pictures;
use super::wording::Style;
use crate::words::Words;

/// A topic with its indicators.
pub(crate) struct TopicRows {
    pub(crate) topic: &'static str,
    pub(crate) rows: Vec<IndicatorRow>,
}

/// An indicator in the list.
pub(crate) struct IndicatorRow {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) value: String,
    pub(crate) period: String,
    pub(crate) line: String,
}

/// The topics that have indicators, in the order of the topics; indicators by name.
pub(crate) fn topics(words: &Words<'_>, measured: &Measured, state: Place) -> Vec<TopicRows> {
    let mut all: Vec<(Topic, IndicatorRow)> = Vec::new();
    for set in &measured.sets {
        for indicator in set.table.indicators() {
            let first = measured.find("", indicator.key());
            let is_first = first.is_some_and(|(first, _)| first.set.key == set.set.key);
            let definition = set.definition(indicator);
            let style = Style::of(&definition, indicator);
            let name = set.name(indicator.key(), words.lang);
            let path = crate::pages::measures::path_of(indicator.key());
            let course: Vec<(datasets::Period, Figure)> =
                measured.read(indicator, &definition, |reader| {
                    let periods = reader.periods().into_iter();
                    periods
                        .map(|one| (one, reader.figure(one, state)))
                        .collect()
                });
            let figures: Vec<Figure> = course.iter().map(|(_, figure)| *figure).collect();
            let latest = course.iter().rfind(|(_, figure)| figure.value.is_some());
            let title = words.with(
                "indicators-measures-small-title",
                &[("name", name.as_str().into())],
            );
            all.push((
                definition.topic,
                IndicatorRow {
                    href: if is_first {
                        path
                    } else {
                        format!("{path}?quelle={}", set.set.key)
                    },
                    value: latest.map_or("–".to_owned(), |(_, figure)| {
                        words.measured_or_state(style, figure)
                    }),
                    period: latest.map_or(String::new(), |(period, _)| words.period(*period)),
                    line: pictures::small(style, &title, &figures),
                    name,
                },
            ));
        }
    }
    all.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    let mut topics: Vec<TopicRows> = Vec::new();
    for (topic, row) in all {
        match topics.last_mut() {
            Some(last) if last.topic == topic.name() => last.rows.push(row),
            _ => topics.push(TopicRows {
                topic: topic.name(),
                rows: vec![row],
            }),
        }
    }
    topics
}
