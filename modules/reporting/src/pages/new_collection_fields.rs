// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What somebody types who opens a collection, and what it means.

use std::collections::HashSet;

use directory::InstitutionKind;
use forms::{FormSpec, PeriodKind};
use jiff::civil::{Date, Weekday};
use kernel::FormVersionId;
use web::form::Fields;
use web::{App, Context, Error};

use super::calendar_words::week_due_text;
use crate::model::{Calendar, CollectionDraft, OpensAt, Season, levels};
use crate::period::Period;
use crate::store;

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) form: String,
    pub(super) title: String,
    pub(super) from: String,
    pub(super) to: String,
    count_day: String,
    opens_at: String,
    due: String,
    lock: String,
    working_days: bool,
    pub(super) zero_reports: bool,
    approval_office: i64,
    approval_state: bool,
    pub(super) kind: String,
    pub(super) offices: HashSet<String>,
    /// Whether institutions that come later take part by themselves.
    pub(super) by_rule: bool,
    /// Whether a table names who takes part.
    pub(super) by_table: bool,
    /// The release policy; empty for sums of facilities.
    pub(super) policy: String,
}

impl Typed {
    pub(super) fn read(fields: &Fields) -> Self {
        let yes = |name: &str| fields.text(name) == "ja";
        Self {
            form: fields.text("formular").to_owned(),
            title: fields.text("titel").to_owned(),
            from: fields.text("von").trim().to_owned(),
            to: fields.text("bis").trim().to_owned(),
            count_day: fields.text("zaehltag").to_owned(),
            opens_at: fields.text("oeffnet").to_owned(),
            due: fields.text("frist").trim().to_owned(),
            lock: fields.text("sperre").trim().to_owned(),
            working_days: yes("werktage"),
            zero_reports: yes("nullmeldung"),
            approval_office: fields.text("freigabe_amt").parse().unwrap_or(0),
            approval_state: yes("freigabe_land"),
            kind: fields.text("art").to_owned(),
            offices: fields.all("aemter").map(str::to_owned).collect(),
            by_rule: yes("regel"),
            policy: fields.text("freigaberegel").to_owned(),
            by_table: fields.text("auswahl") == "tabelle" && fields.text("aktion") == "eroeffnen",
        }
    }

    /// What is usual for a form with periods of this kind, on `today`.
    pub(super) fn usual(form: String, kind: PeriodKind, today: Date) -> Self {
        let (unit, further, opens_at, due) = match kind {
            PeriodKind::Week => (PeriodKind::Week, 26, OpensAt::Start, "5"),
            PeriodKind::Event => (PeriodKind::Week, 52, OpensAt::Start, ""),
            PeriodKind::Month => (kind, 11, OpensAt::End, "10"),
            PeriodKind::Quarter => (kind, 3, OpensAt::End, "15"),
            PeriodKind::Year => (kind, 0, OpensAt::End, "60"),
        };
        let from = Period::containing(unit, today);
        Self {
            form,
            from: from.to_string(),
            to: from.plus(further).to_string(),
            count_day: "3".to_owned(),
            opens_at: opens_at.name().to_owned(),
            due: due.to_owned(),
            working_days: true,
            kind: InstitutionKind::Kita.name().to_owned(),
            ..Self::default()
        }
    }

    fn calendar(&self, kind: PeriodKind, errors: &mut Errors<'_>) -> Option<Calendar> {
        let mut period = |field: &str, text: &str| -> Option<Period> {
            let period = text.parse().ok();
            if period.is_none() {
                errors.add(field, period_fault(kind));
            }
            period
        };
        let (from, to) = (period("von", &self.from), period("bis", &self.to));
        let due = number(&self.due);
        if due.is_none() && !(kind == PeriodKind::Event && self.due.is_empty()) {
            errors.add("frist", "reporting-fault-due-range");
        }
        let lock = number(&self.lock);
        if lock.is_none() && !self.lock.is_empty() {
            errors.add("sperre", "reporting-fault-lock-range");
        }
        let count_weekday = self
            .count_day
            .parse()
            .ok()
            .and_then(|day| Weekday::from_monday_one_offset(day).ok());
        let opens_at = match (kind, self.opens_at.parse()) {
            (PeriodKind::Week, Ok(opens_at)) => opens_at,
            (PeriodKind::Month | PeriodKind::Quarter | PeriodKind::Year, Ok(OpensAt::End)) => {
                OpensAt::End
            }
            _ => OpensAt::Start,
        };
        if due.is_none() && kind != PeriodKind::Event {
            return None;
        }
        Some(Calendar {
            kind,
            season: Season {
                from: from?,
                to: to?,
            },
            count_weekday: if kind == PeriodKind::Event {
                Weekday::Friday
            } else {
                count_weekday.unwrap_or(Weekday::Wednesday)
            },
            opens_at,
            // Of weeks: 1 to 7 are the days of the week, 8 to 14 those of the next.
            due_after: match kind {
                PeriodKind::Week => due.map(|day| day - 7),
                _ => due,
            },
            locks_after: lock,
            working_days: self.working_days,
        })
    }
}

