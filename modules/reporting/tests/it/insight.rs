// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as figures, lists, views and alerts.

mod alerts;
mod figures;
mod own;
mod views;

use directory::testing::Answer;
use forms::Answers;

use crate::office::{Situation, office_with, open};

/// An office with four Kitas: 10, 20, 30 and 40 children cared for, 1, 2, 3 and 12 of them ill; the
/// last has left a remark.
async fn situation() -> Situation {
    let situation = office_with(4).await;
    for (kita, (cared_for, ill)) in [(10, 1), (20, 2), (30, 3), (40, 12)]
        .into_iter()
        .enumerate()
    {
        let mut answers = open(cared_for, ill);
        if kita == 3 {
            answers.set("remark", "Familie Muster hat angerufen");
        }
        situation.submit(kita, answers).await;
    }
    situation
}

fn ill(ill: i64) -> Answers {
    open(40, ill)
}

impl Situation {
    fn insight(&self, step: &str) -> String {
        format!("/erhebungen/{}/auswertung{step}", self.collection.id)
    }

    fn rules(&self, step: &str) -> String {
        format!("/erhebungen/{}/alarmregeln{step}", self.collection.id)
    }

    /// Posts what the page of filters has, changed by `fields`.
    async fn filter(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.app.get(cookie, path).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let version = crate::office::hidden(&page.text(), "version");
        let mut all = vec![
            ("version", version.as_str()),
            ("stand", "submitted"),
            ("stand", "accepted"),
            ("sortierung", "period"),
            ("richtung", "ab"),
            ("frage", ""),
            ("mass", "sum"),
            ("gruppe", "institution"),
        ];
        all.extend_from_slice(fields);
        self.app.post(cookie, path, &all).await
    }
}
