// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invented inspections: a plan over the invented facilities of an office, two of them inspected with
//! defects, one overdue, one planned.

use forms::Answers;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Chance, Clock, Id, ManualClock, OrganisationId, PersonId, SeededChance};
use library::shelf::{self, Sent};
use web::{App, Error};

use super::{day_before, moment};
use crate::inspecting::issuing::{self, Wish};
use crate::inspecting::planning;
use crate::inspecting::visiting::{self, Further, Visit};
use crate::model::inspecting::{Facility, KindRule, Occasion, Settings, due_on, suggest};
use crate::model::{Actor, Project};
use crate::ready::{self, Named};
use crate::store::inspecting::{facilities, inspections};
use crate::{changing, instance, store, taking};

/// The form, with its identifier.
const FORM: (&str, &str) = (
    "hygienebegehung",
    include_str!("../../forms/hygienebegehung.md"),
);

/// How many days before now the plan was set up.
const SET_UP_DAYS_AGO: i64 = 120;

/// How many days before now the facilities were last inspected, one after the other: the third is overdue.
const LAST_DAYS_AGO: [i64; 14] = [
    340, 320, 395, 250, 120, 60, 210, 30, 270, 180, 150, 90, 45, 300,
];

/// What was found about an item.
type Found = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    i64,
);

/// Two inspections: days ago, and the defects: item, finding, severity, what was found, what is to be
/// done, and in how many days.
const DONE: [(i64, &[Found]); 2] = [
    (
        48,
        &[
            (
                "kitchen_area/kitchen_clean",
                "partly",
                "major",
                "Die Arbeitsplatte neben der Spüle ist gequollen.",
                "Arbeitsplatte austauschen",
                28,
            ),
            (
                "sanitary_area/sanitary_soap",
                "not",
                "minor",
                "Im Waschraum 2 fehlen Einmalhandtücher.",
                "Spender anbringen und füllen",
                14,
            ),
        ],
    ),
    (
        20,
        &[(
            "sanitary_area/sanitary_water",
            "not",
            "critical",
            "Der Speicher erreicht 48 Grad.",
            "Temperatur anheben, Wasserprobe nehmen lassen",
            35,
        )],
    ),
];

/// The items of the form.
const ITEMS: [&str; 6] = [
    "plan_area/plan_written",
    "plan_area/plan_trained",
    "kitchen_area/kitchen_clean",
    "kitchen_area/kitchen_cooling",
    "sanitary_area/sanitary_soap",
    "sanitary_area/sanitary_water",
];

/// Who does what in the invention.
pub(super) struct People {
    /// Builds the form.
    pub(super) author: PersonId,
    /// Plans and issues.
    pub(super) worker: PersonId,
}

/// Sets the project up and fills it. Returns how many records were taken in.
pub(super) async fn load(
    app: &App,
    (office, state): (OrganisationId, OrganisationId),
    people: &People,
    today: Date,
) -> Result<usize, Error> {
    let begin = moment(today, SET_UP_DAYS_AGO, 8, 30)?;
    let clock = ManualClock::new(begin);
    let (project, tablet) = set_up(app, (office, state), people.author, begin).await?;
    let form = store::forms::find(app.db.read(), project.id, FORM.0).await?;
    let form = form.ok_or_else(|| Error::internal("the form that was just added"))?;
    let versions = ready::versions(app.db.read(), form.form).await?;
    let version = ready::offered(&versions);
    let version = version.ok_or_else(|| Error::internal("the form has no version"))?;
    let titles = ["hoch", "mittel", "gering"].map(str::to_owned);
    let mut settings = Settings::suggested(titles);
    settings.kinds = [
        ("kita", "high"),
        ("nursing-home", "high"),
        ("school", "medium"),
    ]
    .map(|(kind, class)| KindRule {
        kind: kind.to_owned(),
        class: class.to_owned(),
    })
    .into();
    let list = settings.facility_list.clone();
    settings
        .forms
        .extend(suggest(&version.ready.spec, FORM.0, &list));
    planning::save_at(app, &clock, &project, settings.clone(), (people.worker, 0)).await?;
    let known = take_over(app, &project, &settings, today).await?;
    let mut chance = SeededChance::new(20_261_123);
    let mut taken = 0;
    for ((days_ago, found), facility) in DONE.iter().zip(&known) {
        clock.set(moment(today, *days_ago, 13, 5)?);
        let of = (&project, &tablet, version);
        let answers = answers(facility, day_before(today, *days_ago)?, found)?;
        send(app, &clock, of, &answers, &mut chance).await?;
        taken += 1;
        clock.set(moment(today, *days_ago - 1, 9, 20)?);
        issue(app, &clock, &project, facility, people.worker).await?;
    }
    if let Some(facility) = known.get(3) {
        clock.set(moment(today, 2, 10, 0)?);
        let visit = Visit {
            day: Some(day_before(today, -6)?),
            person: Some(people.worker),
        };
        let further = Further {
            occasion: Occasion::Routine,
            follows: None,
            visit,
        };
        let wish = (facility.institution, further, people.worker);
        visiting::add(app, &clock, &project, &settings, wish).await?;
    }
    Ok(taken)
}

