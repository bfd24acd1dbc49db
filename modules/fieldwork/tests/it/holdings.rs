// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the field service holds about somebody: found, shown, restricted, deleted.

use http::Method;
use jiff::civil::date;
use kernel::{Lang, OrganisationId, PersonId, Role};
use persons::Sought;
use web::{Because, Held, Hit, Holdings, Which};

use crate::following::{Case, FIRST, inspection};

const NAME: &str = "Kim Müller-Geheim";
const SECOND: &str = "5f1cdd8b-2b1c-4b0a-9d0e-3b6b6b6b0002";

/// An office with two inspections: one names Kim, the other somebody else.
struct Inspections {
    case: Case,
    office: OrganisationId,
    other: OrganisationId,
    by: PersonId,
}

async fn held() -> Inspections {
    let case = Case::new().await;
    case.send(
        "inspection",
        inspection("uuid:a", FIRST, NAME, "2026-12-01"),
    )
    .await;
    let other = inspection("uuid:b", SECOND, "Ada Anders", "2026-12-02");
    case.send("inspection", other).await;
    let state = &case.field.state;
    let (office, other) = (state.offices[0].id, state.offices[1].id);
    let by = case
        .field
        .app
        .add_person("Dora Schutz", Role::DataProtectionOfficer, office)
        .await;
    Inspections {
        case,
        office,
        other,
        by,
    }
}

impl Inspections {
    fn face(&self) -> Holdings {
        let faces = &self.case.field.app.app.holdings;
        *faces
            .iter()
            .find(|face| face.module == "fieldwork")
            .expect("the module answers for what it holds")
    }

    async fn find(&self, office: OrganisationId, name: &str) -> (i64, Vec<Hit>) {
        let sought = Sought::new([name], Some(date(2021, 3, 2)));
        let app = &self.case.field.app.app;
        let found = (self.face().find)(app, office, &sought).await.unwrap();
        (found.read, found.hits)
    }

    async fn open(&self, office: OrganisationId, item: &str) -> Option<Held> {
        let which = Which { office, item };
        let app = &self.case.field.app.app;
        (self.face().open)(app, Lang::De, which).await.unwrap()
    }

    fn because(&self) -> Because<'static> {
        Because {
            request: "DS-2026-00001",
            ground: "unlawful",
            by: self.by,
        }
    }

    async fn restrict(&self, office: OrganisationId, item: &str, restricted: bool) -> bool {
        let app = &self.case.field.app.app;
        let tx = app.db.begin().await.unwrap();
        let which = Which { office, item };
        let done = (self.face().restrict)(app, &tx, which, restricted, self.because())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        done
    }

    /// How many sealed pieces went; none if there was nothing to delete.
    async fn delete(&self, office: OrganisationId, item: &str) -> Option<i64> {
        let app = &self.case.field.app.app;
        let tx = app.db.begin().await.unwrap();
        let which = Which { office, item };
        let gone = (self.face().delete)(app, &tx, which, self.because())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        gone.map(|gone| gone.pieces)
    }

    async fn items(&self) -> (String, String) {
        let (_, hits) = self.find(self.office, NAME).await;
        let of = |kind: &str| {
            let hit = hits.iter().find(|hit| hit.item.starts_with(kind));
            hit.expect("it is found").item.clone()
        };
        (of("record/"), of("entity/"))
    }

    async fn count(&self, from: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {from}");
        db::scalar(self.case.field.app.db.read(), &sql, vec![])
            .await
            .unwrap()
            .unwrap()
    }

    /// Everything in the audit trail of the office, as text in lower case.
    async fn trail(&self) -> String {
        let conn = self.case.field.app.db.read();
        let entries = audit::entries(conn, self.office.uuid(), None, 1_000).await;
        format!("{:?}", entries.unwrap()).to_lowercase()
    }

    /// The records that programs are given.
    async fn listed(&self) -> usize {
        let path = format!("{}/forms/inspection/submissions", self.case.project);
        let field = &self.case.field;
        let listed = field.ask(&field.worker, &path).await;
        listed.as_array().expect("a list").len()
    }
}

