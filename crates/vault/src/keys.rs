// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use db::{ConnectionTrait, Db, FromQueryResult, Tx};
use kernel::{Chance, Clock, OrganisationId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::envelope::{self, DataKey};
use crate::{MasterKey, MasterKeys, VaultError};

/// Seals and opens values. Cheap to clone; all clones share one small cache of data keys.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    db: Db,
    masters: MasterKeys,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    cache: Mutex<Cache>,
}

/// Data keys that are known to be committed.
#[derive(Default)]
struct Cache {
    keys: HashMap<(Uuid, u32), DataKey>,
    current: HashMap<Uuid, Current>,
}

struct Current {
    version: u32,
    uses_left: u32,
}

/// So many keys are remembered; beyond that the cache starts anew.
const CACHED_KEYS: usize = 8192;
/// After so many values the current version is looked up again, because another process may have
/// rotated the key.
const USES: u32 = 1000;

#[derive(FromQueryResult)]
struct Row {
    organisation: Uuid,
    version: i64,
    wrapped: Vec<u8>,
    master_key_id: String,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({})", self.0.masters.current.id())
    }
}

/// The organisations that have a data key, sorted.
pub async fn organisations(conn: &impl ConnectionTrait) -> Result<Vec<OrganisationId>, VaultError> {
    #[derive(FromQueryResult)]
    struct Owner {
        organisation: Uuid,
    }
    let owners: Vec<Owner> = db::all(
        conn,
        "SELECT DISTINCT organisation FROM data_keys ORDER BY organisation",
        vec![],
    )
    .await?;
    Ok(owners
        .into_iter()
        .map(|owner| OrganisationId::from_uuid(owner.organisation))
        .collect())
}

