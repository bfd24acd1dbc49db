// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which field a question gets, by its type and by how its author wants it to look.

use forms::{Field, NumberRange, Question, QuestionType, parse_value};

use super::Builder;
use super::choices::MOST_RADIOS;
use crate::markdown::{Rich, plain_text};
use crate::posted::{PART, Part, looks, split_date};
use crate::sheet::as_typed;
use crate::view::{Choice, DatePart, FileField, Line, Slider, View, Widget};

/// The most values of a range that are shown as buttons or in a list.
const MOST_VALUES: usize = 100;

impl Builder<'_> {
    pub(super) fn widget(&self, field: &Field, view: &mut View) {
        let question = &field.question;
        let kind = question.kind;
        self.options(field, view);
        view.look = look(question);
        view.widget = match kind {
            QuestionType::Text if looks(question, "multiline") => Widget::TextArea,
            QuestionType::Note => Widget::Note,
            QuestionType::Acknowledge | QuestionType::Trigger | QuestionType::SelectMany => {
                Widget::Checkboxes
            }
            QuestionType::Rank => Widget::Ranking,
            QuestionType::SelectOne if !view.search_name.is_empty() => Widget::Radios,
            QuestionType::SelectOne
                if looks(question, "minimal")
                    || (view.options.len() > MOST_RADIOS && view.look.is_empty()) =>
            {
                Widget::Select
            }
            QuestionType::SelectOne | QuestionType::Boolean => Widget::Radios,
            QuestionType::Range => self.range(question, view),
            QuestionType::Integer if looks(question, "counter") => Widget::Counter,
            QuestionType::Date if !view.readonly => self.date(question, view),
            QuestionType::Geopoint => place("point", question),
            QuestionType::Geotrace => place("trace", question),
            QuestionType::Geoshape => place("shape", question),
            QuestionType::Image
            | QuestionType::Audio
            | QuestionType::Video
            | QuestionType::File => Widget::File(Box::new(self.file(question, view))),
            _ => line(question, view),
        };
        if view.hint.is_empty() {
            let hint = match kind {
                QuestionType::SelectMany => self.texts.several(),
                QuestionType::Rank => self.texts.ranking(),
                QuestionType::Geopoint => self.texts.place(),
                QuestionType::Geotrace | QuestionType::Geoshape => self.texts.places(),
                QuestionType::Image if is_drawn(&view.widget) => self.texts.draw_hint(),
                _ => "",
            };
            view.hint = Rich::text(hint);
        }
        if view.readonly && !view.options.is_empty() {
            view.widget = Widget::Fixed;
        }
    }

    /// A date in the parts that its author wants, or in one field with a calendar.
    fn date(&self, question: &Question, view: &mut View) -> Widget {
        let parts: &[Part] = if looks(question, "year") {
            &[Part::Year]
        } else if looks(question, "month-year") {
            &[Part::Month, Part::Year]
        } else if looks(question, "no-calendar") {
            &[Part::Day, Part::Month, Part::Year]
        } else {
            return line(question, view);
        };
        let [year, month, day] = split_date(&view.value);
        let parts = parts.iter().map(|part| {
            let number = |number: &str| number.trim_start_matches('0').to_owned();
            let (label, value, options) = match part {
                Part::Year => (self.texts.year(), year.to_owned(), Vec::new()),
                Part::Month => {
                    let months = (1..=12).zip(self.texts.months());
                    let months = months.map(|(n, name)| (n.to_string(), name)).collect();
                    (self.texts.month(), number(month), months)
                }
                Part::Day => {
                    let days = (1..=31).map(|n: u8| (n.to_string(), "")).collect();
                    (self.texts.day(), number(day), days)
                }
            };
            DatePart {
                id: format!("{}-{}", view.id, part.name()),
                name: format!("{PART}{}:{}", part.name(), view.name),
                label,
                value,
                options,
            }
        });
        Widget::Date(parts.collect())
    }

    /// A number between two others: as a slider, or as buttons or a list of its values.
    fn range(&self, question: &Question, view: &mut View) -> Widget {
        let NumberRange { start, end, step } = question.range();
        if view.hint.is_empty() {
            let number =
                |value: f64| as_typed(QuestionType::Range, &value.to_string(), self.texts.0);
            view.hint = Rich::text(&self.texts.range(&number(start), &number(end)));
        }
        let values = values(start, end, step);
        let (is_rating, is_list) = (looks(question, "rating"), looks(question, "picker"));
        if (is_rating || is_list) && values.len() <= MOST_VALUES {
            view.options = values
                .iter()
                .map(|value| Choice {
                    id: format!("{}-{value}", view.id),
                    value: value.clone(),
                    label: Rich::text(&as_typed(QuestionType::Range, value, self.texts.0)),
                    media: Vec::new(),
                    chosen: *value == view.value,
                })
                .collect();
            view.hint = Rich::default();
            if is_list {
                return Widget::Select;
            }
            "deich-rating".clone_into(&mut view.look);
            return Widget::Radios;
        }
        Widget::Slider(Slider {
            min: start.min(end).to_string(),
            max: start.max(end).to_string(),
            step: step.to_string(),
            vertical: looks(question, "vertical"),
            ticks: self.ticks(question, &values),
        })
    }

    /// The values of a range that are marked, and what they mean.
    fn ticks(&self, question: &Question, values: &[String]) -> Vec<(String, String)> {
        if looks(question, "no-ticks") {
            return Vec::new();
        }
        let list = question.parameters.get("tick_labelset");
        if let Some(choices) = list.and_then(|list| self.form.spec().choices.get(list)) {
            let ticks = choices.iter();
            let ticks =
                ticks.map(|choice| (choice.code.clone(), plain_text(choice.label.get(self.lang))));
            return ticks.collect();
        }
        let every = values.len().saturating_sub(1).div_ceil(10).max(1);
        let ticks = values.iter().step_by(every);
        ticks
            .map(|value| {
                let label = as_typed(QuestionType::Range, value, self.texts.0);
                (value.clone(), label)
            })
            .collect()
    }

    fn file(&self, question: &Question, view: &View) -> FileField {
        let uploads = self.input.uploads;
        let file = uploads
            .and_then(|uploads| uploads.known.get(&view.value))
            .cloned();
        let kind = question.kind;
        let draw = ["signature", "draw", "annotate"];
        FileField {
            url: uploads.map_or(String::new(), |uploads| uploads.url.to_owned()),
            most_bytes: uploads.map_or(0, |uploads| uploads.most_bytes),
            accept: match kind {
                QuestionType::Image => "image/png,image/jpeg,image/webp",
                QuestionType::Audio => "audio/*",
                QuestionType::Video => "video/*",
                QuestionType::Osm => ".osm,.xml",
                _ => "",
            },
            capture: if looks(question, "new-front") {
                "user"
            } else if looks(question, "new") {
                "environment"
            } else {
                ""
            },
            most_pixels: question
                .parameters
                .get("max-pixels")
                .cloned()
                .unwrap_or_default(),
            draw: draw
                .into_iter()
                .find(|look| kind == QuestionType::Image && looks(question, look))
                .unwrap_or_default(),
            size: file
                .as_ref()
                .map_or(String::new(), |file| file.size_text(self.texts.0)),
            file,
        }
    }
}