#[tokio::test]
async fn somebody_is_found_in_records_and_lists_of_her_office_and_of_no_other() {
    let held = held().await;
    let (read, hits) = held.find(held.office, NAME).await;
    assert_eq!(
        (read, hits.len()),
        (4, 2),
        "two records, two entries: {hits:?}"
    );
    assert!(hits.iter().all(|hit| hit.name.contains(NAME)), "{hits:?}");
    let said: Vec<&str> = hits.iter().map(|hit| hit.item.as_str()).collect();
    assert!(said.iter().all(|item| !item.contains("Kim")), "{said:?}");
    let (_, heard) = held.find(held.office, "Miller Kim").await;
    assert!(heard.len() <= 2, "{heard:?}");
    assert_eq!(held.find(held.office, "Toni Nirgends").await.1, []);
    assert_eq!(held.find(held.other, NAME).await, (0, vec![]));
}

#[tokio::test]
async fn what_is_held_is_shown_to_her_office_and_to_no_other() {
    let held = held().await;
    let (record, entity) = held.items().await;
    for item in [&record, &entity] {
        let opened = held.open(held.office, item).await.expect("it is there");
        let values: Vec<&str> = opened
            .fields
            .iter()
            .map(|field| field.value.as_str())
            .collect();
        assert!(values.contains(&NAME), "{item}: {values:?}");
        assert!(
            values.contains(&"2026-12-01") || values.len() > 1,
            "{values:?}"
        );
        assert!(!values.iter().any(|value| value.contains("Anders")));
        assert!(!opened.restricted && opened.href.starts_with("/aussendienst"));
        let mut keys: Vec<&str> = opened
            .fields
            .iter()
            .map(|field| field.key.as_str())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(
            keys.len(),
            opened.fields.len(),
            "each is left out by itself"
        );
        assert_eq!(held.open(held.other, item).await, None);
    }
    let gone = "record/5f1cdd8b-2b1c-4b0a-9d0e-3b6b6b6b0009";
    assert_eq!(held.open(held.office, gone).await, None);
    assert_eq!(held.open(held.office, "x").await, None);
}

#[tokio::test]
async fn a_restricted_record_is_given_to_no_program_until_that_is_lifted() {
    let held = held().await;
    let (record, entity) = held.items().await;
    assert_eq!(held.listed().await, 2);
    assert!(!held.restrict(held.other, &record, true).await, "not hers");
    assert!(held.restrict(held.office, &record, true).await);
    assert_eq!(held.listed().await, 1);
    let opened = held.open(held.office, &record).await.expect("it is there");
    assert!(opened.restricted, "a copy for the person still holds it");
    // The page asks why.
    let path = format!("{}/forms/inspection/submissions/uuid:a", held.case.project);
    let field = &held.case.field;
    let asked = field.app.ask(Method::GET, &field.worker, &path).await;
    assert_eq!(asked.status, 404);
    assert!(held.restrict(held.office, &record, false).await);
    assert_eq!(held.listed().await, 2);
    assert!(
        !held.restrict(held.office, &entity, true).await,
        "tablets work with entries: they are deleted or left alone"
    );
    let trail = held.trail().await;
    assert!(trail.contains("record.restrict") && !trail.contains("geheim"));
}

#[tokio::test]
async fn what_is_deleted_is_gone_with_all_its_pieces_and_only_at_her_office() {
    let held = held().await;
    let (record, entity) = held.items().await;
    assert_eq!(held.delete(held.other, &record).await, None);
    assert_eq!(held.delete(held.other, &entity).await, None);
    assert_eq!(held.find(held.office, NAME).await.1.len(), 2);

    let pieces = held
        .delete(held.office, &record)
        .await
        .expect("it was there");
    assert!(pieces >= 2, "what was sent and what it says: {pieces}");
    assert_eq!(held.count("fieldwork_records").await, 1);
    assert_eq!(held.listed().await, 1);
    assert_eq!(
        held.find(held.office, NAME).await.1.len(),
        1,
        "the entry stays"
    );
    assert_eq!(held.delete(held.office, &entity).await, Some(1));
    assert_eq!(held.find(held.office, NAME).await, (2, vec![]));
    for item in [&record, &entity] {
        assert_eq!(held.delete(held.office, item).await, None, "it is gone");
        assert_eq!(held.open(held.office, item).await, None);
    }
    let (_, others) = held.find(held.office, "Ada Anders").await;
    assert_eq!(others.len(), 2, "what is about others stays");
    let trail = held.trail().await;
    assert!(trail.contains("record.delete") && trail.contains("unlawful"));
    assert!(!trail.contains("geheim"), "{trail}");
}
