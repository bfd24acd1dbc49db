// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invented findings, each made by one record and followed up by others; one of them by two tablets
//! that did not know of each other.

use jiff::Timestamp;
use kernel::{Chance, Clock, Id, ManualClock, PersonId, SeededChance};
use library::shelf::{self, Sent};
use web::{App, Error};

use super::{Invention, day_before, moment};
use crate::model::{Actor, Project};
use crate::{store, taking};

/// The forms, with their identifiers.
const FORMS: [(&str, &str); 2] = [
    ("mangel", include_str!("../../forms/mangel.md")),
    ("nachschau", include_str!("../../forms/nachschau.md")),
];

/// A finding.
struct Finding {
    days_ago: i64,
    place: &'static str,
    kind: &'static str,
    task: &'static str,
    /// How many days after it was made the deadline is.
    days: i64,
    /// Those who followed it up: days ago, the version they knew, how things stood.
    followed: &'static [(i64, u32, &'static str, &'static str)],
}

const FINDINGS: [Finding; 5] = [
    Finding {
        days_ago: 55,
        place: "Kita Froschteich (erfunden), Küche",
        kind: "building",
        task: "Schimmel an der Außenwand beseitigen",
        days: 28,
        followed: &[
            (27, 1, "begun", "Wand ist geöffnet und trocknet."),
            (6, 2, "done", ""),
        ],
    },
    Finding {
        days_ago: 34,
        place: "Kita Hafenmäuse (erfunden), Waschraum",
        kind: "hygiene",
        task: "Spender für Seife und Papierhandtücher anbringen",
        days: 14,
        followed: &[(20, 1, "done", "")],
    },
    Finding {
        days_ago: 20,
        place: "Kita Waldnest (erfunden), Teeküche",
        kind: "water",
        task: "Warmwasser auf 60 Grad einstellen, Probe nehmen lassen",
        days: 10,
        followed: &[
            (8, 1, "begun", "Probe ist im Labor."),
            (8, 1, "open", "Temperatur noch 52 Grad."),
        ],
    },
    Finding {
        days_ago: 9,
        place: "Kita Sonnenmäuse (erfunden), Gruppenraum 2",
        kind: "building",
        task: "Fenster wieder gangbar machen",
        days: 30,
        followed: &[],
    },
    Finding {
        days_ago: 3,
        place: "Kita Emskäfer (erfunden), Küche",
        kind: "hygiene",
        task: "Reinigungsplan aushängen",
        days: 14,
        followed: &[],
    },
];

/// Puts the forms into the project and gives them to the tablet.
async fn add_forms(
    app: &App,
    (project, tablet): (&Project, &Actor),
    author: PersonId,
    at: Timestamp,
) -> Result<(), Error> {
    for (key, table) in FORMS {
        let sent = Sent {
            file_name: format!("{key}.md"),
            bytes: table.as_bytes().to_vec(),
            fallback: None,
            ignore_warnings: true,
            entity_lists: Vec::new(),
        };
        let owner = (project.office, project.state);
        let refused = |why| Error::internal(format!("the form {key}: {why:?}"));
        let form = shelf::create(app, owner, author, sent).await?;
        let form = form.map_err(refused)?;
        let published = shelf::publish(app, form, author, None).await?;
        published.map_err(refused)?;
        let tx = app.db.begin().await?;
        store::forms::add(&tx, project.id, (key, form), at).await?;
        let form = store::forms::find(&tx, project.id, key).await?;
        let form = form.ok_or_else(|| Error::internal("the form that was just added"))?;
        store::forms::assign(&tx, &form, tablet.id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Makes the findings and follows them up; returns how many records that took.
pub(super) async fn load(
    invention: &Invention<'_>,
    author: PersonId,
    begin: Timestamp,
) -> Result<usize, Error> {
    let (project, tablet) = (&invention.project, &invention.tablet);
    add_forms(invention.app, (project, tablet), author, begin).await?;
    let mut chance = SeededChance::new(20_261_120);
    let mut taken = 0;
    for finding in &FINDINGS {
        let clock = ManualClock::new(moment(invention.today, finding.days_ago, 11, 20)?);
        let entity: Id<()> = Id::new(&clock, &mut chance as &dyn Chance);
        let id: Id<()> = Id::new(&clock, &mut chance as &dyn Chance);
        let until = day_before(invention.today, finding.days_ago - finding.days)?;
        let (place, kind, task) = (finding.place, finding.kind, finding.task);
        let xml = format!(
            "<data id=\"mangel\" version=\"1\"><place>{place}</place><kind>{kind}</kind>\
             <task>{task}</task><until>{until}</until><meta><instanceID>uuid:{id}</instanceID>\
             <entity dataset=\"maengel\" create=\"1\" id=\"{entity}\">\
             <label>{place}: {task}</label></entity></meta></data>"
        );
        send(invention, &clock, &xml).await?;
        taken += 1;
        for (at, (days_ago, base, state, remark)) in finding.followed.iter().enumerate() {
            let minute = i8::try_from(at).unwrap_or(0);
            clock.set(moment(invention.today, *days_ago, 14, 10 + minute)?);
            let id: Id<()> = Id::new(&clock, &mut chance as &dyn Chance);
            let until = day_before(invention.today, *days_ago - 21)?;
            let until = if *state == "done" {
                String::new()
            } else {
                format!("<until>{until}</until>")
            };
            let xml = format!(
                "<data id=\"nachschau\" version=\"1\"><finding>{entity}</finding>\
                 <state>{state}</state>{until}<remark>{remark}</remark>\
                 <meta><instanceID>uuid:{id}</instanceID>\
                 <entity dataset=\"maengel\" update=\"1\" id=\"{entity}\" baseVersion=\"{base}\" \
                 trunkVersion=\"{base}\" branchId=\"\"/></meta></data>"
            );
            send(invention, &clock, &xml).await?;
            taken += 1;
        }
    }
    Ok(taken)
}

async fn send(invention: &Invention<'_>, clock: &dyn Clock, xml: &str) -> Result<(), Error> {
    let sent = invention.sent(xml.as_bytes());
    let taken = taking::take_at(invention.app, clock, &invention.project, sent).await;
    taken.map_err(|fault| Error::internal(format!("a finding: {fault:?}")))?;
    Ok(())
}
