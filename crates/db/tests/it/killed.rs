// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::{TABLES, add, count};

/// Tells the process that is killed which database to write to.
const URL: &str = "DEICH_TEST_KILLED";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_killed_loses_nothing_that_it_had_promised() {
    let db = db::testing::empty(&TABLES).await;
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "killed::writes_until_it_is_killed",
            "--nocapture",
            "--ignored",
        ])
        .env(URL, db.url())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut promised = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        promised.extend(
            line.strip_prefix("promised ")
                .map(|id| id.parse::<u128>().unwrap()),
        );
        if promised.len() == 200 {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(promised.len() >= 200, "only {}", promised.len());

    // A process that starts afterwards finds all of it, and a database in order.
    let after = db.again().await;
    for id in &promised {
        let label: Option<String> = db::scalar(
            after.read(),
            "SELECT label FROM thing WHERE id = $1",
            vec![uuid::Uuid::from_u128(*id).into()],
        )
        .await
        .unwrap();
        assert_eq!(label, Some(format!("thing {id}")));
    }
    let tx = after.begin().await.unwrap();
    add(&tx, u128::MAX, "after").await.unwrap();
    tx.commit().await.unwrap();
    assert!(count(after.read()).await > 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the test above, which kills it"]
#[expect(
    clippy::disallowed_methods,
    reason = "the test above says in the environment which database to write to"
)]
async fn writes_until_it_is_killed() {
    let Ok(url) = std::env::var(URL) else { return };
    let db = db::Db::connect(&url, db::Options::default()).await.unwrap();
    let mut writers = Vec::new();
    for writer in 0..8_u128 {
        let db = db.clone();
        writers.push(tokio::spawn(async move {
            for number in 0..1_000_000 {
                let id = writer * 1_000_000 + number;
                let tx = db.begin().await.unwrap();
                add(&tx, id, &format!("thing {id}")).await.unwrap();
                tx.commit().await.unwrap();
                println!("promised {id}");
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
}