impl Vault {
    /// A vault whose data keys lie in `db`.
    ///
    /// `chance` makes keys and nonces: outside of tests it must be [`kernel::SystemChance`], since a
    /// generator that repeats itself would reveal what is sealed.
    pub fn new(
        db: Db,
        masters: impl Into<MasterKeys>,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Self {
        Self(Arc::new(Inner {
            db,
            masters: masters.into(),
            clock,
            chance,
            cache: Mutex::default(),
        }))
    }

    /// Checks that the master keys unwrap all data keys: for the start of the program, so that a
    /// wrong key is noticed before anything is sealed with it.
    pub async fn check(&self) -> Result<(), VaultError> {
        let mut after = (Uuid::nil(), -1);
        loop {
            let rows: Vec<Row> = db::all(
                self.0.db.read(),
                "SELECT organisation, version, wrapped, master_key_id FROM data_keys
                 WHERE (organisation, version) > ($1, $2)
                 ORDER BY organisation, version LIMIT 500",
                vec![after.0.into(), after.1.into()],
            )
            .await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = (last.organisation, last.version);
            for row in &rows {
                self.unwrap(row)?;
            }
        }
    }

    /// Gives an organisation its first data key, unless it has one. Called when an organisation is
    /// founded, so that [`Self::seal`] never has to write.
    pub async fn prepare(&self, tx: &Tx, organisation: OrganisationId) -> Result<(), VaultError> {
        if self.newest(tx, organisation).await?.is_none() {
            self.add_key(tx, organisation, 1).await?;
        }
        Ok(())
    }

    /// Seals `plaintext` so that it opens only for `organisation` and in `context`.
    ///
    /// `conn` is the transaction in which the value will be stored. It is used only when the
    /// organisation's data key is not in the cache; if there is none yet, one is made there.
    pub async fn seal(
        &self,
        conn: &impl ConnectionTrait,
        organisation: OrganisationId,
        context: &str,
        plaintext: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let (version, key) = self.current_key(conn, organisation).await?;
        let chance = self.0.chance.as_ref();
        Ok(envelope::seal(
            &key,
            version,
            organisation,
            context,
            plaintext,
            chance,
        ))
    }

    /// Opens what was sealed for `organisation` in `context`. The plaintext is erased from memory
    /// when the answer is dropped.
    pub async fn open(
        &self,
        conn: &impl ConnectionTrait,
        organisation: OrganisationId,
        context: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let version = envelope::key_version(sealed)?;
        let key = self.key(conn, organisation, version).await?;
        envelope::open(&key, organisation, context, sealed)
    }

    /// A digest of `plaintext` that nobody can make without the organisation's key: for noticing that the
    /// same was said before without keeping what was said. It stays the same when the key is rotated.
    pub async fn fingerprint(
        &self,
        conn: &impl ConnectionTrait,
        organisation: OrganisationId,
        context: &str,
        plaintext: &[u8],
    ) -> Result<[u8; 32], VaultError> {
        let key = match self.key(conn, organisation, 1).await {
            // Nothing was sealed for it yet.
            Err(VaultError::NoDataKey { .. }) => self.current_key(conn, organisation).await?.1,
            other => other?,
        };
        Ok(envelope::fingerprint(
            &key,
            organisation,
            context,
            plaintext,
        ))
    }

    /// Gives the organisation a new data key for new values and returns its version. Other
    /// processes begin to use it within the next thousand values they seal.
    pub async fn rotate_data_key(
        &self,
        tx: &Tx,
        organisation: OrganisationId,
    ) -> Result<u32, VaultError> {
        db::lock(tx, &format!("data-key:{organisation}")).await?;
        let newest = self.newest(tx, organisation).await?;
        let version = newest.map_or(1, |row| version_of(&row) + 1);
        self.add_key(tx, organisation, version).await?;
        self.cache().current.remove(&organisation.uuid());
        Ok(version)
    }

    /// Wraps all data keys anew that an older master key had wrapped, and returns how many.
    /// Afterwards the older master keys are no longer needed.
    pub async fn rewrap(&self, tx: &Tx) -> Result<u64, VaultError> {
        let current = &self.0.masters.current;
        let rows: Vec<Row> = db::all(
            tx,
            "SELECT organisation, version, wrapped, master_key_id FROM data_keys
             WHERE master_key_id <> $1",
            vec![current.id().into()],
        )
        .await?;
        let mut done = 0;
        for row in rows {
            let key = self.unwrap(&row)?;
            let organisation = OrganisationId::from_uuid(row.organisation);
            let wrapped = self.wrap(current, &key, organisation, version_of(&row));
            done += db::execute(
                tx,
                "UPDATE data_keys SET wrapped = $1, master_key_id = $2
                 WHERE organisation = $3 AND version = $4",
                vec![
                    wrapped.into(),
                    current.id().into(),
                    row.organisation.into(),
                    row.version.into(),
                ],
            )
            .await?;
        }
        Ok(done)
    }

    async fn current_key(
        &self,
        conn: &impl ConnectionTrait,
        organisation: OrganisationId,
    ) -> Result<(u32, DataKey), VaultError> {
        if let Some(found) = self.cached_current(organisation) {
            return Ok(found);
        }
        // Only what is committed may be remembered: a key made in a transaction that is rolled
        // back would seal values that nobody can open again.
        if let Some(row) = self.newest(self.0.db.read(), organisation).await? {
            let key = self.unwrap(&row)?;
            self.remember(organisation, version_of(&row), &key, true);
            return Ok((version_of(&row), key));
        }
        let row = match self.newest(conn, organisation).await? {
            Some(row) => row,
            None => self.add_key(conn, organisation, 1).await?,
        };
        Ok((version_of(&row), self.unwrap(&row)?))
    }

    async fn key(
        &self,
        conn: &impl ConnectionTrait,
        organisation: OrganisationId,
        version: u32,
    ) -> Result<DataKey, VaultError> {
        let cached = self
            .cache()
            .keys
            .get(&(organisation.uuid(), version))
            .cloned();
        if let Some(key) = cached {
            return Ok(key);
        }
        if let Some(row) = self
            .version(self.0.db.read(), organisation, version)
            .await?
        {
            let key = self.unwrap(&row)?;
            self.remember(organisation, version, &key, false);
            return Ok(key);
        }
        let row = self.version(conn, organisation, version).await?;
        let row = row.ok_or(VaultError::NoDataKey {
            organisation,
            version,
        })?;
        self.unwrap(&row)
    }

    async fn newest(
        &self,
        conn: &impl ConnectionTrait,
        organisation: OrganisationId,
    ) -> Result<Option<Row>, VaultError> {
        Ok(db::one(
            conn,
            "SELECT organisation, version, wrapped, master_key_id FROM data_keys
             WHERE organisation = $1 ORDER BY version DESC LIMIT 1",
            vec![organisation.uuid().into()],
        )
        .await?)
    }

    async fn version(
        &self,
        conn: &impl ConnectionTrait,
        organisation: OrganisationId,
        version: u32,
    ) -> Result<Option<Row>, VaultError> {
        Ok(db::one(
            conn,
            "SELECT organisation, version, wrapped, master_key_id FROM data_keys
             WHERE organisation = $1 AND version = $2",
            vec![organisation.uuid().into(), i64::from(version).into()],
        )
        .await?)
    }

    /// Makes a data key. If another transaction made the same version first, that one is returned.
    async fn add_key(
        &self,
        conn: &impl ConnectionTrait,
        organisation: OrganisationId,
        version: u32,
    ) -> Result<Row, VaultError> {
        let mut key = Zeroizing::new([0; 32]);
        self.0.chance.fill(key.as_mut());
        let master = &self.0.masters.current;
        let wrapped = self.wrap(master, &key, organisation, version);
        db::execute(
            conn,
            "INSERT INTO data_keys (organisation, version, wrapped, master_key_id, created_at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organisation, version) DO NOTHING",
            vec![
                organisation.uuid().into(),
                i64::from(version).into(),
                wrapped.into(),
                master.id().into(),
                self.0.clock.now().as_millisecond().into(),
            ],
        )
        .await?;
        self.version(conn, organisation, version)
            .await?
            .ok_or(VaultError::NoDataKey {
                organisation,
                version,
            })
    }

    fn wrap(
        &self,
        master: &MasterKey,
        key: &DataKey,
        organisation: OrganisationId,
        version: u32,
    ) -> Vec<u8> {
        envelope::wrap(master, key, organisation, version, self.0.chance.as_ref())
    }

    fn unwrap(&self, row: &Row) -> Result<DataKey, VaultError> {
        let master =
            self.0
                .masters
                .get(&row.master_key_id)
                .ok_or_else(|| VaultError::NoMasterKey {
                    master_key_id: row.master_key_id.clone(),
                })?;
        let organisation = OrganisationId::from_uuid(row.organisation);
        let version = version_of(row);
        envelope::unwrap(master, &row.wrapped, organisation, version).ok_or(
            VaultError::DataKeyChanged {
                organisation,
                version,
            },
        )
    }

    fn cached_current(&self, organisation: OrganisationId) -> Option<(u32, DataKey)> {
        let mut cache = self.cache();
        let current = cache.current.get_mut(&organisation.uuid())?;
        current.uses_left = current.uses_left.checked_sub(1)?;
        let version = current.version;
        let key = cache.keys.get(&(organisation.uuid(), version))?;
        Some((version, key.clone()))
    }

    fn remember(&self, organisation: OrganisationId, version: u32, key: &DataKey, newest: bool) {
        let mut cache = self.cache();
        if cache.keys.len() >= CACHED_KEYS {
            *cache = Cache::default();
        }
        cache
            .keys
            .insert((organisation.uuid(), version), key.clone());
        if newest {
            let current = Current {
                version,
                uses_left: USES,
            };
            cache.current.insert(organisation.uuid(), current);
        }
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        // The cache is whole between any two statements, so a panic elsewhere does it no harm.
        self.0.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn version_of(row: &Row) -> u32 {
    // A number that does not fit cannot have been written here; the unwrapping then fails.
    u32::try_from(row.version).unwrap_or(0)
}
