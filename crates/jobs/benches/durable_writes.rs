// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How many durable submissions per second the database takes: each is a transaction that stores a
//! sealed row, appends to the audit trail and enqueues a job, while eight clients do the same.
//!
//! `DEICH_TEST_DATABASE` chooses the database, as for tests. The file lies in the folder that
//! `TMPDIR` names: make it one on a real disk.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark is a test that prints"
)]

use std::sync::Arc;
use std::time::Instant;

use jobs::NewJob;
use kernel::{Action, Chance, Clock, OrganisationId, SubmissionId, SystemChance, SystemClock};
use uuid::Uuid;
use vault::{MasterKey, Vault};

const CLIENTS: u32 = 8;
const EACH: u32 = 1000;
const OFFICES: u128 = 20;

const TABLES: db::Migration = db::Migration {
    module: "bench",
    version: 1,
    name: "submissions",
    sql: "CREATE TABLE submission (id UUID PRIMARY KEY, institution UUID NOT NULL,
              sealed BYTEA NOT NULL, at BIGINT NOT NULL);
          CREATE INDEX submission_institution ON submission (institution, at);",
};

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run());
}

async fn run() {
    let migrations = [
        &[TABLES],
        vault::MIGRATIONS,
        audit::MIGRATIONS,
        jobs::MIGRATIONS,
    ]
    .concat();
    let db = db::testing::empty(&migrations).await;
    let master = MasterKey::generate(&SystemChance);
    let vault = Vault::new(
        db.clone(),
        master,
        Arc::new(SystemClock),
        Arc::new(SystemChance),
    );
    for number in 1..=OFFICES {
        submit(&db, &vault, number).await;
    }
    let began = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (db, vault) = (db.clone(), vault.clone());
            tokio::spawn(async move {
                let mut slowest = 0.0_f64;
                for number in 0..EACH {
                    let began = Instant::now();
                    submit(&db, &vault, u128::from(client + number) % OFFICES + 1).await;
                    slowest = slowest.max(began.elapsed().as_secs_f64());
                }
                slowest
            })
        })
        .collect();
    let mut slowest = 0.0_f64;
    for client in clients {
        slowest = slowest.max(client.await.unwrap());
    }
    let seconds = began.elapsed().as_secs_f64();
    let count = f64::from(CLIENTS * EACH);
    println!(
        "{:?}: {CLIENTS} clients, {count} durable submissions in {seconds:.2} s = {:.0} per second, slowest {:.1} ms",
        db.backend(),
        count / seconds,
        slowest * 1000.0
    );
    let report = audit::verify(&db).await.unwrap();
    assert_eq!(report.first_break, None);
}

/// What one accepted submission of about two kilobytes writes.
async fn submit(db: &db::Db, vault: &Vault, office: u128) {
    let (clock, chance): (&dyn Clock, &dyn Chance) = (&SystemClock, &SystemChance);
    let office = OrganisationId::from_uuid(Uuid::from_u128(office));
    let id = SubmissionId::new(clock, chance);
    let tx = db.begin().await.unwrap();
    let sealed = vault
        .seal(&tx, office, &format!("submission.answers:{id}"), &[7; 2000])
        .await
        .unwrap();
    db::execute(
        &tx,
        "INSERT INTO submission (id, institution, sealed, at) VALUES ($1, $2, $3, $4)",
        vec![
            id.uuid().into(),
            office.uuid().into(),
            sealed.into(),
            clock.now().as_millisecond().into(),
        ],
    )
    .await
    .unwrap();
    jobs::enqueue(&tx, clock, chance, NewJob::new("figures", &id))
        .await
        .unwrap();
    let entry = audit::Entry {
        chain: office.uuid(),
        actor: None,
        action: Action("submission.send"),
        subject: audit::Subject::new("submission", id),
        facts: vec![("version", 1_i64.into())],
    };
    audit::append(&tx, clock, entry).await.unwrap();
    tx.commit().await.unwrap();
}
