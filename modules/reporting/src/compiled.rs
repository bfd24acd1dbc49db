// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms made ready to run, once per process: a published version never changes.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use db::ConnectionTrait;
use forms::engine::{MissingFiles, Resources, SessionError};
use forms::{CompiledForm, FormSpec, data_files};
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
    let (spec, files) = read(conn, version).await?;
    let form = CompiledForm::compile_with(&spec, files)
        .map_err(|problems| Error::Internal(format!("a form has {} problems", problems.len())))?;
    let form = Arc::new(form);
    let mut known = known().write().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(version, Arc::clone(&form));
    Ok(form)
}

/// The definition of a version with the files that it reads.
pub async fn read(
    conn: &impl ConnectionTrait,
    version: FormVersionId,
) -> Result<(FormSpec, Resources), Error> {
    let missing = |what: &str| Error::Internal(format!("form version {version}: no {what}"));
    let spec = store::published::spec(conn, version).await?;
    let spec: FormSpec = serde_json::from_str(&spec.ok_or_else(|| missing("definition"))?)
        .map_err(Error::internal)?;
    let mut files = Resources::none(MissingFiles::Refuse);
    for (name, file) in data_files(&spec) {
        let content = store::published::content(conn, version, &file.sha256).await?;
        files.add(name, content.ok_or_else(|| missing(name))?.bytes);
    }
    Ok((spec, files))
}

/// Why answers could not be put into a form.
pub fn refused(error: &SessionError) -> Error {
    match error {
        SessionError::TooManyInstances(_) => Error::TooLarge,
        error => Error::internal(error),
    }
}
