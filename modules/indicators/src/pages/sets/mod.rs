// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Data sets at the state agency: what there is, reading a file, looking at it, taking it over, publishing.

pub(crate) mod choosing;
pub(crate) mod list;
pub(crate) mod mapping;
pub(crate) mod preview;
pub(crate) mod reading;
pub(crate) mod set;
pub(crate) mod version;

use kernel::{Action, Lang, Resource};
use web::{App, Context, Crumb, Error};

use crate::sets::importing::LARGEST;
use crate::sets::{DataSet, SetKey, SetKind, SetVersion, VersionState, disease};
use crate::store;

/// All sets.
pub(crate) const PATH: &str = "/daten";
/// The largest body in bytes: the file and room for what is around it.
pub(crate) const BODY_LIMIT: usize = LARGEST + (512 << 10);

/// The agency lets the actor do this with its data.
pub(super) async fn may(app: &App, context: &Context, action: Action) -> Result<(), Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(action, &Resource::of_state(state.id))
}

pub(super) fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut way = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("indicators-sets-title"), PATH),
    ];
    way.extend(further);
    way
}

/// The indicators that are known by name, with their names.
fn indicators(context: &Context) -> Vec<(&'static str, &'static str)> {
    let all = datasets::indicators().iter();
    all.map(|one| (one.key, crate::measured::name(one.key, context.lang())))
        .collect()
}

/// What a disease or an indicator is called; its key if no list has it.
fn name_of(kind: SetKind, key: &str, lang: Lang) -> &str {
    match kind {
        SetKind::Cases => disease(key, lang),
        SetKind::Measures | SetKind::Population => crate::measured::name(key, lang),
    }
}

/// Where the public sees sets of a kind.
fn seen_at(kind: SetKind) -> &'static str {
    match kind {
        SetKind::Cases => super::cases::PATH,
        SetKind::Measures | SetKind::Population => super::measures::PATH,
    }
}

/// Where a version is.
pub(crate) fn path_of(version: &SetVersion) -> String {
    format!("{PATH}/{}/{}", version.set, version.number)
}

/// A version in lists.
pub(super) struct VersionView {
    pub(super) href: String,
    pub(super) number: String,
    pub(super) as_of: String,
    pub(super) state: &'static str,
    pub(super) badge: &'static str,
    pub(super) source_name: String,
    pub(super) observations: i64,
    pub(super) refused: i64,
    /// Whether it can be brought back.
    pub(super) former: bool,
}

pub(super) fn version_view(
    context: &Context,
    version: &SetVersion,
    current: Option<i64>,
) -> VersionView {
    let (state, badge) = match version.state {
        VersionState::Staged => ("staged", "warning"),
        VersionState::Withdrawn => ("withdrawn", "neutral"),
        VersionState::Taken if Some(version.number) == current => ("current", "success"),
        VersionState::Taken => ("former", "neutral"),
    };
    VersionView {
        href: path_of(version),
        number: version.number.to_string(),
        as_of: web::format::date(context.lang(), version.as_of),
        state,
        badge,
        source_name: version.source_name.clone(),
        observations: version.observations,
        refused: version.refused,
        former: state == "former",
    }
}

/// The set with this key.
pub(super) async fn load_set(app: &App, set: &str) -> Result<DataSet, Error> {
    let key: SetKey = set.parse().map_err(|_| Error::NotFound)?;
    let found = store::sets::find(app.db.read(), &key).await?;
    found.ok_or(Error::NotFound)
}

/// A version with its set.
pub(super) async fn load(
    app: &App,
    set: &str,
    number: &str,
) -> Result<(DataSet, SetVersion), Error> {
    let found = load_set(app, set).await?;
    let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
    let version = store::sets::version(app.db.read(), (&found.key, number)).await?;
    Ok((found, version.ok_or(Error::NotFound)?))
}
