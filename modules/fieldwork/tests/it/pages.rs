// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages: who sees what, setting tablets up, deciding about records.

use http::{StatusCode, header};
use kernel::Role;

use crate::{field, hidden, visit};

#[tokio::test]
async fn nobody_outside_of_the_office_sees_its_projects() {
    let field = field().await;
    let record = field.visit("uuid:1", "20").await;
    let state = field.state.state.id;
    let other = field.state.offices[1].id;
    let kita = field.state.kitas[0].id;
    let outsiders = [
        (Role::StateAdministrator, state),
        (Role::FormAuthor, state),
        (Role::Analyst, state),
        (Role::DataProtectionOfficer, state),
        (Role::OfficeAdministrator, other),
        (Role::CaseWorker, other),
        (Role::FormAuthor, other),
        (Role::DataProtectionOfficer, other),
        (Role::InstitutionManager, kita),
        (Role::InstitutionReporter, kita),
    ];
    let paths = [
        field.project.clone(),
        format!("{}/aendern", field.project),
        format!("{}/programme", field.project),
        format!("{}/tablets", field.project),
        format!("{}/tablets/1", field.project),
        field.form(),
        record.clone(),
        format!("{record}/dateien/kueche.jpg"),
    ];
    for (number, (role, organisation)) in outsiders.into_iter().enumerate() {
        let name = format!("Person {number}");
        let cookie = field.app.signed_in(&name, role, organisation).await;
        for path in &paths {
            let answer = field.app.get(&cookie, path).await;
            let refused = matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN);
            assert!(refused, "{role}: {path} answers {}", answer.status);
        }
        let decision = [("entscheidung", "approved"), ("stand", "1.0")];
        let path = format!("{record}/pruefung");
        let answer = field.app.post(&cookie, &path, &decision).await;
        let refused = matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN);
        assert!(refused, "{role} decides: {}", answer.status);
        let list = field.app.get(&cookie, "/aussendienst").await;
        assert!(!list.text().contains("Kitas im Kreis"), "{role} sees it");
        if organisation == state {
            assert_eq!(list.status, StatusCode::FORBIDDEN, "{role}");
        }
    }
    assert_eq!(field.count("fieldwork_comments").await, 0);
}

