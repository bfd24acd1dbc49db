// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Runs unchanged on SQLite and on PostgreSQL; see `db::testing`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod folder;
mod server;

use std::sync::Arc;

use db::testing::TestDb;
use jiff::SignedDuration;
use jobs::{JobError, Registry, Worker};
use kernel::{Clock, Email, ManualClock, OrganisationId, SeededChance};
use mail::{Delivery, KIND, MailId, Message, Sender, Transport};
use vault::{MasterKey, Vault};

struct Context {
    db: db::Db,
    vault: Vault,
    transport: Transport,
    clock: Arc<ManualClock>,
}

async fn deliver(context: &Context, delivery: Delivery) -> Result<(), JobError> {
    let Context {
        db,
        vault,
        transport,
        clock,
    } = context;
    mail::deliver(db, vault, transport, clock.as_ref(), delivery).await
}

struct Setup {
    db: TestDb,
    context: Arc<Context>,
    clock: Arc<ManualClock>,
    chance: Arc<SeededChance>,
}

fn email(text: &str) -> Email {
    text.parse().unwrap()
}

fn sender() -> Sender {
    Sender {
        address: email("meldungen@deich.example"),
        name: "Deich für Küstenland".to_owned(),
    }
}

fn message() -> Message {
    let text =
        "Guten Tag,\n\n.bitte öffnen Sie https://deich.example/einladung/abc=\nbis Freitag.\n";
    Message::new(
        email("leitung@kita.example"),
        "Ihre Einladung – Größe: 12 €",
        text,
    )
    .unwrap()
}

impl Setup {
    async fn new(transport: Transport) -> Self {
        let migrations = [vault::MIGRATIONS, jobs::MIGRATIONS, mail::MIGRATIONS].concat();
        let db = db::testing::empty(&migrations).await;
        let clock = Arc::new(ManualClock::new("2026-11-18T08:00:00Z".parse().unwrap()));
        let chance = Arc::new(SeededChance::new(1));
        let master = MasterKey::generate(chance.as_ref());
        let vault = Vault::new(
            db.clone(),
            master,
            Arc::clone(&clock) as Arc<dyn Clock>,
            chance.clone(),
        );
        let context = Arc::new(Context {
            db: db.clone(),
            vault,
            transport,
            clock: Arc::clone(&clock),
        });
        Self {
            db,
            context,
            clock,
            chance,
        }
    }

    async fn enqueue(&self, message: &Message) -> MailId {
        let tx = self.db.begin().await.unwrap();
        let organisation = OrganisationId::from_uuid(uuid::Uuid::from_u128(1));
        let (vault, clock, chance) = (&self.context.vault, &*self.clock, &*self.chance);
        let id = mail::enqueue(&tx, vault, clock, chance, organisation, message)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn work(&self) -> jobs::Ran {
        let mut registry = Registry::default();
        registry.register(KIND, deliver);
        Worker::new(
            self.db.clone(),
            Arc::new(registry),
            Arc::clone(&self.context),
            Arc::clone(&self.clock) as Arc<dyn Clock>,
            self.chance.clone(),
        )
        .run_until_idle()
        .await
        .unwrap()
    }

    async fn sealed(&self) -> Option<Vec<u8>> {
        db::scalar(self.db.read(), "SELECT sealed FROM mail_outbox", vec![])
            .await
            .unwrap()
            .unwrap()
    }
}

#[tokio::test]
async fn nothing_of_a_mail_lies_open_and_nothing_stays_once_it_was_sent() {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup::new(Transport::folder(sender(), folder.path())).await;
    setup.enqueue(&message()).await;
    let sealed = setup.sealed().await.unwrap();
    for part in ["leitung", "Einladung", "Freitag"] {
        assert!(!String::from_utf8_lossy(&sealed).contains(part));
    }
    assert_eq!(setup.work().await.done, 1);
    assert_eq!(setup.sealed().await, None);
}

#[tokio::test]
async fn a_mail_is_sent_only_if_its_deed_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup::new(Transport::folder(sender(), folder.path())).await;
    let tx = setup.db.begin().await.unwrap();
    let organisation = OrganisationId::from_uuid(uuid::Uuid::from_u128(1));
    let (vault, clock, chance) = (&setup.context.vault, &*setup.clock, &*setup.chance);
    mail::enqueue(&tx, vault, clock, chance, organisation, &message())
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(setup.work().await, jobs::Ran::default());
    assert_eq!(mail::list_folder(folder.path(), 9).await.unwrap(), []);
}

#[tokio::test]
async fn a_mail_that_was_changed_in_the_database_is_not_sent() {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup::new(Transport::folder(sender(), folder.path())).await;
    setup.enqueue(&message()).await;
    let mut sealed = setup.sealed().await.unwrap();
    *sealed.last_mut().unwrap() ^= 1;
    let tx = setup.db.begin().await.unwrap();
    let sql = "UPDATE mail_outbox SET sealed = $1";
    db::execute(&tx, sql, vec![sealed.into()]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(setup.work().await.dead, 1);
    let dead = jobs::dead_letters(setup.db.read(), 1).await.unwrap();
    assert_eq!(dead[0].last_error, "mail-unreadable");
    assert_eq!(mail::list_folder(folder.path(), 9).await.unwrap(), []);
}

#[tokio::test]
async fn old_mails_are_deleted_whether_sent_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup::new(Transport::folder(sender(), folder.path())).await;
    setup.enqueue(&message()).await;
    for (days, pruned) in [(29, 0), (31, 1)] {
        let tx = setup.db.begin().await.unwrap();
        let now = setup.clock.now() + SignedDuration::from_hours(24 * days);
        assert_eq!(mail::prune(&tx, now).await.unwrap(), pruned);
        tx.commit().await.unwrap();
    }
    assert_eq!(
        setup.work().await.done,
        1,
        "a job without its mail is no failure"
    );
}
