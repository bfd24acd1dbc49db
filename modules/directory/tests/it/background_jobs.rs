// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Failed jobs are retried or discarded by state administrators who have just proved who they are.

use directory::testing::{TestApp, app};
use http::StatusCode;
use jiff::SignedDuration;
use jobs::NewJob;
use kernel::{Clock, JobId, Role};

const LIST: &str = "/verwaltung/auftraege";

/// A job whose payload its handler cannot read, given up.
async fn dead_letter(app: &TestApp) -> JobId {
    let tx = app.app.db.begin().await.unwrap();
    let clock: &dyn Clock = app.clock.as_ref();
    let job = NewJob::new(mail::KIND, &"no delivery").attempts(1);
    let id = jobs::enqueue(&tx, clock, app.app.chance.as_ref(), job)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(app.try_jobs().await.dead, 1);
    id
}

#[tokio::test]
async fn a_dead_letter_can_be_retried_or_discarded_and_both_are_recorded() {
    let app = app(vec![]).await;
    let small = app.small_state().await;
    let cookie = app
        .signed_in("Imke", Role::StateAdministrator, small.state.id)
        .await;
    let id = dead_letter(&app).await;
    let page = app.get(&cookie, LIST).await.text();
    assert!(page.contains(mail::KIND), "{page}");
    let retry = format!("{LIST}/{id}/wiederholen");
    assert_eq!(app.get(&cookie, &retry).await.status, StatusCode::OK);
    assert_eq!(
        app.post(&cookie, &retry, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let counts = jobs::counts(app.db.read()).await.unwrap();
    assert_eq!((counts.ready, counts.dead), (1, 0));
    assert_eq!(
        app.post(&cookie, &retry, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(app.try_jobs().await.dead, 1);
    let discard = format!("{LIST}/{id}/verwerfen");
    assert_eq!(app.get(&cookie, &discard).await.status, StatusCode::OK);
    assert_eq!(
        app.post(&cookie, &discard, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = app.get(&cookie, LIST).await.text();
    assert!(page.contains("Nichts ist gescheitert"));
    assert_eq!(
        app.trail(small.state.id.uuid()).await,
        ["job.retry", "job.discard"]
    );
}

/// The line of the schedule with this title: when it was due last and when it is due next.
async fn line(app: &TestApp, cookie: &str, title: &str) -> String {
    let page = app.get(cookie, LIST).await.text();
    let row = page
        .split("<tr>")
        .find(|row| row.contains(&format!(">{title}</th>")));
    row.unwrap_or_else(|| panic!("no line of {title}"))
        .to_owned()
}

#[tokio::test]
async fn every_schedule_says_when_it_was_and_when_it_is_due() {
    let app = app(vec![]).await;
    let small = app.small_state().await;
    let cookie = app
        .signed_in("Imke", Role::StateAdministrator, small.state.id)
        .await;
    let name = "directory.prune-imports";
    let title = "Hochgeladene Tabellen vergessen, die niemand bestätigt hat";
    assert!(line(&app, &cookie, title).await.contains("noch nicht"));
    let schedule = app.app.schedules.iter().find(|one| one.name == name);
    let when = schedule.unwrap().when;
    let now = app.clock.now();
    let fired = vec![name.into(), when.last_until(now).as_millisecond().into()];
    let sql = "INSERT INTO job_fires (name, fire_at) VALUES ($1, $2)";
    let tx = app.app.db.begin().await.unwrap();
    db::execute(&tx, sql, fired).await.unwrap();
    tx.commit().await.unwrap();
    let moment = |at| web::format::moment(kernel::Lang::De, at);
    let line = line(&app, &cookie, title).await;
    assert!(line.contains(&moment(when.last_until(now))), "{line}");
    assert!(line.contains(&moment(when.next_after(now))), "{line}");
}

#[tokio::test]
async fn an_old_sign_in_is_not_enough_and_other_roles_see_nothing() {
    let app = app(vec![]).await;
    let small = app.small_state().await;
    let cookie = app
        .signed_in("Imke", Role::StateAdministrator, small.state.id)
        .await;
    let id = dead_letter(&app).await;
    for (role, place) in [
        (Role::FormAuthor, small.state.id),
        (Role::OfficeAdministrator, small.offices[0].id),
        (Role::InstitutionManager, small.kitas[0].id),
    ] {
        let other = app.signed_in(role.name(), role, place).await;
        assert_eq!(app.get(&other, LIST).await.status, StatusCode::FORBIDDEN);
        let answer = app
            .post(&other, &format!("{LIST}/{id}/verwerfen"), &[])
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    app.clock.advance(SignedDuration::from_mins(16));
    assert_eq!(app.get(&cookie, LIST).await.status, StatusCode::OK);
    for step in ["wiederholen", "verwerfen"] {
        let answer = app.post(&cookie, &format!("{LIST}/{id}/{step}"), &[]).await;
        assert_ne!(answer.status, StatusCode::OK);
    }
    assert_eq!(jobs::counts(app.db.read()).await.unwrap().dead, 1);
}
