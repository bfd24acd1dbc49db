// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms made ready to run, once per process: a published version never changes.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use db::ConnectionTrait;
use forms::engine::SessionError;
use forms::{CompiledForm, FormSpec};
use kernel::FormVersionId;
use web::Error;

use crate::store;

type Known = RwLock<HashMap<FormVersionId, Arc<CompiledForm>>>;

/// How many versions are kept ready.
const MOST: usize = 200;

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(Known::default)
}

/// The form of this version, ready to run.
pub async fn form(
    conn: &impl ConnectionTrait,
    version: FormVersionId,
) -> Result<Arc<CompiledForm>, Error> {
    if let Some(form) = known()
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&version)
    {
        return Ok(Arc::clone(form));
    }
    let spec = store::published::spec(conn, version)
        .await?
        .ok_or_else(|| Error::Internal(format!("form version {version} is missing")))?;
    let form = Arc::new(compile(&spec)?);
    let mut known = known().write().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(version, Arc::clone(&form));
    Ok(form)
}

/// Reads and compiles a definition.
pub fn compile(spec: &str) -> Result<CompiledForm, Error> {
    let spec: FormSpec = serde_json::from_str(spec).map_err(Error::internal)?;
    CompiledForm::compile(&spec)
        .map_err(|problems| Error::Internal(format!("a form has {} problems", problems.len())))
}

/// Why answers could not be put into a form.
pub fn refused(error: &SessionError) -> Error {
    match error {
        SessionError::TooManyInstances(_) => Error::TooLarge,
        error => Error::internal(error),
    }
}
