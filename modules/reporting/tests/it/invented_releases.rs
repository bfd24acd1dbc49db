// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The releases of invented reports.

use reporting::period::Period;
use reporting::{demo_review, store};

use crate::office::{office_with, open, week};

#[tokio::test]
async fn invented_reports_leave_monday_by_monday_as_real_ones_would() {
    let situation = office_with(4).await;
    // Three weeks of reports; the fourth Kita is always late by a week.
    for number in 0..3_i32 {
        let about = Period::Week(week("2026-W46").plus(number));
        let friday = about.week().day(jiff::civil::Weekday::Friday);
        let sent = friday
            .at(9, 0, 0, 0)
            .to_zoned(kernel::berlin_zone())
            .unwrap();
        situation.app.clock.set(sent.timestamp());
        reporting::jobs::expect_reports(&situation.app.app)
            .await
            .unwrap();
        for kita in 0..3 {
            let submission = situation.submit_about(about, kita, open(40, 2)).await;
            situation.accept(&submission).await;
        }
        situation
            .app
            .clock
            .advance(jiff::SignedDuration::from_hours(24 * 7));
        let late = situation.submit_about(about, 3, open(20, 1)).await;
        situation.accept(&late).await;
    }
    situation.at("2026-12-16T10:00:00Z");
    let app = &situation.app.app;
    let released = demo_review::load(app).await.unwrap();
    let weeks: Vec<String> = released
        .accepted
        .iter()
        .map(|one| one.as_of.to_string())
        .collect();
    assert_eq!(weeks, ["2026-W47", "2026-W48", "2026-W49"]);
    // The late ones have no company: they wait.
    assert_eq!(
        (released.releases, released.groups, released.reports),
        (3, 3, 9)
    );
    let report = reporting::verify_ledgers(&app.db).await.unwrap();
    assert!(
        report.holds() && report.releases == 3 && report.on_the_way == 0,
        "{report:?}"
    );
    let again = demo_review::load(app).await.unwrap();
    assert_eq!(again.releases, 0);

    // What comes afterwards continues the invented ledger.
    let about = Period::Week(week("2026-W50"));
    situation.at("2026-12-18T10:00:00Z");
    reporting::jobs::expect_reports(app).await.unwrap();
    for kita in 0..3 {
        let submission = situation.submit_about(about, kita, open(40, 2)).await;
        situation.accept(&submission).await;
    }
    let released = situation.release().await;
    assert!(matches!(
        released,
        reporting::release::Released::Yes { sequence: 4, .. }
    ));
    situation.app.run_jobs().await;
    let ledger =
        store::state_ledger::of(app.db.read(), situation.office.id, situation.collection.id);
    assert_eq!(ledger.await.unwrap().len(), 4);
}
