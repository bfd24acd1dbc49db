// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The place that an answer gets on paper.

use forms::{CompiledForm, Field, NumberRange, QuestionType};
use print::{Answer, Choice, MatrixRow};

use crate::markdown::plain_text;
use crate::sheet::as_typed;
use crate::texts::Texts;

/// Longer lists of choices are not printed.
const MOST_OPTIONS: usize = 30;
/// The most columns of a table to tick in.
pub(super) const MOST_COLUMNS: usize = 9;
/// A scale with more steps is answered by a number.
const MOST_STEPS: f64 = 9.0;
/// A number of which nobody says how long it may be.
const DIGITS: usize = 6;

/// The place for an answer, and what has to be said about it.
pub(super) struct Place {
    pub(super) answer: Answer,
    pub(super) hints: Vec<String>,
    /// Whether the place says in which unit the answer is.
    pub(super) says_unit: bool,
}

impl Place {
    fn of(answer: Answer) -> Self {
        Self {
            answer,
            hints: Vec::new(),
            says_unit: false,
        }
    }

    fn hinting(answer: Answer, hint: &str) -> Self {
        Self {
            hints: vec![hint.to_owned()],
            ..Self::of(answer)
        }
    }

    fn cells(pattern: &str, unit: &str) -> Self {
        Self {
            says_unit: true,
            ..Self::of(Answer::Cells {
                pattern: pattern.to_owned(),
                unit: unit.to_owned(),
            })
        }
    }
}

/// The place for the answer to this question, which is asked.
pub(super) fn place(
    form: &CompiledForm,
    field: &Field,
    lang: &str,
    texts: Texts,
    unit: &str,
) -> Place {
    let question = &field.question;
    let looks = |name: &str| question.appearance.split_whitespace().any(|w| w == name);
    let tick = |text: &str| boxes(false, &[text.to_owned()], 1);
    match question.kind {
        QuestionType::SelectOne | QuestionType::SelectMany | QuestionType::Rank => {
            choices(form, field, lang, texts)
        }
        QuestionType::Boolean => {
            let options = [texts.yes(), texts.no()].map(str::to_owned);
            Place::of(boxes(true, &options, 4))
        }
        QuestionType::Acknowledge | QuestionType::Trigger => Place::of(tick(texts.confirm())),
        QuestionType::Integer => {
            let constraint = question.constraint.as_deref();
            let bound = constraint.and_then(|text| form.upper_bound(text));
            let digits = bound.map_or(DIGITS, |bound| digits(bound).clamp(1, 15));
            Place::cells(&"_".repeat(digits), unit)
        }
        QuestionType::Decimal => Place::cells(texts.paper_decimal(), unit),
        QuestionType::Range => range(field, texts, unit),
        QuestionType::Date if looks("year") => Place::cells(texts.paper_year(), unit),
        QuestionType::Date if looks("month-year") => Place::cells(texts.paper_month(), unit),
        QuestionType::Date => Place::cells(texts.paper_date(), unit),
        QuestionType::Time => Place::cells("__:__", texts.paper_clock()),
        QuestionType::DateTime => {
            let pattern = format!("{}  __:__", texts.paper_date());
            Place::cells(&pattern, texts.paper_clock())
        }
        QuestionType::Geopoint => Place::hinting(Answer::Lines(1), texts.place()),
        QuestionType::Geotrace | QuestionType::Geoshape => {
            Place::hinting(Answer::Lines(4), texts.places())
        }
        QuestionType::Image if looks("signature") => Place::of(Answer::Signature {
            image: None,
            label: texts.paper_signature().to_owned(),
        }),
        QuestionType::Image
        | QuestionType::Audio
        | QuestionType::Video
        | QuestionType::File
        | QuestionType::Osm => Place::hinting(tick(texts.paper_enclosed()), texts.paper_enclose()),
        QuestionType::Text if looks("multiline") => {
            let rows = question.parameters.get("rows");
            let rows = rows.and_then(|rows| rows.trim().parse().ok()).unwrap_or(4);
            Place::of(Answer::Lines(u8::clamp(rows, 2, 20)))
        }
        // What is left is written down.
        _ => Place::of(Answer::Lines(1)),
    }
}

/// The words of a question's choices.
pub(super) fn options(
    form: &CompiledForm,
    field: &Field,
    lang: &str,
    texts: Texts,
) -> Vec<(String, String)> {
    let mut list = form.choices(field);
    if list.is_empty()
        && let Some(name) = &field.question.choices
        && let Some(external) = form.spec().external_choices.get(name)
    {
        list = external;
    }
    let mut options: Vec<(String, String)> = list
        .iter()
        .map(|choice| {
            let label = match plain_text(choice.label.get(lang)) {
                label if label.is_empty() => choice.code.clone(),
                label => label,
            };
            (choice.code.clone(), label)
        })
        .collect();
    if field.question.or_other && !options.is_empty() {
        options.push(("other".to_owned(), texts.paper_other().to_owned()));
    }
    options
}

