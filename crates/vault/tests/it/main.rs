// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Runs unchanged on SQLite and on PostgreSQL; see `db::testing`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

use std::sync::Arc;

use db::testing::TestDb;
use kernel::{OrganisationId, SeededChance, SystemClock};
use proptest::prelude::*;
use uuid::Uuid;
use vault::{MIGRATIONS, MasterKey, MasterKeys, Vault, VaultError};

fn master(seed: u64) -> MasterKey {
    MasterKey::generate(&SeededChance::new(seed))
}

fn vault(db: &db::Db, masters: impl Into<MasterKeys>, seed: u64) -> Vault {
    let chance = Arc::new(SeededChance::new(seed));
    Vault::new(db.clone(), masters, Arc::new(SystemClock), chance)
}

fn organisation(number: u128) -> OrganisationId {
    OrganisationId::from_uuid(Uuid::from_u128(number))
}

/// Seals in a transaction of its own, as a module does.
async fn seal(db: &db::Db, vault: &Vault, org: OrganisationId, text: &[u8]) -> Vec<u8> {
    let tx = db.begin().await.unwrap();
    let sealed = vault.seal(&tx, org, "here", text).await.unwrap();
    tx.commit().await.unwrap();
    sealed
}

async fn keys(db: &db::Db) -> i64 {
    db::scalar(db.read(), "SELECT COUNT(*) FROM data_keys", vec![])
        .await
        .unwrap()
        .unwrap()
}

async fn set_up() -> (TestDb, Vault) {
    let db = db::testing::empty(MIGRATIONS).await;
    let vault = vault(&db, master(1), 2);
    (db, vault)
}

#[tokio::test]
async fn a_fingerprint_tells_the_same_text_from_others_also_after_a_rotation() {
    let (db, vault) = set_up().await;
    let (ours, theirs) = (organisation(1), organisation(2));
    seal(&db, &vault, ours, b"x").await;
    seal(&db, &vault, theirs, b"x").await;
    let conn = db.read();
    let first = vault.fingerprint(conn, ours, "a", b"bc").await.unwrap();
    let tx = db.begin().await.unwrap();
    vault.rotate_data_key(&tx, ours).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(vault.fingerprint(conn, ours, "a", b"bc").await, Ok(first));
    for (whose, context, text) in [
        (ours, "ab", b"c".as_slice()),
        (ours, "a", b"bd"),
        (theirs, "a", b"bc"),
    ] {
        let other = vault.fingerprint(conn, whose, context, text).await;
        assert_ne!(other, Ok(first), "{context}");
    }
}

#[tokio::test]
async fn what_was_sealed_opens_for_the_same_organisation_and_context_only() {
    let (db, vault) = set_up().await;
    let (ours, theirs) = (organisation(1), organisation(2));
    let sealed = seal(&db, &vault, ours, b"12 children").await;
    seal(&db, &vault, theirs, b"").await;

    let opened = vault.open(db.read(), ours, "here", &sealed).await.unwrap();
    assert_eq!(opened.as_slice(), b"12 children");
    assert_eq!(
        vault.open(db.read(), theirs, "here", &sealed).await,
        Err(VaultError::Rejected)
    );
    assert_eq!(
        vault.open(db.read(), ours, "there", &sealed).await,
        Err(VaultError::Rejected)
    );
    let nobody = organisation(3);
    assert_eq!(
        vault.open(db.read(), nobody, "here", &sealed).await,
        Err(VaultError::NoDataKey {
            organisation: nobody,
            version: 1
        })
    );
}

#[tokio::test]
async fn a_change_of_any_byte_is_noticed() {
    let (db, vault) = set_up().await;
    let sealed = seal(&db, &vault, organisation(1), b"12 children").await;
    for at in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[at] ^= 1 << bit;
            let result = vault
                .open(db.read(), organisation(1), "here", &changed)
                .await;
            assert!(result.is_err(), "byte {at}, bit {bit}");
        }
    }
    for length in 0..sealed.len() {
        let result = vault
            .open(db.read(), organisation(1), "here", &sealed[..length])
            .await;
        assert!(result.is_err(), "cut off at {length}");
    }
}