#[tokio::test]
async fn only_who_has_an_office_is_led_to_its_projects() {
    let field = field().await;
    let (state, office) = (field.state.state.id, field.state.offices[0].id);
    let kita = field.state.kitas[0].id;
    for (number, (role, organisation, sees)) in [
        (Role::StateAdministrator, state, false),
        (Role::FormAuthor, state, false),
        (Role::Analyst, state, false),
        (Role::DataProtectionOfficer, state, false),
        (Role::OfficeAdministrator, office, true),
        (Role::CaseWorker, office, true),
        (Role::FormAuthor, office, true),
        (Role::Analyst, office, false),
        (Role::DataProtectionOfficer, office, true),
        (Role::InstitutionManager, kita, false),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("Person {number}");
        let cookie = field.app.signed_in(&name, role, organisation).await;
        let page = field.page(&cookie, "/konto").await;
        let leads = page.contains(r#"href="/aussendienst""#);
        assert_eq!(leads, sees, "{role} at {organisation}");
        let list = field.app.get(&cookie, "/aussendienst").await;
        let expected = if sees {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(list.status, expected, "{role} at {organisation}");
    }
}

#[tokio::test]
async fn within_the_office_each_role_does_its_part() {
    let field = field().await;
    let record = field.visit("uuid:1", "20").await;
    let office = field.state.offices[0].id;
    let protection = field
        .app
        .signed_in("Dora Schutz", Role::DataProtectionOfficer, office)
        .await;
    // Who protects data sees that there are records, and opens none.
    let list = field.page(&protection, &field.form()).await;
    assert!(
        list.contains("Wilma Werk") && !list.contains(&record),
        "{list}"
    );
    for cookie in [&protection, &field.manager] {
        let opened = field.app.get(cookie, &record).await;
        assert_eq!(opened.status, StatusCode::FORBIDDEN);
    }
    // Who reviews sets no tablet up.
    let tablets = format!("{}/tablets", field.project);
    let page = field.page(&field.worker, &tablets).await;
    assert!(!page.contains("/tablets/neu"), "{page}");
    let path = format!("{tablets}/neu");
    let added = field.app.post(&field.worker, &path, &[("name", "T")]).await;
    assert_eq!(added.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_project_is_made_changed_and_put_away() {
    let field = field().await;
    let empty = [("name", " "), ("beschreibung", "")];
    let refused = field
        .app
        .post(&field.manager, "/aussendienst/neu", &empty)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text()
            .contains("Geben Sie dem Projekt einen Namen.")
    );
    let path = format!("{}/aendern", field.project);
    let changed = [
        ("name", "Begehungen 2027"),
        ("beschreibung", "Neu"),
        ("abgelegt", "true"),
    ];
    let answer = field.app.post(&field.manager, &path, &changed).await;
    assert_eq!(answer.location(), field.project);
    let page = field.page(&field.manager, &field.project).await;
    assert!(page.contains("Dieses Projekt ist abgelegt"), "{page}");
    let running = field.page(&field.manager, "/aussendienst").await;
    assert!(!running.contains("Begehungen 2027") && running.contains("Noch kein Projekt"));
    let put_away = field
        .page(&field.manager, "/aussendienst?stand=abgelegt")
        .await;
    assert!(put_away.contains("Begehungen 2027"));
    let sent = field.send(&visit("uuid:late", "20", "")).await;
    assert_eq!(sent.status, StatusCode::CONFLICT, "{}", sent.text());
}

#[tokio::test]
async fn a_form_is_closed_and_leaves_only_without_records() {
    let field = field().await;
    let page = field.page(&field.manager, &field.form()).await;
    assert!(page.contains("/entfernen"), "{page}");
    for text in ["value=\"open\" checked", "Läuft aus:", "Geschlossen:"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    field.visit("uuid:1", "20").await;
    let page = field.page(&field.manager, &field.form()).await;
    assert!(!page.contains("/entfernen"), "{page}");
    let path = format!("{}/entfernen", field.form());
    let kept = field.app.post(&field.manager, &path, &[]).await;
    assert_eq!(kept.location(), field.form());
    let path = format!("{}/stand", field.form());
    let closed = [("stand", "closed")];
    let answer = field.app.post(&field.manager, &path, &closed).await;
    assert_eq!(answer.location(), field.form());
    let sent = field.send(&visit("uuid:2", "20", "")).await;
    assert_eq!(sent.status, StatusCode::CONFLICT, "{}", sent.text());
}

#[tokio::test]
async fn a_tablet_is_set_up_by_its_code_until_the_key_is_withdrawn() {
    let field = field().await;
    let tablets = format!("{}/tablets", field.project);
    let path = format!("{tablets}/neu");
    let added = field
        .app
        .post(&field.manager, &path, &[("name", "Tablet 1")])
        .await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let tablet = added.location().to_owned();
    let answer = field.app.get(&field.manager, &tablet).await;
    assert_eq!(answer.headers[header::CACHE_CONTROL], "private, no-store");
    let page = answer.text();
    assert!(
        page.contains("<svg") && page.contains("So richten Sie das Tablet ein"),
        "{page}"
    );
    let start = "http://deich.test/v1/key/";
    let key = page.split(start).nth(1).unwrap().split('<').next().unwrap();
    let address = format!("/v1/key/{key}");
    assert!(address.ends_with("/projects/1"), "{address}");
    // The only form of the project is the tablet's at once.
    let list = field.app.get("", &format!("{address}/formList")).await;
    assert!(list.text().contains("begehung-muster"), "{}", list.text());
    // That the key was looked at stands in the trail.
    let chain = field.state.offices[0].id.uuid();
    let trail = field.app.trail(chain).await;
    let shown = trail.iter().filter(|action| *action == "fieldwork.manage");
    assert_eq!(
        shown.count(),
        5,
        "project, form, tablet, assignment, key: {trail:?}"
    );

    let number = tablet.rsplit('/').next().unwrap().to_owned();
    let value = format!("{number}:begehung-muster");
    let page = field.page(&field.manager, &tablets).await;
    assert_eq!(hidden(&page, "war"), value);
    field
        .app
        .post(&field.manager, &tablets, &[("war", &value)])
        .await;
    let list = field.app.get("", &format!("{address}/formList")).await;
    assert!(!list.text().contains("begehung-muster"), "{}", list.text());
    // Who saw an empty box and leaves it empty takes nothing away that somebody has given meanwhile.
    field
        .app
        .post(&field.manager, &tablets, &[("darf", &value)])
        .await;
    field.app.post(&field.manager, &tablets, &[]).await;
    let list = field.app.get("", &format!("{address}/formList")).await;
    assert!(list.text().contains("begehung-muster"), "{}", list.text());

    let path = format!("{tablet}/entziehen");
    let asked = field.page(&field.manager, &path).await;
    assert!(asked.contains("Was es gesendet hat, bleibt."), "{asked}");
    let ended = field.app.post(&field.manager, &path, &[]).await;
    assert_eq!(ended.location(), tablets);
    let list = field.app.get("", &format!("{address}/formList")).await;
    assert!(list.status.is_client_error(), "{}", list.status);
    let page = field.page(&field.manager, &tablet).await;
    assert!(
        !page.contains("/v1/key/") && page.contains("Schlüssel entzogen"),
        "{page}"
    );
}

#[tokio::test]
async fn a_record_aside_says_why_and_counts_only_with_a_reason() {
    let field = field().await;
    let record = field.visit("uuid:aside", "6250").await;
    let tasks = field.page(&field.worker, "/aufgaben").await;
    assert!(
        tasks.contains("Eine zurückgestellte Aufzeichnung"),
        "{tasks}"
    );
    let list = field
        .page(
            &field.worker,
            &format!("{}?filter=zurueckgestellt", field.form()),
        )
        .await;
    assert!(
        list.contains("0 von 1 da") && !list.contains("6250"),
        "{list}"
    );
    let page = field.page(&field.worker, &record).await;
    for text in [
        "Zurückgestellt: Eine Angabe verletzt eine Regel des Formulars",
        "Wie groß ist er?",
        "Geben Sie eine Fläche bis 5.000 m² an.",
        "kueche.jpg",
        "Eine Datei ist noch nicht angekommen",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let path = format!("{record}/pruefung");
    let seen = hidden(&page, "stand");
    let bare = [("entscheidung", "approved"), ("stand", &seen[..])];
    let refused = field.app.post(&field.worker, &path, &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("trotz der Regel zählt"),
        "{}",
        refused.text()
    );
    let why = [
        ("entscheidung", "approved"),
        ("stand", &seen[..]),
        ("kommentar", "Die Halle hat wirklich diese Fläche."),
    ];
    let approved = field.app.post(&field.worker, &path, &why).await;
    assert_eq!(approved.location(), field.form(), "{}", approved.text());
    let page = field.page(&field.worker, &record).await;
    assert!(
        page.contains("Die Halle hat wirklich diese Fläche."),
        "{page}"
    );
    assert!(
        page.contains("freigegeben") && !page.contains("Zurückgestellt:"),
        "{page}"
    );
    let tasks = field.page(&field.worker, "/aufgaben").await;
    assert!(!tasks.contains("zurückgestellte Aufzeichnung"), "{tasks}");
    let chain = field.state.offices[0].id.uuid();
    let trail = field.app.trail(chain).await;
    assert!(
        trail.iter().any(|action| action == "record.open"),
        "{trail:?}"
    );
}

#[tokio::test]
async fn the_second_of_two_reviewers_sees_what_the_first_decided() {
    let field = field().await;
    let office = field.state.offices[0].id;
    let second = field
        .app
        .signed_in("Zoe Zwei", Role::CaseWorker, office)
        .await;
    let record = field.visit("uuid:1", "20").await;
    let path = format!("{record}/pruefung");
    let seen = hidden(&field.page(&field.worker, &record).await, "stand");
    let first = [
        ("entscheidung", "issues"),
        ("stand", &seen[..]),
        ("kommentar", "Wo ist der Plan?"),
    ];
    let kept = field.app.post(&field.worker, &path, &first).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let late = [
        ("entscheidung", "rejected"),
        ("stand", &seen[..]),
        ("kommentar", "Doppelt gesendet."),
    ];
    let conflict = field.app.post(&second, &path, &late).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let page = conflict.text();
    for text in [
        "Jemand war schneller",
        "Wilma Werk",
        "Wo ist der Plan?",
        "Doppelt gesendet.",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert_eq!(field.count("fieldwork_comments").await, 1);
    let again = hidden(&page, "stand");
    let late = [("stand", &again[..]), late[0], late[2]];
    let kept = field.app.post(&second, &path, &late).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    // A comment decides nothing and meets no conflict.
    let comment = [
        ("entscheidung", "comment"),
        ("stand", &seen[..]),
        ("kommentar", "Danke."),
    ];
    let kept = field.app.post(&field.worker, &path, &comment).await;
    assert_eq!(kept.location(), record, "{}", kept.text());
    let list = field.page(&field.worker, &field.form()).await;
    assert!(list.contains("abgelehnt"), "{list}");
}

#[tokio::test]
async fn an_edited_record_shows_what_changed() {
    let field = field().await;
    let record = field.visit("uuid:1", "20").await;
    let meta = "<orx:deprecatedID>uuid:1</orx:deprecatedID>";
    let sent = field.send(&visit("uuid:2", "25", meta)).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    let page = field.page(&field.worker, &record).await;
    assert!(page.contains("geänderte Fassung 2 gesendet"), "{page}");
    assert!(page.contains("geändert, ungeprüft"), "{page}");
    let list = field
        .page(
            &field.worker,
            &format!("{}?filter=ungeprueft", field.form()),
        )
        .await;
    assert!(list.contains("2 Fassungen"), "{list}");
}

#[tokio::test]
async fn a_picture_of_a_record_is_shown_and_opened_by_its_office_alone() {
    let field = field().await;
    let record = field.visit("uuid:1", "20").await;
    let picture = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];
    let kept = field
        .attach("uuid:1", "kueche.jpg", "image/png", &picture)
        .await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    let page = field.page(&field.worker, &record).await;
    let path = format!("{record}/dateien/kueche.jpg");
    assert!(page.contains(&format!("src=\"{path}\"")), "{page}");
    assert!(!page.contains("noch nicht angekommen"), "{page}");
    let file = field.app.get(&field.worker, &path).await;
    assert_eq!(file.bytes, picture);
    assert_eq!(file.headers[header::CONTENT_TYPE], "image/png");
    assert_eq!(file.headers[header::CACHE_CONTROL], "private, no-store");
    let refused = field.app.get(&field.manager, &path).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let list = field.page(&field.worker, &field.form()).await;
    assert!(list.contains("1 von 1 da"), "{list}");
}

#[tokio::test]
async fn programs_are_told_where_and_how() {
    let field = field().await;
    let page = field
        .page(&field.worker, &format!("{}/programme", field.project))
        .await;
    for text in [
        "http://deich.test",
        "wilma.werk@test.example",
        "http://deich.test/v1/projects/1/forms/begehung-muster.svc",
        "/konto",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
}

#[tokio::test]
async fn the_demo_has_a_project_with_records_aside_and_reviewed() {
    let field = field().await;
    let (office, state) = (field.state.offices[1].id, field.state.state.id);
    let worker = field
        .app
        .signed_in("Bert Amt", Role::CaseWorker, office)
        .await;
    let taken = fieldwork::demo::load(&field.app.app, office, state)
        .await
        .unwrap();
    assert_eq!(taken, 12 + 10 + 2);
    let again = fieldwork::demo::load(&field.app.app, office, state)
        .await
        .unwrap();
    assert_eq!(again, 0, "once is enough");
    assert_eq!(field.count("fieldwork_records").await, 12 + 10 + 2);
    assert_eq!(field.count("fieldwork_versions").await, 13 + 10 + 2);
    // What was found is followed up; two who did not know of each other are told apart.
    let list = "/aussendienst/2/listen/maengel";
    let findings = field.page(&worker, list).await;
    assert!(findings.contains("Vorhanden (5)"), "{findings}");
    assert!(findings.contains("Widersprüche (1)"), "{findings}");
    // What was followed up and is done now is still called by its name.
    let records = field
        .page(&worker, "/aussendienst/2/formular/nachschau")
        .await;
    let first = records.split("/aussendienst/2/formular/nachschau/uuid");
    let first = first.skip(1).last().unwrap();
    let first = first.split('"').next().unwrap();
    let path = format!("/aussendienst/2/formular/nachschau/uuid{first}");
    let record = field.page(&worker, &path).await;
    let named = record.matches("Schimmel an der Außenwand").count();
    assert!(named >= 2, "as the answer and as the entry: {record}");
    for form in ["mangel", "nachschau"] {
        let records = format!("/aussendienst/2/formular/{form}?filter=zurueckgestellt");
        let records = field.page(&worker, &records).await;
        assert!(records.contains("Zurückgestellt (0)"), "{records}");
    }
    let form = "/aussendienst/2/formular/begehung-muster";
    let list = field.page(&worker, form).await;
    assert!(list.contains("Zurückgestellt (2)"), "{list}");
    let aside = field
        .page(&worker, &format!("{form}?filter=zurueckgestellt"))
        .await;
    let mut reasons = String::new();
    for part in aside.split(&format!("{form}/")).skip(1) {
        let path = format!("{form}/{}", part.split('"').next().unwrap());
        if !path.contains("uuid") {
            continue;
        }
        reasons.push_str(&field.page(&worker, &path).await);
    }
    for text in [
        "Die Begehung liegt nicht in der Zukunft.",
        "eine Fläche bis 5.000 m²",
    ] {
        assert!(reasons.contains(text), "{text}");
    }
}
