// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Publishing versions, which never change, and telling the other modules.

use db::FromQueryResult;
use http::StatusCode;
use library::{FORM_PUBLISHED, FormPublished};

use crate::{Library, library, template_with};

#[derive(FromQueryResult)]
struct Job {
    payload: String,
}

async fn events(library: &Library) -> Vec<FormPublished> {
    let sql = "SELECT payload FROM jobs WHERE kind = $1 ORDER BY id";
    let jobs: Vec<Job> = db::all(library.app.db.read(), sql, vec![FORM_PUBLISHED.into()])
        .await
        .unwrap();
    jobs.iter()
        .map(|job| serde_json::from_str(&job.payload).unwrap())
        .collect()
}

#[tokio::test]
async fn publishing_makes_version_1_and_tells_the_other_modules_once() {
    let library = library().await;
    let form = library.template().await;
    let page = library
        .page(&library.author, &format!("{form}/veroeffentlichen"))
        .await;
    assert!(page.contains("Version 1 wird veröffentlicht."));
    assert!(page.contains("Nur die Summe geht an das Land"));
    assert!(page.contains("Wird nie weitergegeben"));
    let answer = library.publish(&form, "1").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let version = answer.location().to_owned();
    let page = library.page(&library.author, &version).await;
    assert!(page.contains("ARE-Sentinel Kita, Version 1"), "{page}");
    library
        .page(&library.author, &format!("{version}/ansehen"))
        .await;
    let events = events(&library).await;
    assert_eq!(events.len(), 1);
    let event = &events[0];
    assert_eq!(event.number, 1);
    assert_eq!(event.spec_hash, event.spec.hash());
    assert_eq!(event.title.get("de"), "ARE-Sentinel Kita");
    assert_eq!(version, format!("/formulare/version/{}", event.version_id));
    assert!(page.contains(&event.spec_hash));
    let trail = library.app.trail(library.state.state.id.uuid()).await;
    assert_eq!(trail, ["form.edit", "form.publish"]);
    // Nothing changed since: there is nothing to publish again.
    let again = library.publish(&form, "1").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("Es gibt nichts zu veröffentlichen"));
    assert_eq!(library.count("form_versions").await, 1);
}

#[tokio::test]
async fn a_published_version_does_not_change_with_the_draft() {
    let library = library().await;
    let form = library.template().await;
    let version = library.publish(&form, "1").await.location().to_owned();
    let before = library.page(&library.author, &version).await;
    let fields = [("revision", "1"), ("klasse.counts/cared_for", "quasi")];
    let classes = format!("{form}/schutzklassen");
    library.app.post(&library.author, &classes, &fields).await;
    let changed = template_with(&[("Zahlen vom Zähltag", "Zahlen des Tages")]);
    let replaced = library.replace(&form, "neu.xlsx", &changed, "2").await;
    assert_eq!(replaced.status, StatusCode::SEE_OTHER);
    let cut = |page: &str| page.split("<main").nth(1).unwrap().to_owned();
    let after = library.page(&library.author, &version).await;
    // Messages of the last deeds stand above; the version itself is the same.
    assert!(cut(&after).contains(cut(&before).split("deich-facts").nth(1).unwrap()));
    let page = library.page(&library.author, &form).await;
    assert!(page.contains("veröffentlicht, Entwurf geändert"));
    let second = library.publish(&form, "3").await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.text());
    let mut numbers: Vec<_> = events(&library).await.iter().map(|e| e.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2]);
}

#[tokio::test]
async fn a_draft_that_somebody_changed_meanwhile_is_not_published_unseen() {
    let library = library().await;
    let form = library.template().await;
    let fields = [("revision", "1"), ("klasse.counts/cared_for", "quasi")];
    let classes = format!("{form}/schutzklassen");
    library.app.post(&library.author, &classes, &fields).await;
    let answer = library.publish(&form, "1").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("Frieda Form hat den Entwurf"));
    assert_eq!(library.count("form_versions").await, 0);
    assert!(events(&library).await.is_empty());
}

#[tokio::test]
async fn a_version_that_was_tampered_with_is_not_shown() {
    let library = library().await;
    let form = library.template().await;
    let version = library.publish(&form, "1").await.location().to_owned();
    let tx = library.app.db.begin().await.unwrap();
    let sql = "UPDATE form_versions SET spec = REPLACE(spec, 'measure', 'plain')";
    db::execute(&tx, sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let answer = library.app.get(&library.author, &version).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn the_demo_publishes_the_template_once() {
    let library = library().await;
    let author = library
        .app
        .add_person("Demo", kernel::Role::FormAuthor, library.state.state.id)
        .await;
    let app = &library.app.app;
    let first = library::demo::load(app, library.state.state.id, author)
        .await
        .unwrap();
    let second = library::demo::load(app, library.state.state.id, author)
        .await
        .unwrap();
    assert_eq!(first, second);
    assert_eq!(first.number, 1);
    assert_eq!(events(&library).await, [first]);
}

#[tokio::test]
async fn programs_read_published_versions_by_the_api() {
    let library = library().await;
    let form = library.template().await;
    let none = library.app.get(&library.author, "/api/v1/forms").await;
    assert_eq!(none.json()["count"], 0);
    library.publish(&form, "1").await;
    let forms = library
        .app
        .get(&library.author, "/api/v1/forms")
        .await
        .json();
    assert_eq!(forms["forms"][0]["key"], "are-sentinel-kita");
    let id = forms["forms"][0]["id"].as_str().unwrap().to_owned();
    let version = forms["forms"][0]["versions"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let answer = library
        .app
        .get(
            &library.author,
            &format!("/api/v1/forms/{id}/versions/{version}"),
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let json = answer.json();
    assert_eq!(json["number"], 1);
    let spec: forms::FormSpec = serde_json::from_value(json["spec"].clone()).unwrap();
    assert_eq!(json["spec_hash"], spec.hash());
    let other = format!("/api/v1/forms/{version}/versions/{version}");
    let answer = library.app.get(&library.author, &other).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
}
