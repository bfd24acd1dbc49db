// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of the directory as the tests open them, with the demo data.

use kernel::{OrganisationId, Role};
use web::{App, BoxFuture, Error, SamplePage};

use crate::store::{delegations, demo_accounts, organisations, own_roles};

/// The pages about organisations, territory, rights, jobs and the audit trail.
async fn administration_samples(app: &App) -> Result<Vec<SamplePage>, Error> {
    let conn = app.db.read();
    let state = organisations::state(conn).await?.id;
    let mut pages = Vec::new();
    let mut add = |role: Role, paths: &[String]| {
        pages.extend(paths.iter().map(|path| SamplePage {
            path: path.clone(),
            role: Some(role),
        }));
    };
    let base = "/verwaltung/organisationen";
    add(
        Role::StateAdministrator,
        &[
            base.to_owned(),
            format!("{base}?art=office&suche=hannover"),
            format!("{base}?suche=gibt-es-nicht"),
            format!("{base}/{state}"),
            format!("{base}/{state}/bearbeiten"),
            format!("{base}/neu"),
            format!("{base}/import"),
            "/verwaltung/gebiet".to_owned(),
            "/verwaltung/gebiet/03241".to_owned(),
            "/verwaltung/gebiet/03241?suche=nirgends".to_owned(),
            "/verwaltung/rechte".to_owned(),
            "/verwaltung/auftraege".to_owned(),
            "/verwaltung/protokoll".to_owned(),
        ],
    );
    let demo = demo_accounts::demo_people(conn, app.clock.now()).await?;
    let administrator = demo
        .iter()
        .find(|person| person.role == Role::OfficeAdministrator);
    if let Some(office) = administrator.map(|person| person.organisation_id) {
        let mut paths = vec![
            base.to_owned(),
            format!("{base}/{office}"),
            format!("{base}/neu"),
            format!("{base}/import"),
        ];
        let kitas = organisations::institutions_of(conn, office).await?;
        if let Some(kita) = kitas.first() {
            for step in ["", "/bearbeiten", "/beenden"] {
                paths.push(format!("{base}/{}{step}", kita.id));
            }
        }
        paths.extend(own_role_samples(app, office).await?);
        add(Role::OfficeAdministrator, &paths);
    }
    add(
        Role::DataProtectionOfficer,
        &["/verwaltung/protokoll".to_owned()],
    );
    add(
        Role::InstitutionManager,
        &["/verwaltung/rechte".to_owned(), base.to_owned()],
    );
    add(
        Role::Own,
        &[
            "/verwaltung".to_owned(),
            "/verwaltung/personen".to_owned(),
            "/konto/rechte".to_owned(),
        ],
    );
    add(
        Role::CaseWorker,
        &[
            "/konto/vertretung".to_owned(),
            "/konto/vertretung/neu".to_owned(),
        ],
    );
    Ok(pages)
}

/// The pages about own roles, delegations and access at the office of the demo.
async fn own_role_samples(app: &App, office: OrganisationId) -> Result<Vec<String>, Error> {
    let conn = app.db.read();
    let roles = "/verwaltung/rollen";
    let mut paths = vec![
        roles.to_owned(),
        format!("{roles}/neu?vorlage=case-worker"),
        "/verwaltung/rechte".to_owned(),
        "/verwaltung/zugriffe".to_owned(),
        "/verwaltung/zugriffe?suche=gibt-es-nicht".to_owned(),
    ];
    for role in own_roles::living(conn, &[office]).await? {
        for step in ["", "/vergeben", "/beenden"] {
            paths.push(format!("{roles}/{}{step}", role.id));
        }
    }
    let of = delegations::Of::Organisation(office);
    let delegations = delegations::list(conn, of, app.clock.now()).await?;
    paths.extend(
        delegations
            .iter()
            .map(|one| format!("/vertretungen/{}/beenden", one.id)),
    );
    Ok(paths)
}

/// The pages of the directory that the tests open.
pub(crate) fn samples(app: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async move {
        let page = |path: &str, role: Option<Role>| SamplePage {
            path: path.to_owned(),
            role,
        };
        let mut pages = vec![
            page("/anmelden", None),
            page("/passwort-vergessen", None),
            page("/demo", None),
        ];
        for role in Role::ALL {
            pages.push(page("/konto/rechte", Some(role)));
        }
        for path in [
            "/konto",
            "/konto/passwort",
            "/konto/zweiter-faktor",
            "/konto/zugangsschluessel/neu",
            "/anmelden/bestaetigen",
        ] {
            pages.push(page(path, Some(Role::InstitutionReporter)));
        }
        for role in [
            Role::StateAdministrator,
            Role::OfficeAdministrator,
            Role::InstitutionManager,
        ] {
            for path in [
                "/verwaltung",
                "/verwaltung/personen",
                "/verwaltung/personen/einladen",
            ] {
                pages.push(page(path, Some(role)));
            }
        }
        pages.push(page(
            "/verwaltung/personen?suche=niemand-hei%C3%9Ft-so",
            Some(Role::OfficeAdministrator),
        ));
        pages.extend(administration_samples(app).await?);
        let demo = demo_accounts::demo_people(app.db.read(), app.clock.now()).await?;
        let worker = demo.iter().find(|person| person.role == Role::CaseWorker);
        if let Some(worker) = worker {
            for step in ["", "/rechte", "/sperren"] {
                let path = format!("/verwaltung/personen/{}{step}", worker.id);
                pages.push(page(&path, Some(Role::OfficeAdministrator)));
            }
        }
        Ok(pages)
    })
}
