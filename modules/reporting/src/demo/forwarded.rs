// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Collections of the demo that are over: notifications about invented children, forwarded in groups under a
//! policy about records, and counted with noise. Nobody owes anything in them any more.

use anonymity::DropReason;
use anonymity::counting::{Dimension, NoisePlan, PeriodLength};
use anonymity::forwarding::{
    EntityKind, Field, FieldClass, LegalPath, Policy, PolicyDraft, PolicyFormat,
    SHIPPED_MAXIMUM_HOLD_WEEKS, Variety, shipped_patience,
};
use forms::{CompiledForm, FormSpec, PrivacyClass, QuestionType};
use jiff::ToSpan;
use kernel::{CollectionId, FormVersionId, ManualClock, SeededChance, SubmissionId, berlin_date};
use web::{App, Error};

use super::inventing::{Told, invent};
use super::notifications::{Invented as Child, answers};
use super::{at, kitas, open_any_time, seeded, staff};
use crate::jobs::FormPublished;
use crate::model::{Season, SubmissionState};
use crate::period::Period;
use crate::policies::PERSON;
use crate::release_policy::{PLACE, WEEK, field_name};
use crate::store;

/// How many weeks the collection had.
const WEEKS: i32 = 16;
/// How many weeks ago it ended.
const AGO: i32 = 8;
/// A collection that is over.
struct Past {
    /// Whatever is drawn begins with it.
    seed: u64,
    /// What stands behind its title.
    what: &'static str,
    /// How many children were notified about.
    children: u64,
    /// Under which policy.
    policy: fn(&FormSpec, FormVersionId) -> Result<Policy, anonymity::PolicyError>,
}

const PAST: [Past; 2] = [
    Past {
        seed: 94,
        what: "abgeschlossen",
        children: 120,
        policy,
    },
    Past {
        seed: 196,
        what: "gezählt mit Rauschen",
        children: 60,
        policy: counting,
    },
];
/// The fewest children that a group has.
const MINIMUM: u32 = 5;

const FAMILIES: [&str; 12] = [
    "Ahlers", "Bruns", "Cordes", "Dirks", "Eilers", "Folkerts", "Gerdes", "Harms", "Ihnen",
    "Janssen", "Kramer", "Lammers",
];
const GIVEN: [&str; 10] = [
    "Ben", "Clara", "Emil", "Frieda", "Henri", "Ida", "Jakob", "Lina", "Mats", "Nele",
];

/// Makes the collections with their accepted notifications, unless they are there. They leave with the releases of
/// the demo.
pub async fn notified_before(app: &App, form: &FormPublished) -> Result<(), Error> {
    for past in PAST {
        notified(app, form, &past).await?;
    }
    Ok(())
}

