// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Published versions of forms made ready for tablets and feeds, once per process: a published version
//! never changes.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use db::ConnectionTrait;
use forms::convert::{Format, write};
use forms::{CompiledForm, FormSpec};
use jiff::Timestamp;
use kernel::{FormId, FormVersionId};
use library::shelf::{self, ShelfVersion};
use odk::odata::Schema;
use web::Error;

/// A published version, ready to be sent out, filled in and fed.
pub(crate) struct Ready {
    /// The library's facts.
    pub(crate) version: ShelfVersion,
    /// The definition.
    pub(crate) spec: FormSpec,
    /// What checks what comes in.
    pub(crate) compiled: CompiledForm,
    /// The tables of its feed.
    pub(crate) schema: Schema,
}

type Known = RwLock<HashMap<FormVersionId, Arc<Ready>>>;

/// How many versions are kept ready.
const MOST: usize = 200;

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(Known::default)
}

/// The version, ready.
pub(crate) async fn version(
    conn: &impl ConnectionTrait,
    form: FormId,
    id: FormVersionId,
) -> Result<Arc<Ready>, Error> {
    if let Some(ready) = known()
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&id)
    {
        return Ok(Arc::clone(ready));
    }
    let (version, spec) = shelf::version(conn, id).await?.ok_or(Error::NotFound)?;
    let compiled = shelf::compiled(conn, form, &spec)
        .await?
        .map_err(|problems| Error::Internal(format!("a form has {} problems", problems.len())))?;
    let ready = Arc::new(Ready {
        schema: Schema::of(&spec),
        version,
        spec,
        compiled,
    });
    let mut known = known().write().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(id, Arc::clone(&ready));
    Ok(ready)
}

/// A published version with the name by which tablets and programs know it.
#[derive(Clone)]
pub(crate) struct Named {
    /// The name; no other version of the form has the same.
    pub(crate) name: String,
    /// The version.
    pub(crate) ready: Arc<Ready>,
}

/// The versions of a form, the newest first. A version is called what its author called it; without a
/// name, or if an earlier one is called the same, its number tells it apart.
pub(crate) async fn versions(
    conn: &impl ConnectionTrait,
    form: FormId,
) -> Result<Vec<Named>, Error> {
    let mut all = Vec::new();
    for published in shelf::versions(conn, form).await?.iter().rev() {
        all.push(version(conn, form, published.id).await?);
    }
    let mut taken: HashSet<String> = HashSet::new();
    let mut named: Vec<Named> = Vec::with_capacity(all.len());
    for ready in all {
        let number = ready.version.number;
        let mut name = ready.spec.version.trim().to_owned();
        if name.is_empty() {
            name = number.to_string();
        }
        if taken.contains(&name) {
            name = format!("{name}.{number}");
        }
        taken.insert(name.clone());
        named.push(Named { name, ready });
    }
    named.reverse();
    Ok(named)
}

/// The newest version of a form that is not withdrawn.
pub(crate) fn offered(versions: &[Named]) -> Option<&Named> {
    let mut offered = versions.iter();
    offered.find(|version| !version.ready.version.is_retired)
}

/// A definition as tablets read it, with this name of the version.
pub(crate) fn xform(spec: &FormSpec, name: &str, now: Timestamp) -> Result<Vec<u8>, Error> {
    let mut spec = spec.clone();
    name.clone_into(&mut spec.version);
    let written = write(&spec, Format::XForm, now);
    let written = written.map_err(|problems| Error::Internal(format!("xform: {problems:?}")))?;
    Ok(written.bytes)
}
