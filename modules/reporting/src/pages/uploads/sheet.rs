// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The template of a collection as a file, empty or with rows in it, and the sheet that explains it.

use axum::response::Response;
use forms::QuestionType;
use forms::entry::{MOST_ROWS, Need, Template};
use jiff::civil::Date;
use tables::{Cell, Column, Sheet};
use web::{Context, Error};

use crate::entry::{INSTITUTION, OWN, PERIOD, REASON, Reporters};
use crate::model::{Collection, RowContent};
use crate::period::Period;

/// The most characters of the list of permitted values.
const LONGEST_VALUES: usize = 4_000;

/// A row of a file and what is wrong with it.
pub(super) struct Written<'a> {
    pub(super) content: &'a RowContent,
    pub(super) reasons: Vec<String>,
}

/// What a template is made of.
pub(super) struct Book<'a> {
    pub(super) collection: &'a Collection,
    pub(super) reporters: &'a Reporters,
    pub(super) template: &'a Template<'a>,
    pub(super) today: Date,
}

/// As what a file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Workbook,
    Text,
}

impl Format {
    pub(super) fn read(text: &str) -> Self {
        if text == "csv" {
            Self::Text
        } else {
            Self::Workbook
        }
    }
}

impl Book<'_> {
    /// The headings of the columns that are not the form's, as far as the table needs them.
    fn own(&self, with_reasons: bool) -> Vec<usize> {
        let mut own = Vec::new();
        if self.reporters.only().is_none() {
            own.push(INSTITUTION);
        }
        own.push(PERIOD);
        if with_reasons {
            own.push(REASON);
        }
        own
    }

    /// A file with these rows; without any it is the empty template.
    pub(super) async fn file(
        &self,
        context: &Context,
        (format, name): (Format, &str),
        rows: &[Written<'_>],
    ) -> Result<Response, Error> {
        let main = self.main(context, rows);
        if format == Format::Text {
            let bytes = tables::csv_to_return(&main).map_err(Error::internal)?;
            return Ok(web::table_file(&format!("{name}.csv"), tables::CSV, bytes));
        }
        let mut sheets = vec![main, self.explained(context)];
        if self.reporters.only().is_none() {
            sheets.push(self.institutions(context));
        }
        let bytes = tokio::task::spawn_blocking(move || tables::workbook(&sheets));
        let bytes = bytes.await.map_err(Error::internal)?;
        let bytes = bytes.map_err(Error::internal)?;
        let name = format!("{name}.xlsx");
        Ok(web::table_file(&name, tables::WORKBOOK, bytes))
    }

    fn main(&self, context: &Context, rows: &[Written<'_>]) -> Sheet {
        let lang = context.lang();
        let own = self.own(!rows.is_empty());
        let mut columns: Vec<Column> = own
            .iter()
            .map(|number| Column {
                message: self.meaning(context, *number),
                offered: if *number == INSTITUTION {
                    let all = self.reporters.all().iter();
                    all.map(|one| one.institution.name.clone()).collect()
                } else {
                    Vec::new()
                },
                ..Column::new(heading(context, *number), 24)
            })
            .collect();
        columns.extend(self.template.columns().iter().map(|column| Column {
            message: super::question_text(self.template.form(), &column.heading, lang),
            offered: self.template.offered(&column.heading, lang.tag()),
            ..Column::new(&column.heading, 22)
        }));
        // Rows may name rounds for which the template has no columns.
        let further = self.further(rows);
        columns.extend(further.iter().map(|path| Column::new(path, 22)));
        let rows = rows.iter().map(|row| {
            let mut cells: Vec<Cell> = own
                .iter()
                .map(|number| match *number {
                    INSTITUTION => row.content.institution.as_str().into(),
                    PERIOD => row.content.period.as_str().into(),
                    _ => row.reasons.join(" ").into(),
                })
                .collect();
            let paths = self.template.columns().iter().map(|one| &one.heading);
            cells.extend(paths.chain(&further).map(|path| {
                let answer = row.content.answers.get(path);
                self.template.cell(path, answer, lang.tag())
            }));
            cells
        });
        Sheet {
            name: context.t("reporting-upload-sheet"),
            columns,
            rows: rows.collect(),
            prepared: u32::try_from(MOST_ROWS).unwrap_or(u32::MAX),
        }
    }

    fn further(&self, rows: &[Written<'_>]) -> Vec<String> {
        let known: std::collections::HashSet<&str> = self
            .template
            .columns()
            .iter()
            .map(|column| column.heading.as_str())
            .collect();
        let mut further = std::collections::BTreeSet::new();
        for row in rows {
            for (path, _) in row.content.answers.iter() {
                if !known.contains(path) {
                    further.insert(path.to_owned());
                }
            }
        }
        further.into_iter().collect()
    }

    /// What is to be typed into a column that is not the form's.
    fn meaning(&self, context: &Context, number: usize) -> String {
        let kind = self.collection.calendar.kind.name();
        match number {
            INSTITUTION => context.t("reporting-upload-column-institution"),
            PERIOD => context.t_with("reporting-upload-column-period", &[("kind", kind.into())]),
            _ => context.t("reporting-upload-column-reason"),
        }
    }

    /// The sheet that says what each column means.
    fn explained(&self, context: &Context) -> Sheet {
        let columns = [
            ("reporting-upload-explain-column", 28),
            ("reporting-upload-explain-question", 60),
            ("reporting-upload-explain-type", 20),
            ("reporting-upload-explain-unit", 14),
            ("reporting-upload-explain-need", 22),
            ("reporting-upload-explain-values", 60),
            ("reporting-upload-explain-example", 24),
        ];
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for number in self.own(false) {
            let example = match number {
                INSTITUTION => self
                    .reporters
                    .all()
                    .first()
                    .map_or(String::new(), |one| one.institution.name.clone()),
                _ => self.example_period().to_string(),
            };
            let is_needed = number == INSTITUTION || !self.collection.repeatable();
            let need = if is_needed { "always" } else { "never" };
            rows.push(vec![
                heading(context, number).into(),
                self.meaning(context, number).into(),
                Cell::from(""),
                Cell::from(""),
                need_text(context, need).into(),
                Cell::from(""),
                example.into(),
            ]);
        }
        for column in self.template.columns() {
            rows.extend(self.explain(context, &column.heading, column.need));
        }
        Sheet {
            name: context.t("reporting-upload-explain"),
            columns: columns
                .iter()
                .map(|(key, width)| Column::new(context.t_with(key, &[]), *width))
                .collect(),
            rows,
            prepared: 0,
        }
    }

    fn explain(&self, context: &Context, heading: &str, need: Need) -> Option<Vec<Cell>> {
        let lang = context.lang();
        let field = self.template.field(heading)?;
        let question = &field.question;
        let need = match need {
            Need::Always => "always",
            Need::Sometimes => "sometimes",
            Need::Never => "never",
        };
        let choices = self.template.form().choices(field);
        let mut values = match question.kind {
            QuestionType::Boolean => self.template.offered(heading, lang.tag()).join(" / "),
            QuestionType::Range => {
                let (least, most) = question.range().bounds();
                format!("{least} – {most}")
            }
            _ => {
                let all = choices.iter();
                let all = all.map(|one| format!("{} = {}", one.code, one.label.get(lang.tag())));
                all.collect::<Vec<_>>().join("; ")
            }
        };
        let rule = question.constraint_message.get(lang.tag());
        if !rule.is_empty() {
            if !values.is_empty() {
                values.push_str(". ");
            }
            values.push_str(rule);
        }
        let values: String = values.chars().take(LONGEST_VALUES).collect();
        let kind = [("kind", question.kind.name().into())];
        Some(vec![
            heading.into(),
            super::question_text(self.template.form(), heading, lang).into(),
            context.t_with("reporting-upload-type", &kind).into(),
            question.unit.get(lang.tag()).into(),
            need_text(context, need).into(),
            values.into(),
            self.example(heading, question.kind, lang.tag()),
        ])
    }

    fn example(&self, heading: &str, kind: QuestionType, lang: &str) -> Cell {
        let offered = self.template.offered(heading, lang);
        match kind {
            QuestionType::Integer => Cell::Number(12.0),
            QuestionType::Decimal => Cell::Number(12.5),
            QuestionType::Range => {
                let field = self.template.field(heading);
                let start = field.map_or(1.0, |field| field.question.range().start);
                Cell::Number(start)
            }
            QuestionType::Date => Cell::Day(self.today),
            QuestionType::Time => "14:30".into(),
            QuestionType::DateTime => format!("{} 14:30", self.today).into(),
            QuestionType::Geopoint => "52.3759 9.7320".into(),
            QuestionType::SelectMany | QuestionType::Rank => {
                let field = self.template.field(heading);
                let choices = field.map(|field| self.template.form().choices(field));
                let codes = choices.unwrap_or_default().iter().take(2);
                let codes: Vec<&str> = codes.map(|choice| choice.code.as_str()).collect();
                codes.join(" ").into()
            }
            _ => offered.first().cloned().unwrap_or_default().into(),
        }
    }

    fn example_period(&self) -> Period {
        let kind = self.collection.calendar.kind;
        let last = self.collection.calendar.season.to.last_day();
        let first = self.collection.calendar.season.from.first_day();
        Period::containing(kind, self.today.clamp(first, last))
    }

    /// The institutions that the table may name.
    fn institutions(&self, context: &Context) -> Sheet {
        Sheet {
            name: context.t("reporting-upload-institutions"),
            columns: vec![
                Column::new(context.t("reporting-institution"), 40),
                Column::new(context.t("reporting-upload-number"), 20),
            ],
            rows: self
                .reporters
                .all()
                .iter()
                .map(|one| {
                    let number = one.institution.reference.clone();
                    vec![
                        one.institution.name.as_str().into(),
                        number.unwrap_or_default().into(),
                    ]
                })
                .collect(),
            prepared: 0,
        }
    }
}

/// What stands above a column that is not the form's: German for those who read German.
fn heading(context: &Context, number: usize) -> &'static str {
    let names = OWN.get(number).copied().unwrap_or_default();
    let place = usize::from(context.lang() == kernel::Lang::En);
    names.get(place).or(names.first()).copied().unwrap_or("#")
}

fn need_text(context: &Context, need: &'static str) -> String {
    context.t_with("reporting-upload-need", &[("need", need.into())])
}