/// A field of one line.
fn line(question: &Question, view: &mut View) -> Widget {
    let kind = question.kind;
    let is_value = parse_value(kind, &view.value).is_ok();
    let (input, mode, size) = match kind {
        QuestionType::Integer => ("text", "numeric", "short"),
        QuestionType::Decimal => ("text", "decimal", "short"),
        QuestionType::Text if looks(question, "numbers") => ("text", "numeric", ""),
        // A browser would hide what is none; then it must stay readable.
        QuestionType::Date if is_value => ("date", "", "medium"),
        QuestionType::Time if is_value => ("time", "", "medium"),
        QuestionType::DateTime if is_value => ("datetime-local", "", "medium"),
        QuestionType::Date | QuestionType::Time | QuestionType::DateTime => ("text", "", "medium"),
        _ => ("text", "", ""),
    };
    if matches!(input, "time" | "datetime-local") {
        // Without the offset from UTC, which the field does not know.
        let clock = view.value.find(':').unwrap_or(0);
        view.value.truncate((clock + 6).min(view.value.len()));
    }
    Widget::Input(Line {
        kind: input,
        mode,
        size,
    })
}

fn is_drawn(widget: &Widget) -> bool {
    matches!(widget, Widget::File(file) if !file.draw.is_empty())
}

fn place(kind: &'static str, question: &Question) -> Widget {
    let shows_map = looks(question, "placement-map") || looks(question, "maps");
    Widget::Place(kind, shows_map)
}

/// The values from one to another; a range without an end has none.
fn values(start: f64, end: f64, step: f64) -> Vec<String> {
    let (from, to) = (start.min(end), start.max(end));
    let count = ((to - from) / step).round();
    if !(0.0..1000.0).contains(&count) {
        return Vec::new();
    }
    let mut values = Vec::new();
    let mut number = 0.0;
    while number <= count {
        // Rounded, since tenths add up to something beside the point.
        let value = (number.mul_add(step, from) * 1e9).round() / 1e9;
        values.push(value.to_string());
        number += 1.0;
    }
    if start > end {
        values.reverse();
    }
    values
}

/// The class by which choices are arranged.
fn look(question: &Question) -> String {
    if !question.kind.is_select() {
        return String::new();
    }
    let mut look = "";
    for word in question.appearance.split_whitespace() {
        let columns = word
            .strip_prefix("columns-")
            .or_else(|| word.strip_prefix("compact-"));
        if let Some(columns) = columns {
            if columns == "pack" {
                return "deich-options--pack".to_owned();
            }
            if let Some(columns) = columns.parse().ok().filter(|n: &u8| (1..=10).contains(n)) {
                return match columns {
                    1 => String::new(),
                    n => format!("deich-options--columns-{n}"),
                };
            }
        }
        look = match word {
            "likert" => "deich-likert",
            "columns" | "compact" | "quickcompact" | "horizontal" => "deich-options--columns",
            "no-buttons" => "deich-options--tiles",
            _ => look,
        };
    }
    look.to_owned()
}
