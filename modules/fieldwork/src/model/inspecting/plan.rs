// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The plan: which facilities are inspected, how often, and when the next time is due.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kernel::OrganisationId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Mapping;

/// The plan of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The project.
    pub(crate) project: i64,
    /// How often it was saved, from 1.
    pub(crate) version: i64,
    /// What is set.
    pub(crate) settings: Settings,
    /// When it was last saved.
    pub(crate) updated_at: Timestamp,
}

/// What is set in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Risk classes, the shortest interval first.
    pub(crate) classes: Vec<RiskClass>,
    /// Which kinds of facilities are inspected, and their class.
    pub(crate) kinds: Vec<KindRule>,
    /// Keys of the municipalities whose facilities are inspected; empty means all of the office.
    #[serde(default)]
    pub(crate) municipalities: Vec<String>,
    /// From so many severe defects on the next interval is halved; 0 switches that off.
    pub(crate) severe_from: i64,
    /// Whether somebody else than who has inspected issues the official record.
    pub(crate) four_eyes: bool,
    /// What the forms of the project mean.
    #[serde(default)]
    pub(crate) forms: Vec<Mapping>,
    /// The list of entities in which tablets find the facilities.
    pub(crate) facility_list: String,
    /// The list of entities in which tablets find the open defects.
    pub(crate) defect_list: String,
}

impl Settings {
    /// A plan as it is suggested: three classes, no kind chosen yet.
    pub(crate) fn suggested(titles: [String; 3]) -> Self {
        let [high, medium, low] = titles;
        let class = |key: &str, title, months| RiskClass {
            key: key.to_owned(),
            title,
            months,
        };
        Self {
            classes: vec![
                class("high", high, 12),
                class("medium", medium, 24),
                class("low", low, 36),
            ],
            severe_from: 2,
            four_eyes: true,
            facility_list: "einrichtungen".to_owned(),
            defect_list: "offene_maengel".to_owned(),
            ..Self::default()
        }
    }

    /// The class of this key.
    pub(crate) fn class(&self, key: &str) -> Option<&RiskClass> {
        self.classes.iter().find(|class| class.key == key)
    }

    /// The class of facilities of a kind; none if they are not inspected by rule.
    pub(crate) fn class_of_kind(&self, kind: &str) -> Option<&RiskClass> {
        let rule = self.kinds.iter().find(|rule| rule.kind == kind)?;
        self.class(&rule.class)
    }

    /// The class of a facility: its own, or that of its kind, or the one with the longest interval.
    pub(crate) fn class_of(&self, facility: &Facility) -> Option<&RiskClass> {
        let own = facility.own_class.as_deref();
        own.and_then(|key| self.class(key))
            .or_else(|| self.class_of_kind(&facility.kind))
            .or_else(|| self.classes.iter().max_by_key(|class| class.months))
    }

    /// Whether the rule chooses facilities of this kind at this place.
    pub(crate) fn chooses(&self, kind: &str, ags: &str) -> bool {
        let place =
            self.municipalities.is_empty() || self.municipalities.iter().any(|one| one == ags);
        place && self.class_of_kind(kind).is_some()
    }

    /// The meaning of a form.
    pub(crate) fn mapping(&self, xml_form_id: &str) -> Option<&Mapping> {
        self.forms
            .iter()
            .find(|mapping| mapping.form == xml_form_id)
    }
}

/// How often facilities of a risk are inspected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RiskClass {
    /// Its key, which stays.
    pub(crate) key: String,
    /// What people call it.
    pub(crate) title: String,
    /// The interval, 1 to 120 months.
    pub(crate) months: i64,
}

/// The class of a kind of facilities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KindRule {
    /// The kind, as the directory names it.
    pub(crate) kind: String,
    /// The key of the class.
    pub(crate) class: String,
}

/// A facility of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Facility {
    /// The project.
    pub(crate) project: i64,
    /// Which institution.
    pub(crate) institution: OrganisationId,
    /// Its name, as the directory last had it.
    pub(crate) name: String,
    /// Its kind, as the directory names it.
    pub(crate) kind: String,
    /// The key of its municipality; may be empty.
    pub(crate) ags: String,
    /// Its town; may be empty.
    pub(crate) town: String,
    /// Whether it is inspected: by rule or by hand. Others are kept for what happened.
    pub(crate) is_chosen: bool,
    /// Whether it was taken in by hand.
    pub(crate) by_hand: bool,
    /// The key of the class that it has instead of that of its kind.
    pub(crate) own_class: Option<String>,
    /// Why, sealed.
    pub(crate) sealed_class_reason: Option<Vec<u8>>,
    /// The last day of its pause.
    pub(crate) paused_until: Option<Date>,
    /// Why, sealed.
    pub(crate) sealed_pause_reason: Option<Vec<u8>>,
    /// Since when it is in the plan.
    pub(crate) since: Date,
    /// When it was last inspected as a whole.
    pub(crate) last_on: Option<Date>,
    /// How many severe defects were found then.
    pub(crate) severe: i64,
    /// When the next inspection is due.
    pub(crate) due_on: Date,
    /// How often it was changed, from 1.
    pub(crate) version: i64,
}