async fn set_up(
    app: &App,
    (office, state): (OrganisationId, OrganisationId),
    author: PersonId,
    begin: Timestamp,
) -> Result<(Project, Actor), Error> {
    let (key, table) = FORM;
    let refused = |why| Error::internal(format!("the form {key}: {why:?}"));
    let sent = Sent {
        file_name: format!("{key}.md"),
        bytes: table.as_bytes().to_vec(),
        fallback: None,
        ignore_warnings: true,
        entity_lists: vec!["einrichtungen".to_owned(), "offene_maengel".to_owned()],
    };
    let form = shelf::create(app, (office, state), author, sent).await?;
    let form = form.map_err(refused)?;
    let published = shelf::publish(app, form, author, None).await?;
    published.map_err(refused)?;
    let tx = app.db.begin().await?;
    let project = Project {
        id: 0,
        office,
        state,
        name: "Hygienebegehungen".to_owned(),
        description: "Regelmäßige Begehungen nach dem Infektionsschutzgesetz.".to_owned(),
        archived: false,
        created_at: begin,
        updated_at: None,
    };
    let project = store::projects::add(&tx, project).await?;
    store::forms::add(&tx, project.id, (key, form), begin).await?;
    let form = store::forms::find(&tx, project.id, key).await?;
    let form = form.ok_or_else(|| Error::internal("the form that was just added"))?;
    let tablet = changing::set_tablet_up(app, &tx, &project, "Tablet 2", begin).await?;
    store::forms::assign(&tx, &form, tablet.id).await?;
    tx.commit().await?;
    Ok((project, tablet))
}

/// When the facilities were last inspected before there was the plan.
async fn take_over(
    app: &App,
    project: &Project,
    settings: &Settings,
    today: Date,
) -> Result<Vec<Facility>, Error> {
    let tx = app.db.begin().await?;
    let mut known = facilities::all(&tx, project.id).await?;
    for (facility, days_ago) in known.iter_mut().zip(LAST_DAYS_AGO.iter().cycle()) {
        facility.last_on = Some(day_before(today, *days_ago)?);
        facility.due_on = due_on(settings, facility);
        facilities::save(&tx, facility).await?;
    }
    tx.commit().await?;
    Ok(known)
}

fn answers(facility: &Facility, visited_on: Date, found: &[Found]) -> Result<Answers, Error> {
    let mut answers = Answers::new();
    let mut set = |path: String, value: String| answers.set(path, value);
    set("head/facility".to_owned(), facility.institution.to_string());
    set("head/visited_on".to_owned(), visited_on.to_string());
    set("head/occasion".to_owned(), "routine".to_owned());
    set(
        "head/participants".to_owned(),
        "Gesundheitsaufsicht\nLeitung der Einrichtung".to_owned(),
    );
    set("end/outcome".to_owned(), "report".to_owned());
    for item in ITEMS {
        let defect = found.iter().find(|(path, ..)| *path == item);
        let Some((_, finding, severity, text, measure, days)) = defect else {
            set(item.to_owned(), "met".to_owned());
            continue;
        };
        let (area, name) = item.split_once('/').unwrap_or_default();
        let until = day_before(visited_on, -days)?;
        set(item.to_owned(), (*finding).to_owned());
        for (ending, value) in [
            ("severity", (*severity).to_owned()),
            ("text", (*text).to_owned()),
            ("measure", (*measure).to_owned()),
            ("deadline", until.to_string()),
        ] {
            set(format!("{area}/{name}_defect/{name}_{ending}"), value);
        }
    }
    Ok(answers)
}

async fn send(
    app: &App,
    clock: &dyn Clock,
    (project, tablet, version): (&Project, &Actor, &Named),
    answers: &Answers,
    chance: &mut SeededChance,
) -> Result<(), Error> {
    let id: Id<()> = Id::new(clock, chance as &dyn Chance);
    let id = format!("uuid:{id}");
    let spec = &version.ready.spec;
    let engine = taking::with_lists(app, project, spec, clock.now()).await?;
    let xml = instance::xml(version, answers, &engine, (&id, None))?;
    let sent = taking::Sent {
        xml: xml.as_bytes(),
        device: Some("collect:Tablet2".to_owned()),
        program: Some("org.odk.collect.android/v2026.1".to_owned()),
        actor: tablet.id,
        person: None,
        form: None,
        replaces: None,
        is_tablet: true,
        inspection: None,
    };
    let taken = taking::take_at(app, clock, project, sent).await;
    taken.map_err(|fault| Error::internal(format!("an inspection: {fault:?}")))?;
    Ok(())
}

async fn issue(
    app: &App,
    clock: &dyn Clock,
    project: &Project,
    facility: &Facility,
    person: PersonId,
) -> Result<(), Error> {
    let all = inspections::of_facility(app.db.read(), project.id, facility.institution).await?;
    let done = all.iter().find(|one| one.record.is_some());
    let done = done.ok_or_else(|| Error::internal("the inspection that was just recorded"))?;
    let wish = Wish {
        inspection: done.id,
        seen: done.version,
        reason: "",
        person,
    };
    issuing::issue_at(app, clock, project, wish).await?;
    Ok(())
}
