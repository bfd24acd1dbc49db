// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Roles that are limited to institutions or their kinds: each list shows exactly what they reach.

use kernel::Role;
use reporting::model::Within;
use reporting::store::standing::{self, Filter};

use crate::office::{Situation, WEEK, office_with, open, period};

/// What a role of the office's own needs for all lists of reports.
const ALL: [&str; 5] = [
    "submission.open",
    "submission.review",
    "reminder.send",
    "collection.read",
    "completeness.read",
];

/// An office with four institutions that have all reported: two Kitas, then two schools.
async fn situation() -> (Situation, String) {
    let situation = office_with(4).await;
    let tx = situation.app.app.db.begin().await.unwrap();
    for school in &situation.kitas[2..] {
        let sql = "UPDATE organisations SET institution_kind = 'school' WHERE id = $1";
        db::execute(&tx, sql, vec![school.id.uuid().into()])
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    for kita in 0..4 {
        situation.submit(kita, open(80, 3)).await;
    }
    let office = situation.office.id;
    let admin = situation
        .app
        .signed_in("Ole Amt", Role::OfficeAdministrator, office)
        .await;
    (situation, admin)
}

/// A new person with a role of the office's own that holds these actions, limited by `fields`; her cookie.
async fn holder(
    (situation, admin): (&Situation, &str),
    name: &str,
    actions: &[&str],
    fields: &[(&str, &str)],
) -> String {
    let app = &situation.app;
    let mut role = vec![("name", name), ("description", "")];
    role.extend(actions.iter().map(|action| ("aktion", *action)));
    let made = app.post(admin, "/verwaltung/rollen/neu", &role).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let sql = "SELECT id FROM own_roles WHERE name = $1";
    let id: Option<uuid::Uuid> = db::scalar(app.db.read(), sql, vec![name.into()])
        .await
        .unwrap();
    let path = format!("/verwaltung/rollen/{}/vergeben", id.unwrap());
    let email = format!("{}@test.example", name.to_lowercase());
    let mut all = vec![("name", name), ("email", email.as_str())];
    all.extend_from_slice(fields);
    let given = app.post(admin, &path, &all).await;
    assert_eq!(given.status, 303, "{}", given.text());
    let id = given.location().rsplit('/').next().unwrap();
    app.sign_in_as(id.parse().unwrap()).await
}

/// Everything that lists reports of an office by institution.
fn lists(situation: &Situation) -> [String; 7] {
    let id = situation.collection.id;
    [
        format!("/pruefung/{id}/{WEEK}"),
        format!("/pruefung/{id}/{WEEK}/zuweisen"),
        "/pruefung/meine?liste=alle".to_owned(),
        format!("/erhebungen/{id}/vollstaendigkeit"),
        format!("/erhebungen/{id}/auswertung/liste"),
        format!("/erhebungen/{id}/auswertung/filter"),
        format!("/antworten/datei?erhebung={id}&stand=submitted&format=csv"),
    ]
}

#[tokio::test]
async fn each_role_sees_in_each_list_the_institutions_that_it_reaches_and_no_others() {
    let (situation, admin) = situation().await;
    let at = (&situation, admin.as_str());
    let second = situation.kitas[1].id.to_string();
    let app = &situation.app;
    let office = situation.office.id;
    let roles: [(&str, String, &[usize]); 6] = [
        (
            "a case worker",
            app.signed_in("Uwe Werk", Role::CaseWorker, office).await,
            &[0, 1, 2, 3],
        ),
        (
            "an own role of the whole office",
            holder(at, "Alles", &ALL, &[]).await,
            &[0, 1, 2, 3],
        ),
        (
            "limited to Kitas",
            holder(at, "Kitas", &ALL, &[("wo", "art"), ("art", "kita")]).await,
            &[0, 1],
        ),
        (
            "limited to schools and hospitals",
            holder(
                at,
                "Schulen",
                &ALL,
                &[("wo", "art"), ("art", "school"), ("art", "hospital")],
            )
            .await,
            &[2, 3],
        ),
        (
            "limited to one institution",
            holder(
                at,
                "Eine",
                &ALL,
                &[("wo", "auswahl"), ("einrichtung", &second)],
            )
            .await,
            &[1],
        ),
        (
            "limited to a kind that nobody is of",
            holder(at, "Keine", &ALL, &[("wo", "art"), ("art", "laboratory")]).await,
            &[],
        ),
    ];
    for (who, cookie, inside) in &roles {
        for path in lists(&situation) {
            let answer = app.get(cookie, &path).await;
            if inside.is_empty() {
                assert_eq!(answer.status, 403, "{who} {path}");
                continue;
            }
            assert_eq!(answer.status, 200, "{who} {path}: {}", answer.text());
            let text = answer.text();
            for (place, kita) in situation.kitas.iter().enumerate() {
                assert_eq!(
                    text.contains(&kita.name),
                    inside.contains(&place),
                    "{who} {path}: {} {text}",
                    kita.name
                );
            }
        }
        let overview = app.get(cookie, "/pruefung").await;
        let status = if inside.is_empty() { 403 } else { 200 };
        assert_eq!(overview.status, status, "{who}");
    }
}

#[tokio::test]
async fn the_counts_of_parts_are_those_of_the_whole_together() {
    let (situation, _) = situation().await;
    let conn = situation.app.app.db.read();
    let office = situation.office.id;
    let today = kernel::berlin_date(situation.app.app.clock.now());
    let mut ids: Vec<_> = situation.kitas.iter().map(|one| one.id).collect();
    ids.sort();
    let of = async |within: &Within| {
        let (filter, page) = (Filter::default(), (1, 50));
        let listed = standing::of_office(conn, (office, within), today, filter, page)
            .await
            .unwrap();
        let count = standing::count_of_office(conn, (office, within), today, filter)
            .await
            .unwrap();
        assert_eq!(count, i64::try_from(listed.len()).unwrap());
        listed
    };
    let whole = of(&Within::All).await;
    assert_eq!(of(&Within::Only(ids.clone())).await, whole);
    let parts = [ids[..1].to_vec(), ids[1..].to_vec()];
    let first = of(&Within::Only(parts[0].clone())).await;
    let rest = of(&Within::Only(parts[1].clone())).await;
    for ((all, one), other) in whole.iter().zip(&first).zip(&rest) {
        assert_eq!(all.expected, one.expected + other.expected);
        assert_eq!(all.submitted, one.submitted + other.submitted);
        assert_eq!(all.missing, one.missing + other.missing);
    }
    assert_eq!((whole.len(), first.len()), (first.len(), rest.len()));
    assert_eq!(of(&Within::Only(Vec::new())).await, []);
    let this = whole.iter().find(|one| one.period == period()).unwrap();
    assert_eq!((this.expected, this.submitted), (4, 4));
}

#[tokio::test]
async fn nobody_decides_about_reports_outside_of_her_part_by_typing_their_numbers() {
    let (situation, admin) = situation().await;
    let at = (&situation, admin.as_str());
    let app = &situation.app;
    let cookie = holder(at, "Kitas", &ALL, &[("wo", "art"), ("art", "kita")]).await;
    let worker = situation.case_worker().await;
    let week = format!("/pruefung/{}/{WEEK}", situation.collection.id);
    // What a case worker of the whole office would post.
    let page = app.get(&worker, &format!("{week}/annehmen")).await.text();
    let seen: Vec<String> = page
        .split("name=\"meldung\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(seen.len(), 4, "{page}");
    let fields: Vec<(&str, &str)> = seen.iter().map(|one| ("meldung", one.as_str())).collect();
    let answer = app
        .post(&cookie, &format!("{week}/annehmen"), &fields)
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let accepted = "SELECT COUNT(*) FROM submissions WHERE state = 'accepted'";
    assert_eq!(situation.count(accepted).await, 2);
    let duty = app
        .post(
            &cookie,
            &format!("{week}/zustaendig"),
            &[("zustaendig", "")],
        )
        .await;
    assert_eq!(duty.status, 403, "that concerns the whole office");
    for path in ["/freigaben", "/alarme", "/faelle", "/aussendienst"] {
        let answer = app.get(&cookie, path).await;
        assert!(
            matches!(answer.status.as_u16(), 403 | 404),
            "{path}: {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn who_reaches_a_part_keeps_her_views_to_herself_and_finds_none_of_others() {
    let (situation, admin) = situation().await;
    let cookie = holder(
        (&situation, &admin),
        "Kitas",
        &ALL,
        &[("wo", "art"), ("art", "kita")],
    )
    .await;
    let worker = situation.case_worker().await;
    let app = &situation.app;
    let base = format!("/erhebungen/{}/auswertung", situation.collection.id);
    let edit = format!("{base}/filter");
    let save = async |cookie: &str, name: &str| {
        let page = app.get(cookie, &edit).await.text();
        let version = crate::office::hidden(&page, "version");
        let fields = [
            ("version", version.as_str()),
            ("stand", "submitted"),
            ("name", name),
            ("geteilt", "ja"),
            ("aktion", "speichern"),
        ];
        let saved = app.post(cookie, &edit, &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        saved
            .location()
            .split("ansicht=")
            .nth(1)
            .unwrap()
            .to_owned()
    };
    let whole = save(&worker, "Alle Einrichtungen").await;
    let part = save(&cookie, "Meine Kitas").await;
    let views = format!("{base}/ansichten");
    let (hers, others) = (
        app.get(&cookie, &views).await,
        app.get(&worker, &views).await,
    );
    let (hers, others) = (hers.text(), others.text());
    assert!(
        hers.contains("Meine Kitas") && !hers.contains("Alle Einrichtungen"),
        "{hers}"
    );
    assert!(
        others.contains("Alle Einrichtungen") && !others.contains("Meine Kitas"),
        "{others}"
    );
    for (who, view) in [(&cookie, &whole), (&worker, &part)] {
        let answer = app.get(who, &format!("{edit}?ansicht={view}")).await;
        assert_eq!(answer.status, 404);
    }
}