async fn notified(app: &App, form: &FormPublished, past: &Past) -> Result<(), Error> {
    let today = berlin_date(app.clock.now());
    let this_week = Period::containing(forms::PeriodKind::Week, today);
    let season = Season {
        from: this_week.plus(-WEEKS - AGO),
        to: this_week.plus(-AGO),
    };
    let begin = ManualClock::new(at(season.from.first_day(), 12, 0));
    let id = CollectionId::new(&begin, &SeededChance::new(past.seed));
    if store::collections::find(app.db.read(), id).await?.is_some() {
        return Ok(());
    }
    let compiled = CompiledForm::compile(&form.spec)
        .map_err(|problems| Error::Internal(format!("the form has {} problems", problems.len())))?;
    let policy = (past.policy)(&form.spec, form.version_id).map_err(Error::internal)?;
    let mut titled = form.clone();
    let title = format!("{} ({})", form.title.get("de"), past.what);
    titled.title = kernel::Localized::one("de", &title);
    let tx = app.db.begin().await?;
    open_any_time(app, &tx, &titled, id, season).await?;
    store::collections::set_release_policy(&tx, id, &policy.to_json(), policy.hash()).await?;
    let collection = store::collections::find(&tx, id).await?;
    let collection = collection.ok_or(Error::NotFound)?;
    let staff = staff(app).await?;
    let mut kitas = kitas(app).await?;
    let first = kitas.first().and_then(|kita| kita.parent);
    kitas.retain(|kita| kita.parent == first);
    let places = u64::try_from(kitas.len()).unwrap_or(1).max(1);
    let mut all = Vec::new();
    for number in 0..past.children {
        let seed = past.seed * 100 + number;
        let [kita, day, age, sex, why, ..] = seeded(seed).map(u64::from);
        let kita = usize::try_from(kita % places).unwrap_or(0);
        let Some((kita, office)) = kitas.get(kita).and_then(|kita| Some((kita, kita.parent?)))
        else {
            continue;
        };
        let days = i32::try_from(day).unwrap_or(0) * 7 * WEEKS / 256;
        let day = season.from.first_day().saturating_add(days.days());
        let position = usize::try_from(number).unwrap_or(0);
        let child = Child {
            family: FAMILIES[position % FAMILIES.len()],
            given: GIVEN[position / FAMILIES.len() % GIVEN.len()],
            age: i16::try_from(2 + age % 5).unwrap_or(2),
            birthday: (3, 14),
            why: ["none", "none", "incomplete"][usize::try_from(why % 3).unwrap_or(0)],
            institution: 0,
        };
        let mut answers = answers(day, &child);
        answers.set("person/sex", ["m", "w"][usize::from(sex % 2 == 0)]);
        let sent = at(day, 10, i64::try_from(age % 60).unwrap_or(0));
        let told = Told {
            id: SubmissionId::new(&ManualClock::new(sent), &SeededChance::new(seed)),
            institution: kita.id,
            office,
            period: Period::Day(day),
            answers,
            sent,
            state: SubmissionState::Accepted,
            by: staff.reporters.get(&kita.id).copied(),
            reviewer: staff.reviewers.get(&office).copied(),
        };
        all.push(invent(app, &tx, &collection, &compiled, told).await?);
    }
    store::submissions::add_invented(&tx, &all).await?;
    store::collections::close(&tx, id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Children by age and sex, a table per month.
fn counting(spec: &FormSpec, version: FormVersionId) -> Result<Policy, anonymity::PolicyError> {
    let mut draft = policy(spec, version)?.rules().clone();
    let dimension = |path: &str, level: &str| Dimension {
        field: field_name(path),
        level: level.to_owned(),
    };
    draft.path = LegalPath::CountsOnly;
    draft.noise = Some(NoisePlan {
        period: PeriodLength::Month,
        dimensions: vec![
            dimension("gate/age_years", "age-group"),
            dimension("person/sex", "code"),
        ],
        epsilon: 80,
        ..NoisePlan::shipped()
    });
    Policy::new(draft)
}

/// Groups of children of an age, a sex, a place and a time, with the reasons of the notifications.
fn policy(spec: &FormSpec, version: FormVersionId) -> Result<Policy, anonymity::PolicyError> {
    let quasi = |hierarchy: &str, finest: &str| FieldClass::Quasi {
        hierarchy: hierarchy.to_owned(),
        finest: finest.to_owned(),
        coarsest: "all".to_owned(),
    };
    let own = |name: &str, label: &str, class, reason: &str| Field {
        name: name.to_owned(),
        label: label.to_owned(),
        class: Some(class),
        reason: reason.to_owned(),
    };
    let date = FieldClass::Date {
        finest: "four-weeks".to_owned(),
        coarsest: "all".to_owned(),
    };
    let of = EntityKind::Person;
    let mut fields = vec![
        own(
            PERSON,
            "Person",
            FieldClass::Entity { of },
            "Dieselbe Person zählt einmal.",
        ),
        own(
            PLACE,
            "Ort der Einrichtung",
            quasi("place", "district"),
            "Der Landkreis genügt für den Überblick.",
        ),
        own(
            WEEK,
            "Zeitraum der Meldung",
            date,
            "Vier Wochen genügen für den Verlauf.",
        ),
    ];
    let questions = spec.questions().into_iter();
    fields.extend(
        questions
            .filter(|(_, question)| question.kind != QuestionType::Note)
            .map(|(path, question)| {
                let dropped = |because| FieldClass::Dropped { because };
                let (class, reason) = match (path.as_str(), question.privacy) {
                    ("gate/age_years", _) => (
                        quasi("age", "year"),
                        "Das Alter entscheidet, welche Impfungen nötig sind.",
                    ),
                    ("person/sex", _) => (quasi("sex", "code"), "Für den Überblick erforderlich."),
                    ("gate/situation", _) => (
                        FieldClass::Sensitive {
                            hierarchy: "situation".to_owned(),
                            level: "code".to_owned(),
                            variety: Variety::default(),
                        },
                        "Nur als Häufigkeit in der Gruppe.",
                    ),
                    (_, Some(PrivacyClass::Identifier)) => (
                        FieldClass::Identifier,
                        "Kann Personen nennen; bleibt im Gesundheitsamt.",
                    ),
                    _ => (
                        dropped(DropReason::NotNeeded),
                        "Für den Zweck nicht erforderlich; bleibt im Gesundheitsamt.",
                    ),
                };
                let label = question.label.get(forms::LEGAL_LANGUAGE);
                let label = if label.is_empty() {
                    question.name.as_str()
                } else {
                    label
                };
                own(&field_name(&path), label, class, reason)
            }),
    );
    Policy::new(PolicyDraft {
        format: PolicyFormat::V2,
        form_version: version.to_string(),
        purpose: spec.purpose.get(forms::LEGAL_LANGUAGE).to_owned(),
        legal_basis: spec.legal_basis.get(forms::LEGAL_LANGUAGE).to_owned(),
        recipient: "Landesgesundheitsamt".to_owned(),
        path: LegalPath::AnonymisedForwarding,
        minimum: MINIMUM,
        fields,
        patience: shipped_patience(),
        maximum_hold_weeks: SHIPPED_MAXIMUM_HOLD_WEEKS,
        yearly_cap: 3,
        noise: None,
    })
}
