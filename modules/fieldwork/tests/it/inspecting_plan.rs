// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The plan as a file, inspections that are called off, and the plan beside the directory.

use http::StatusCode;

use crate::hidden;
use crate::inspecting::{Case, borrowed, link, settings};

/// Changes what the directory says of an institution, as an import does.
async fn directory_says(case: &Case, kita: usize, what: &str) {
    let institution = case.field.state.kitas[kita].id.uuid();
    let tx = case.field.app.db.begin().await.unwrap();
    let sql = format!("UPDATE organisations SET {what} WHERE id = $1");
    db::execute(&tx, &sql, vec![institution.into()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

impl Case {
    /// What the nightly comparison does.
    async fn night(&self) {
        let app = &self.field.app;
        let tx = app.db.begin().await.unwrap();
        let job = jobs::NewJob::new("fieldwork.compare-plans", &serde_json::json!({}));
        let (clock, chance) = (app.clock.as_ref(), app.app.chance.as_ref());
        jobs::enqueue(&tx, clock, chance, job).await.unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
    }

    /// The page with what the directory says otherwise.
    async fn changes(&self) -> String {
        self.page(&self.planner, &self.path("verzeichnis")).await
    }

    async fn decide(&self, change: &str, deed: &str) -> String {
        let fields = [("aenderung", change), ("aktion", deed)];
        let answer = self.post(&self.planner, "verzeichnis", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        self.changes().await
    }
}

/// What is noted about the office of the case.
async fn entries(case: &Case) -> String {
    let (conn, office) = (case.field.app.db.read(), case.field.state.offices[0].id);
    let entries = audit::entries(conn, office.uuid(), None, 1_000).await;
    format!("{:?}", entries.unwrap())
}

#[tokio::test]
async fn the_plan_and_the_figures_are_files_for_spreadsheets() {
    let case = Case::new().await;
    let name = "name = '=2+2'";
    directory_says(&case, 0, name).await;
    case.night().await;
    let change = hidden(&case.changes().await, "aenderung");
    case.decide(&change, "uebernehmen").await;
    case.planned(0, "2026-11-20").await;
    let get = async |path: &str| case.field.app.get(&case.inspector, &case.path(path)).await;
    let csv = get("plan.csv").await.text();
    let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert!(
        lines[0].starts_with("Einrichtung;Ort;Art;Risikoklasse;"),
        "{csv}"
    );
    assert!(
        csv.contains("'=2+2;") && csv.contains(";2026-11-20;Ingo Inspektor"),
        "{csv}"
    );
    for path in ["plan.xlsx", "statistik.xlsx?jahr=2026"] {
        let book = get(path).await;
        assert_eq!(book.status, StatusCode::OK, "{path}");
        assert!(book.bytes.starts_with(b"PK"), "{path}");
        let foreign = case.field.app.get(&case.stranger, &case.path(path)).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{path}");
    }
    case.record("uuid:a", &case.kita(0), "kitchen_clean").await;
    let figures = get("statistik.csv?jahr=2026").await.text();
    assert!(figures.contains("Geplant im Jahr;Kita;1"), "{figures}");
    assert!(figures.contains("November\u{a0}2026;1"), "{figures}");
    let page = case
        .page(&case.inspector, &case.path("statistik?jahr=2026"))
        .await;
    assert!(page.contains("statistik.xlsx?jahr=2026") && page.contains("statistik.csv?jahr=2026"));
}

#[tokio::test]
async fn an_inspection_is_called_off_by_who_plans_and_only_once() {
    let case = Case::new().await;
    let inspection = case.planned(0, "2026-11-20").await;
    let facility = case.path(&format!("einrichtung/{}", case.kita(0)));
    // A planner cannot open what was found, and finds the way from the facility.
    let page = case.page(&case.planner, &facility).await;
    let ask = link(&page, "/absagen");
    assert_eq!(ask, format!("{inspection}/absagen"));
    let page = case.page(&case.planner, &ask).await;
    assert!(page.contains("Die Begehung findet nicht statt"), "{page}");
    let stand = hidden(&page, "stand");
    let fields = [("aktion", "absagen"), ("stand", stand.as_str())];
    let done = case
        .field
        .app
        .post(&case.planner, &inspection, &fields)
        .await;
    assert_eq!(done.location(), facility, "{}", done.text());
    let again = case
        .field
        .app
        .post(&case.planner, &inspection, &fields)
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let late = case.field.app.get(&case.planner, &ask).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for who in [&case.planner, &case.inspector] {
        let page = case.page(who, &facility).await;
        assert!(
            page.contains("abgesagt") && !page.contains("/absagen"),
            "{page}"
        );
    }
    let foreign = case.field.app.get(&case.stranger, &ask).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    // It is nobody's plan any more: neither in the calendar nor in the figures nor on tablets.
    let month = case
        .page(&case.head, &case.path("kalender?monat=2026-11"))
        .await;
    assert!(!month.contains("Ingo Inspektor"), "{month}");
    let csv = case
        .field
        .app
        .get(&case.head, &case.path("statistik.csv?jahr=2026"))
        .await;
    assert!(
        !csv.text().contains("Geplant im Jahr;Kita"),
        "{}",
        csv.text()
    );
    let plan = case
        .field
        .app
        .get(&case.head, &case.path("plan.csv"))
        .await
        .text();
    assert!(!plan.contains("2026-11-20"), "{plan}");
    let trail = entries(&case).await;
    assert!(trail.contains("called-off"), "{trail}");
}

#[tokio::test]
async fn a_facility_that_closes_leaves_the_plan_only_when_a_planner_says_so() {
    let case = Case::new().await;
    case.planned(0, "2026-11-20").await;
    case.night().await;
    let nothing = case.changes().await;
    assert!(nothing.contains("stimmen überein"), "{nothing}");
    directory_says(&case, 0, "valid_to = '2026-11-01'").await;
    case.night().await;
    let plan = case.page(&case.planner, &case.path("")).await;
    assert!(
        plan.contains("Kita 1 von Amt A"),
        "nothing is dropped silently"
    );
    assert!(plan.contains("Eine Änderung im Verzeichnis"), "{plan}");
    let start = case.page(&case.planner, "/aufgaben").await;
    assert!(start.contains("/verzeichnis"), "it is a task: {start}");
    let page = case.changes().await;
    assert!(
        page.contains("Geschlossen") && page.contains("So., 01.11.2026"),
        "{page}"
    );
    assert!(
        page.contains("Geplante Begehungen werden abgesagt"),
        "{page}"
    );
    let change = hidden(&page, "aenderung");
    // Saving the plan is no way around the decision.
    let saved = settings("1");
    let saved = case
        .post(&case.planner, "einrichten", &borrowed(&saved))
        .await;
    assert_eq!(saved.location(), case.path(""), "{}", saved.text());
    let plan = case.page(&case.planner, &case.path("")).await;
    assert!(plan.contains("Kita 1 von Amt A"), "{plan}");
    let after = case.decide(&change, "uebernehmen").await;
    assert!(after.contains("Eine Änderung ist übernommen"), "{after}");
    let plan = case.page(&case.planner, &case.path("")).await;
    assert!(!plan.contains("Kita 1 von Amt A") && plan.contains("Kita 2 von Amt A"));
    let facility = case.path(&format!("einrichtung/{}", case.kita(0)));
    let facility = case.page(&case.planner, &facility).await;
    assert!(
        facility.contains("abgesagt") && facility.contains("Nicht im Plan"),
        "{facility}"
    );
    let late = case.decide(&change, "uebernehmen").await;
    assert!(late.contains("inzwischen jemand anders"), "{late}");
    let trail = entries(&case).await;
    assert!(trail.contains("directory-taken-over"), "{trail}");
}

#[tokio::test]
async fn what_a_planner_leaves_stays_until_the_directory_says_something_new() {
    let case = Case::new().await;
    directory_says(&case, 1, "institution_kind = 'school'").await;
    case.night().await;
    let page = case.changes().await;
    assert!(
        page.contains("Andere Art") && page.contains("Kita"),
        "{page}"
    );
    let change = hidden(&page, "aenderung");
    let left = case.decide(&change, "lassen").await;
    assert!(left.contains("Nicht übernommen"), "{left}");
    case.night().await;
    let page = case.changes().await;
    assert!(
        !page.contains("name=\"aenderung\""),
        "the decision holds: {page}"
    );
    directory_says(&case, 1, "town = 'Neustadt'").await;
    case.night().await;
    let page = case.changes().await;
    assert!(
        page.contains("name=\"aenderung\""),
        "the directory says something new"
    );
    // What was seen before is no decision about what is said now.
    let old = case.decide(&change, "uebernehmen").await;
    assert!(old.contains("das Verzeichnis sagt etwas Neues"), "{old}");
    directory_says(&case, 1, "institution_kind = 'kita', town = 'Musterstadt'").await;
    case.night().await;
    let plan = case.page(&case.planner, &case.path("")).await;
    assert!(plan.contains("Kita 2 von Amt A"), "{plan}");
}

#[tokio::test]
async fn a_new_facility_enters_the_plan_when_a_planner_says_so() {
    let case = Case::new().await;
    directory_says(&case, 0, "valid_from = '2027-01-01'").await;
    case.night().await;
    let change = hidden(&case.changes().await, "aenderung");
    case.decide(&change, "uebernehmen").await;
    directory_says(&case, 0, "valid_from = '2026-01-01'").await;
    case.night().await;
    let page = case.changes().await;
    assert!(page.contains("Neu im Verzeichnis"), "{page}");
    let plan = case.page(&case.planner, &case.path("")).await;
    assert!(!plan.contains("Kita 1 von Amt A"), "{plan}");
    let change = hidden(&page, "aenderung");
    case.decide(&change, "uebernehmen").await;
    let plan = case.page(&case.planner, &case.path("")).await;
    assert!(plan.contains("Kita 1 von Amt A"), "{plan}");
    for path in ["verzeichnis"] {
        let foreign = case.field.app.get(&case.stranger, &case.path(path)).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    }
}
