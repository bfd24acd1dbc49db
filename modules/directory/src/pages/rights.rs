// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The whole rights concept: every action, role and scope, asked of the policies, and the policies
//! in words. Everybody who has signed in may read it.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse};
use kernel::Action;
use policy::{MatrixRow, Policy, Scope};
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use crate::store::own_roles::{self, OwnRole};

const RIGHTS: &str = "/verwaltung/rechte";

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get(RIGHTS, Guard::SignedIn, show),
        Route::get("/verwaltung/rechte.csv", Guard::SignedIn, download),
    ]
}

#[derive(Template)]
#[template(path = "directory/rights.html")]
struct RightsPage {
    page: Page,
    columns: Vec<String>,
    groups: Vec<Group>,
    own: Vec<OwnRoles>,
    policies: Vec<Sentence>,
}

/// The actions of one area.
struct Group {
    rows: Vec<Row>,
}

struct Row {
    action: String,
    code: &'static str,
    /// Per role the scopes in words; empty means never.
    cells: Vec<Vec<String>>,
}

/// The roles that an organisation made itself, as a table like the one of the shipped roles.
struct OwnRoles {
    organisation: String,
    columns: Vec<String>,
    /// Per action the scopes in words, for each role.
    rows: Vec<(String, Vec<Vec<String>>)>,
}

struct Sentence {
    id: String,
    text: String,
}

/// The columns in words: role, and where it is held if it can be held at several levels.
fn columns(context: &Context) -> Vec<String> {
    Policy::matrix_columns()
        .into_iter()
        .map(|(role, level)| {
            let name = context.t(&format!("role-{role}"));
            if policy::levels(role).len() == 1 {
                return name;
            }
            let place = context.t(&format!("directory-kind-{}", level.name()));
            context.t_with(
                "directory-rights-role-at",
                &[("role", name.into()), ("place", place.into())],
            )
        })
        .collect()
}

/// The matrix. The first time thousands of questions to the policies: not on a thread that serves
/// others.
async fn matrix(app: &App) -> Result<&[MatrixRow], Error> {
    let first = app.clone();
    tokio::task::spawn_blocking(move || first.policy.matrix().len())
        .await
        .map_err(Error::internal)?;
    Ok(app.policy.matrix())
}

fn row(context: &Context, row: &MatrixRow) -> Row {
    Row {
        action: context.t(&format!("action-{}", row.action.0.replace('.', "-"))),
        code: row.action.0,
        cells: row
            .cells
            .iter()
            .map(|scopes| scopes_in_words(context, scopes))
            .collect(),
    }
}

/// The own roles of the organisations at which the reader has a role.
async fn own_roles(app: &App, context: &Context) -> Result<Vec<OwnRoles>, Error> {
    let conn = app.db.read();
    let mut at: Vec<_> = context.actor().memberships().to_vec();
    at.sort();
    at.dedup_by_key(|membership| membership.organisation);
    let mut all = Vec::new();
    for membership in at {
        let roles = own_roles::living(conn, &[membership.organisation]).await?;
        if roles.is_empty() {
            continue;
        }
        let holds = |role: &OwnRole, action: Action| {
            role.actions.iter().any(|code| code.as_str() == action.0)
        };
        let actions = app.policy.actions().iter().copied();
        let rows = actions
            .filter(|action| roles.iter().any(|role| holds(role, *action)))
            .map(|action| {
                let scopes = app.policy.scopes_of_own_role(action, membership.level);
                let words = scopes_in_words(context, &scopes);
                let cells = roles.iter().map(|role| {
                    if holds(role, action) {
                        words.clone()
                    } else {
                        Vec::new()
                    }
                });
                let name = context.t(&format!("action-{}", action.0.replace('.', "-")));
                (name, cells.collect())
            })
            .collect();
        let organisation = crate::organisation(conn, membership.organisation).await?;
        all.push(OwnRoles {
            organisation: organisation.map(|one| one.name).unwrap_or_default(),
            columns: roles.into_iter().map(|role| role.name).collect(),
            rows,
        });
    }
    Ok(all)
}

fn scopes_in_words(context: &Context, scopes: &[Scope]) -> Vec<String> {
    scopes
        .iter()
        .map(|scope| context.t(&format!("scope-{}", scope.name())))
        .collect()
}

async fn show(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let mut groups: Vec<(&str, Group)> = Vec::new();
    for line in matrix(&app).await? {
        let area = line.action.0.split('.').next().unwrap_or_default();
        let shown = row(&context, line);
        match groups.last_mut() {
            Some((known, group)) if *known == area => group.rows.push(shown),
            _ => groups.push((area, Group { rows: vec![shown] })),
        }
    }
    let title = context.t("directory-rights-title");
    let crumbs = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(title.clone(), RIGHTS),
    ];
    render(&RightsPage {
        page: context.page(title, crumbs),
        columns: columns(&context),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        own: own_roles(&app, &context).await?,
        policies: app
            .policy
            .reasons()
            .map(|reason| Sentence {
                id: reason.id.clone(),
                text: reason.text(context.lang()).to_owned(),
            })
            .collect(),
    })
}

async fn download(State(app): State<App>, context: Context) -> Result<impl IntoResponse, Error> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    let mut headings = vec![
        context.t("directory-rights-action"),
        context.t("directory-rights-code"),
    ];
    headings.extend(columns(&context));
    writer.write_record(&headings).map_err(Error::internal)?;
    for line in matrix(&app).await? {
        let shown = row(&context, line);
        let mut record = vec![shown.action, shown.code.to_owned()];
        record.extend(shown.cells.iter().map(|scopes| scopes.join(", ")));
        writer.write_record(&record).map_err(Error::internal)?;
    }
    let bytes = writer.into_inner().map_err(Error::internal)?;
    let text = String::from_utf8(bytes).map_err(Error::internal)?;
    Ok(web::csv_file("rechte.csv", format!("\u{feff}{text}")))
}