fn number(text: &str) -> Option<i64> {
    text.parse()
        .ok()
        .filter(|number| (0..=10_000).contains(number))
}

fn period_fault(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Week | PeriodKind::Event => "reporting-fault-week",
        PeriodKind::Month => "reporting-fault-month",
        PeriodKind::Quarter => "reporting-fault-quarter",
        PeriodKind::Year => "reporting-fault-year",
    }
}

/// What is wrong with what was typed: the field and the words.
pub(super) struct Errors<'a> {
    context: &'a Context,
    pub(super) found: Vec<(String, String)>,
}

impl<'a> Errors<'a> {
    pub(super) fn new(context: &'a Context) -> Self {
        Self {
            context,
            found: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, field: &str, key: &str) {
        self.found.push((field.to_owned(), self.context.t(key)));
    }
}

/// A form that can be chosen: its version and definition.
pub(super) async fn form(
    app: &App,
    chosen: &str,
) -> Result<Option<(FormVersionId, FormSpec)>, Error> {
    let conn = app.db.read();
    let Ok(version) = store::published::version_id(chosen) else {
        return Ok(None);
    };
    // One that was withdrawn meanwhile is none to choose.
    let offered = store::published::offered(conn).await?;
    if !offered.iter().any(|form| form.id == version) {
        return Ok(None);
    }
    let Some(text) = store::published::spec(conn, version).await? else {
        return Ok(None);
    };
    let spec = serde_json::from_str(&text).map_err(Error::internal)?;
    Ok(Some((version, spec)))
}

/// What a form lacks that collections need: the name of a message.
pub(super) fn form_fault(spec: &FormSpec) -> Option<&'static str> {
    if spec.follows_entities() {
        Some("reporting-fault-form-entities")
    } else if spec.purpose.is_empty() || spec.legal_basis.is_empty() {
        Some("reporting-fault-form-purpose")
    } else {
        None
    }
}

/// The collection that was typed, if nothing is wrong with it; `errors` says what is.
pub(super) fn draft(
    typed: &Typed,
    spec: &FormSpec,
    errors: &mut Errors<'_>,
) -> Option<CollectionDraft> {
    let calendar = typed.calendar(spec.period, errors)?;
    let draft = CollectionDraft {
        title: typed.title.clone(),
        calendar,
        zero_reports: typed.zero_reports,
        approval: levels(typed.approval_office, typed.approval_state),
    };
    for (field, key) in draft.faults() {
        errors.add(field, &format!("reporting-fault-{key}"));
    }
    Some(draft)
}

/// The fields that depend on what a form is about, as the page shows them.
pub(super) struct CalendarFields {
    /// The name of the kind of period.
    pub(super) kind: &'static str,
    pub(super) input: &'static str,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) count_days: Vec<(i64, bool)>,
    pub(super) openings: Vec<(&'static str, bool)>,
    /// Days of this week and the next; of weeks only.
    pub(super) due_days: Vec<(i64, String, bool)>,
    pub(super) due: String,
    pub(super) lock: String,
    pub(super) working_days: bool,
    pub(super) zero_reports: bool,
    pub(super) approvals: Vec<(i64, bool)>,
    pub(super) approval_state: bool,
}

impl CalendarFields {
    pub(super) fn of(context: &Context, typed: &Typed, kind: PeriodKind) -> Self {
        let weekly = kind == PeriodKind::Week;
        Self {
            kind: kind.name(),
            input: super::period_input(kind),
            from: typed.from.clone(),
            to: typed.to.clone(),
            count_days: (1..=7)
                .map(|day: i64| (day, day.to_string() == typed.count_day))
                .collect(),
            openings: OpensAt::ALL
                .iter()
                .filter(|one| weekly || **one != OpensAt::CountDay)
                .map(|one| (one.name(), one.name() == typed.opens_at))
                .collect(),
            due_days: if weekly {
                (1..=14)
                    .map(|day: i64| {
                        (
                            day,
                            week_due_text(context, day),
                            day.to_string() == typed.due,
                        )
                    })
                    .collect()
            } else {
                Vec::new()
            },
            due: typed.due.clone(),
            lock: typed.lock.clone(),
            working_days: typed.working_days,
            zero_reports: typed.zero_reports,
            approvals: (0..=2)
                .map(|levels: i64| (levels, levels == typed.approval_office))
                .collect(),
            approval_state: typed.approval_state,
        }
    }
}