#[tokio::test]
async fn a_change_of_any_byte_of_a_wrapped_key_is_noticed() {
    let (db, first) = set_up().await;
    let sealed = seal(&db, &first, organisation(1), b"x").await;
    let wrapped: Vec<u8> = db::scalar(db.read(), "SELECT wrapped FROM data_keys", vec![])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(wrapped.len(), 73);
    for at in 0..wrapped.len() {
        let mut changed = wrapped.clone();
        changed[at] ^= 1;
        let tx = db.begin().await.unwrap();
        db::execute(
            &tx,
            "UPDATE data_keys SET wrapped = $1",
            vec![changed.into()],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let fresh = vault(&db, master(1), 3);
        let result = fresh
            .open(db.read(), organisation(1), "here", &sealed)
            .await;
        assert!(
            matches!(result, Err(VaultError::DataKeyChanged { .. })),
            "byte {at}: {result:?}"
        );
        assert!(fresh.check().await.is_err());
    }
}

#[tokio::test]
async fn a_key_made_in_a_transaction_that_is_rolled_back_is_forgotten() {
    let (db, vault) = set_up().await;
    let org = organisation(1);
    let tx = db.begin().await.unwrap();
    let lost = vault.seal(&tx, org, "here", b"lost").await.unwrap();
    let second = vault.seal(&tx, org, "here", b"also").await.unwrap();
    let opened = vault.open(&tx, org, "here", &second).await.unwrap();
    assert_eq!(opened.as_slice(), b"also");
    tx.rollback().await.unwrap();

    let kept = seal(&db, &vault, org, b"kept").await;
    let opened = vault.open(db.read(), org, "here", &kept).await.unwrap();
    assert_eq!(opened.as_slice(), b"kept");
    assert_eq!(
        vault.open(db.read(), org, "here", &lost).await,
        Err(VaultError::Rejected)
    );
}

#[tokio::test]
async fn sealing_writes_nothing_once_the_key_is_there() {
    let (db, vault) = set_up().await;
    let tx = db.begin().await.unwrap();
    vault.prepare(&tx, organisation(1)).await.unwrap();
    vault.prepare(&tx, organisation(1)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(keys(&db).await, 1);
    // A connection that cannot write is enough.
    let sealed = vault
        .seal(db.read(), organisation(1), "here", b"x")
        .await
        .unwrap();
    assert_eq!(sealed.len(), 1 + 45);
    assert!(
        vault
            .seal(db.read(), organisation(2), "here", b"x")
            .await
            .is_err()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_seal_first_at_the_same_time_agree_on_one_key() {
    let (db, _) = set_up().await;
    let mut tasks = Vec::new();
    for seed in 10..16 {
        let process = vault(&db.again().await, master(1), seed);
        let db = db.clone();
        tasks.push(tokio::spawn(async move {
            seal(&db, &process, organisation(1), b"x").await
        }));
    }
    for task in tasks {
        let sealed = task.await.unwrap();
        let fresh = vault(&db, master(1), 99);
        fresh
            .open(db.read(), organisation(1), "here", &sealed)
            .await
            .unwrap();
    }
    assert_eq!(keys(&db).await, 1);
}

#[tokio::test]
async fn a_rotated_data_key_seals_new_values_and_old_values_still_open() {
    let (db, ours) = set_up().await;
    let other_process = vault(&db, master(1), 3);
    let org = organisation(1);
    let old = seal(&db, &ours, org, b"old").await;
    seal(&db, &other_process, org, b"warm").await;

    let tx = db.begin().await.unwrap();
    assert_eq!(ours.rotate_data_key(&tx, org).await.unwrap(), 2);
    tx.commit().await.unwrap();

    let new = seal(&db, &ours, org, b"new").await;
    assert_eq!((old[4], new[4]), (1, 2));
    for vault in [&ours, &other_process] {
        for (sealed, text) in [(&old, b"old"), (&new, b"new")] {
            let opened = vault.open(db.read(), org, "here", sealed).await.unwrap();
            assert_eq!(opened.as_slice(), text);
        }
    }
    let mut versions = Vec::new();
    for _ in 0..1002 {
        let sealed = other_process.seal(db.read(), org, "here", b"").await;
        versions.push(sealed.unwrap()[4]);
    }
    assert_eq!((versions[0], versions[1001]), (1, 2));
}

#[tokio::test]
async fn after_rewrapping_the_old_master_key_is_no_longer_needed() {
    let (db, old) = set_up().await;
    let sealed = seal(&db, &old, organisation(1), b"one").await;
    seal(&db, &old, organisation(2), b"two").await;

    let only_new = vault(&db, master(7), 3);
    assert_eq!(
        only_new.check().await,
        Err(VaultError::NoMasterKey {
            master_key_id: master(1).id().to_owned()
        })
    );

    let both = MasterKeys {
        current: master(7),
        older: vec![master(1)],
    };
    let both = vault(&db, both, 4);
    both.check().await.unwrap();
    let tx = db.begin().await.unwrap();
    assert_eq!(both.rewrap(&tx).await.unwrap(), 2);
    assert_eq!(both.rewrap(&tx).await.unwrap(), 0);
    tx.commit().await.unwrap();

    only_new.check().await.unwrap();
    let opened = only_new
        .open(db.read(), organisation(1), "here", &sealed)
        .await
        .unwrap();
    assert_eq!(opened.as_slice(), b"one");
    assert!(vault(&db, master(1), 5).check().await.is_err());
}

#[tokio::test]
async fn errors_and_debug_output_tell_no_secret() {
    let (db, vault) = set_up().await;
    let sealed = seal(&db, &vault, organisation(1), b"secret").await;
    let error = vault
        .open(db.read(), organisation(1), "elsewhere", &sealed)
        .await
        .unwrap_err();
    assert_eq!(
        format!("{error}; {vault:?}"),
        format!(
            "the sealed value was made for another place or was changed; Vault({})",
            master(1).id()
        )
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_bytes_in_any_context_come_back(bytes: Vec<u8>, context: String) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (db, vault) = set_up().await;
            let tx = db.begin().await.unwrap();
            let sealed = vault.seal(&tx, organisation(1), &context, &bytes).await.unwrap();
            let again = vault.seal(&tx, organisation(1), &context, &bytes).await.unwrap();
            let opened = vault.open(&tx, organisation(1), &context, &sealed).await.unwrap();
            assert_eq!(*opened, bytes);
            assert_ne!(sealed, again, "each value has its own nonce");
        });
    }
}
