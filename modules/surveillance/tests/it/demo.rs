// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The demo: its two invented outbreaks are signals, and its pages can be opened.

use http::StatusCode;
use kernel::Role;
use surveillance::model::{Assessment, Stratum};

use crate::house::house;

#[tokio::test]
async fn the_invented_outbreaks_are_found_and_some_signals_are_assessed() {
    let house = house().await;
    let app = &house.test.app;
    indicators::demo::load_cases(app).await.unwrap();
    surveillance::demo::load(app).await.unwrap();
    let all = house.signals().await;
    for (disease, place) in [("measles", "03241"), ("salmonella", "03452")] {
        let found = all.iter().any(|one| {
            one.disease == disease && one.place.as_str() == place && one.stratum == Stratum::All
        });
        assert!(found, "{disease}");
    }
    for state in Assessment::ALL {
        assert!(all.iter().any(|one| one.state == *state), "{state}");
    }
    surveillance::demo::load(app).await.unwrap();
    assert_eq!(
        house.signals().await.len(),
        all.len(),
        "loading again changes nothing"
    );

    let module = surveillance::module();
    let samples = (module.samples)(app).await.unwrap();
    assert!(samples.len() > 8, "{samples:?}");
    for sample in samples {
        let cookie = match sample.role {
            Some(Role::CaseWorker) => &house.worker,
            _ => &house.analyst,
        };
        let answer = house.test.get(cookie, &sample.path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", sample.path);
        assert!(!answer.text().contains('⟦'), "{}", sample.path);
    }
}