fn choices(form: &CompiledForm, field: &Field, lang: &str, texts: Texts) -> Place {
    let question = &field.question;
    let options = options(form, field, lang, texts);
    let labels: Vec<String> = options.into_iter().map(|(_, label)| label).collect();
    let one = question.kind == QuestionType::SelectOne;
    let is_rank = question.kind == QuestionType::Rank;
    let mut hints = Vec::new();
    let answer = if labels.is_empty() || labels.len() > MOST_OPTIONS {
        if let (Some(name), 1..) = (&question.choices, labels.len()) {
            hints.push(texts.paper_list(name, labels.len()));
        }
        Answer::Lines(if one { 1 } else { 3 })
    } else if is_rank && labels.len() <= MOST_COLUMNS {
        hints.push(texts.paper_ranking().to_owned());
        let places = 1..=labels.len();
        Answer::Matrix {
            one: true,
            columns: places.map(|number| number.to_string()).collect(),
            rows: labels.into_iter().map(empty_row).collect(),
        }
    } else if is_rank {
        // In a table of so many places nobody finds the way.
        hints.push(texts.ranking().to_owned());
        boxes(false, &labels, columns(&question.appearance, &labels))
    } else {
        if !one {
            hints.push(texts.several().to_owned());
        }
        boxes(one, &labels, columns(&question.appearance, &labels))
    };
    if question.choice_filter.is_some() {
        hints.push(texts.paper_filtered().to_owned());
    }
    Place {
        hints,
        ..Place::of(answer)
    }
}

fn range(field: &Field, texts: Texts, unit: &str) -> Place {
    let written = |number: f64| {
        let rounded = (number * 1e6).round() / 1e6;
        as_typed(field.question.kind, &rounded.to_string(), texts.0)
    };
    let NumberRange { start, end, step } = field.question.range();
    let steps = ((end - start).abs() / step + 1e-9).floor();
    if steps < MOST_STEPS {
        let direction = if end < start { -step } else { step };
        let mut columns = Vec::new();
        let mut at = 0.0;
        while at <= steps {
            columns.push(written(start + at * direction));
            at += 1.0;
        }
        let label = match unit {
            "" => texts.paper_scale().to_owned(),
            unit => format!("{} ({unit})", texts.paper_scale()),
        };
        return Place {
            says_unit: true,
            ..Place::of(Answer::Matrix {
                one: true,
                columns,
                rows: vec![empty_row(label)],
            })
        };
    }
    let (start, end, step) = (written(start), written(end), written(step));
    let longest = start.chars().count().max(end.chars().count());
    // A fraction of the step is one of the answer.
    let fraction = step.find([',', '.']).map_or("", |at| &step[at..]);
    let fraction: String = fraction
        .chars()
        .map(|c| if c.is_ascii_digit() { '_' } else { c })
        .collect();
    let whole = start.split([',', '.']).next().map_or(0, str::len);
    let whole = whole.max(end.split([',', '.']).next().map_or(0, str::len));
    let pattern = if fraction.is_empty() {
        "_".repeat(longest.clamp(1, 15))
    } else {
        format!("{}{fraction}", "_".repeat(whole.clamp(1, 15)))
    };
    let mut place = Place::cells(&pattern, unit);
    place.hints.push(texts.range(&start, &end));
    if step != "1" {
        place.hints.push(texts.paper_steps(&step));
    }
    place
}

/// A line of a table in which nothing is ticked.
pub(super) fn empty_row(label: String) -> MatrixRow {
    MatrixRow {
        label,
        ticked: Vec::new(),
    }
}

fn boxes(one: bool, labels: &[String], columns: u8) -> Answer {
    let option = |text: &String| Choice {
        text: text.clone(),
        ticked: false,
    };
    Answer::Boxes {
        one,
        options: labels.iter().map(option).collect(),
        columns,
    }
}

/// How many choices stand beside each other: as the author says, else as many as have room where
/// that saves much.
fn columns(appearance: &str, labels: &[String]) -> u8 {
    let longest = labels.iter().map(|label| label.chars().count()).max();
    let room = match longest.unwrap_or(0) {
        0..=14 => 4,
        15..=21 => 3,
        22..=38 => 2,
        _ => 1,
    };
    for word in appearance.split_whitespace() {
        match word.strip_prefix("columns-") {
            Some("pack") => return room,
            Some(number) => {
                let wished: u8 = number.parse().unwrap_or(room);
                return wished.clamp(1, room);
            }
            None if matches!(
                word,
                "columns" | "horizontal" | "horizontal-compact" | "likert" | "columns-flex"
            ) =>
            {
                return room;
            }
            None => {}
        }
    }
    // A row that holds all of them, or a long list.
    if labels.len() <= usize::from(room) || labels.len() > 6 {
        room
    } else {
        1
    }
}

/// How many digits the whole part of a number has.
fn digits(number: f64) -> usize {
    format!("{:.0}", number.abs().floor()).len()
}
