// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Several notifications about one person.

use http::StatusCode;

use crate::house::{KIM, Notified, house};

const SAME: Notified<'_> = Notified {
    family: "MUELLER GEHEIM",
    given: "kim",
    born: "2021-03-02",
};

#[tokio::test]
async fn files_that_may_be_about_one_person_are_brought_together_by_somebody() {
    let house = house().await;
    house.notify(0, KIM).await;
    house.notify(1, SAME).await;
    house
        .notify(
            0,
            Notified {
                given: "Ada",
                ..KIM
            },
        )
        .await;
    let paths = house.paths().await;
    assert_eq!(paths.len(), 3, "nothing is brought together by itself");
    let page = house.page(&house.worker, &paths[0]).await;
    assert!(page.contains("Vielleicht dieselbe Person"), "{page}");
    let other = paths[1].trim_start_matches("/faelle/");
    let step = format!("zusammen/{other}");
    let compare = house
        .page(&house.worker, &format!("{}/{step}", paths[0]))
        .await;
    assert!(compare.contains("MUELLER GEHEIM") && compare.contains("Müller-Geheim"));
    assert!(
        !house
            .page(&house.worker, &paths[2])
            .await
            .contains("Vielleicht")
    );

    let merged = house.act(&paths[0], &step, &[("aktion", "zusammen")]).await;
    assert_eq!(merged.status, 303, "{}", merged.text());
    let page = house.page(&house.worker, &paths[0]).await;
    assert_eq!(
        page.matches("/pruefung/meldung/").count(),
        2,
        "both reports"
    );
    assert!(!page.contains("Vielleicht dieselbe Person"));
    let gone = house.page(&house.worker, &paths[1]).await;
    assert!(
        gone.contains("zusammengeführt") && !gone.contains("GEHEIM"),
        "{gone}"
    );
    assert!(
        !house
            .page(&house.worker, "/faelle")
            .await
            .contains(&paths[1])
    );
    // What becomes of the second report shows in the file that it lies in now.
    let again = house.act(&paths[0], &step, &[("aktion", "zusammen")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn files_that_are_left_apart_are_not_compared_again() {
    let house = house().await;
    house.notify(0, KIM).await;
    house.notify(1, SAME).await;
    let paths = house.paths().await;
    let step = format!("zusammen/{}", paths[1].trim_start_matches("/faelle/"));
    let apart = house.act(&paths[0], &step, &[("aktion", "getrennt")]).await;
    assert_eq!(apart.status, 303, "{}", apart.text());
    for path in &paths {
        assert!(!house.page(&house.worker, path).await.contains("Vielleicht"));
    }
}

#[tokio::test]
async fn nobody_merges_what_has_changed_meanwhile_or_lies_in_another_office() {
    let house = house().await;
    house.notify(0, KIM).await;
    house.notify(1, SAME).await;
    house.notify(2, KIM).await;
    let paths = house.paths().await;
    let own = house.worker.clone();
    let mut mine = Vec::new();
    let mut foreign = Vec::new();
    for path in paths {
        if house.test.get(&own, &path).await.status == 200 {
            mine.push(path);
        } else {
            foreign.push(path);
        }
    }
    assert_eq!((mine.len(), foreign.len()), (2, 1));
    let page = house.page(&house.worker, &mine[0]).await;
    house.act(&mine[0], "notiz", &[("notiz", "Neu.")]).await;
    let step = format!("zusammen/{}", mine[1].trim_start_matches("/faelle/"));
    let late = house
        .act_from(&page, &mine[0], &step, &[("aktion", "zusammen")])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let step = format!("zusammen/{}", foreign[0].trim_start_matches("/faelle/"));
    let other = house.act(&mine[0], &step, &[("aktion", "zusammen")]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    assert_eq!(house.count("case_files WHERE state = 'merged'").await, 0);
}