impl Facility {
    /// What a reason is sealed for.
    pub(crate) fn context(&self, what: &str) -> String {
        format!(
            "fieldwork-facility-{what}:{}:{}",
            self.project, self.institution
        )
    }

    /// Whether it is not inspected for a while.
    pub(crate) fn is_paused(&self, today: Date) -> bool {
        self.paused_until.is_some_and(|until| today <= until)
    }

    /// Its identifier among entities.
    pub(crate) fn entity(&self) -> Uuid {
        self.institution.uuid()
    }
}

/// When the next inspection of a facility is due: an interval after the last one, half of it (months
/// rounded up) if that found too many severe defects; one that was never inspected is due since it is in
/// the plan. A pause puts that off to the day after its end.
pub(crate) fn due_on(settings: &Settings, facility: &Facility) -> Date {
    let due = match (facility.last_on, settings.class_of(facility)) {
        (Some(last), Some(class)) => {
            let is_short = settings.severe_from > 0 && facility.severe >= settings.severe_from;
            let months = if is_short {
                (class.months + 1) / 2
            } else {
                class.months
            };
            later(last, Span::new().try_months(months).unwrap_or_default())
        }
        (Some(last), None) => last,
        (None, _) => facility.since,
    };
    match facility.paused_until {
        Some(until) if due <= until => later(until, Span::new().days(1)),
        _ => due,
    }
}

fn later(day: Date, by: Span) -> Date {
    day.checked_add(by).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn settings() -> Settings {
        let titles = ["hoch", "mittel", "gering"].map(str::to_owned);
        Settings {
            kinds: vec![KindRule {
                kind: "kita".to_owned(),
                class: "high".to_owned(),
            }],
            ..Settings::suggested(titles)
        }
    }

    fn facility() -> Facility {
        Facility {
            project: 1,
            institution: OrganisationId::from_uuid(Uuid::nil()),
            name: "Kita".to_owned(),
            kind: "kita".to_owned(),
            ags: "03101000".to_owned(),
            town: String::new(),
            is_chosen: true,
            by_hand: false,
            own_class: None,
            sealed_class_reason: None,
            paused_until: None,
            sealed_pause_reason: None,
            since: date(2026, 1, 5),
            last_on: None,
            severe: 0,
            due_on: date(2026, 1, 5),
            version: 1,
        }
    }

    #[test]
    fn what_was_never_inspected_is_due_since_it_is_in_the_plan() {
        assert_eq!(due_on(&settings(), &facility()), date(2026, 1, 5));
    }

    #[test]
    fn the_class_of_the_kind_or_an_own_one_gives_the_interval() {
        let mut facility = facility();
        facility.last_on = Some(date(2025, 11, 30));
        assert_eq!(due_on(&settings(), &facility), date(2026, 11, 30));
        facility.own_class = Some("low".to_owned());
        assert_eq!(due_on(&settings(), &facility), date(2028, 11, 30));
        facility.own_class = Some("gone".to_owned());
        assert_eq!(due_on(&settings(), &facility), date(2026, 11, 30));
    }

    #[test]
    fn severe_defects_halve_the_next_interval() {
        let mut facility = facility();
        facility.last_on = Some(date(2026, 1, 31));
        facility.severe = 1;
        assert_eq!(due_on(&settings(), &facility), date(2027, 1, 31));
        facility.severe = 2;
        assert_eq!(due_on(&settings(), &facility), date(2026, 7, 31));
        let never = Settings {
            severe_from: 0,
            ..settings()
        };
        assert_eq!(due_on(&never, &facility), date(2027, 1, 31));
    }

    #[test]
    fn a_pause_puts_off_what_falls_into_it() {
        let mut facility = facility();
        facility.paused_until = Some(date(2026, 6, 30));
        assert_eq!(due_on(&settings(), &facility), date(2026, 7, 1));
        facility.last_on = Some(date(2026, 1, 1));
        assert_eq!(due_on(&settings(), &facility), date(2027, 1, 1));
    }

    #[test]
    fn a_rule_chooses_by_kind_and_place() {
        let mut settings = settings();
        assert!(settings.chooses("kita", "03101000"));
        assert!(!settings.chooses("school", "03101000"));
        settings.municipalities = vec!["03102000".to_owned()];
        assert!(!settings.chooses("kita", "03101000"));
        assert!(settings.chooses("kita", "03102000"));
    }
}
