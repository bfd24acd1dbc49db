// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Every route without rights, with the wrong role and with another organisation's things.

use std::collections::BTreeMap;

use http::{Method, StatusCode};
use kernel::{Level, Membership, OrganisationId, OwnRole, PersonId, Role};
use uuid::Uuid;
use web::{Guard, Route};

use super::product::{Member, Product, speaks_json};

/// Parameters that name a thing of one office or institution or person.
const OWNED: [&str; 15] = [
    "signal",
    "alert",
    "rule",
    "view",
    "webhook",
    "request",
    "case",
    "own_role",
    "project",
    "submission",
    "release",
    "office",
    "institution",
    "person",
    "organisation",
];

struct Things {
    by_name: BTreeMap<&'static str, String>,
}

impl Things {
    /// Things that exist and belong to none of the actor's organisations.
    async fn foreign(product: &Product, own_office: Uuid) -> Self {
        let uuid = |sql: &'static str| async move {
            product
                .uuid(sql, vec![own_office.into()])
                .await
                .unwrap_or_else(|| panic!("the demo has none: {sql}"))
                .to_string()
        };
        let plain = |sql: &'static str| async move {
            product
                .uuid(sql, vec![])
                .await
                .unwrap_or_else(|| panic!("the demo has none: {sql}"))
                .to_string()
        };
        let office = uuid(
            "SELECT id FROM organisations WHERE kind = 'office' AND id <> $1 ORDER BY id LIMIT 1",
        )
        .await;
        let institution = uuid(
            "SELECT id FROM organisations WHERE kind = 'institution' AND parent <> $1 ORDER BY id LIMIT 1",
        )
        .await;
        // There need not be one; an identifier that nothing has must look the same.
        let case = product
            .uuid(
                "SELECT id FROM case_files WHERE office <> $1 ORDER BY id LIMIT 1",
                vec![own_office.into()],
            )
            .await
            .unwrap_or_else(Uuid::nil)
            .to_string();
        let webhook = product
            .uuid(
                "SELECT id FROM webhook_endpoints WHERE organisation <> $1 ORDER BY id LIMIT 1",
                vec![own_office.into()],
            )
            .await
            .unwrap_or_else(Uuid::nil)
            .to_string();
        let request = product
            .uuid(
                "SELECT id FROM privacy_requests WHERE office <> $1 ORDER BY id LIMIT 1",
                vec![own_office.into()],
            )
            .await
            .unwrap_or_else(Uuid::nil)
            .to_string();
        let project = product.project_of_another_office(own_office).await;
        let by_name = BTreeMap::from([
            ("other_case", case.clone()),
            ("case", case),
            ("case_type", plain("SELECT id FROM case_types ORDER BY id LIMIT 1").await),
            ("step", Uuid::nil().to_string()),
            ("request", request),
            ("hit", Uuid::nil().to_string()),
            ("letter", Uuid::nil().to_string()),
            ("statement", Uuid::nil().to_string()),
            ("place", "0".to_owned()),
            ("project", project.to_string()),
            ("xform", "begehung-muster".to_owned()),
            ("instance", "uuid:none".to_owned()),
            ("dataset", "maengel".to_owned()),
            ("entity", Uuid::nil().to_string()),
            ("inspection", Uuid::nil().to_string()),
            ("defect", Uuid::nil().to_string()),
            ("actor", "1".to_owned()),
            ("key", "none".to_owned()),
            ("*rest", "Submissions".to_owned()),
            ("submission", uuid("SELECT id FROM submissions WHERE office <> $1 ORDER BY id LIMIT 1").await),
            ("release", uuid("SELECT id FROM office_ledger WHERE office <> $1 ORDER BY id LIMIT 1").await),
            (
                "person",
                uuid(
                    "SELECT m.person FROM memberships m JOIN organisations o ON o.id = m.organisation
                     WHERE o.kind = 'institution' AND o.parent <> $1 ORDER BY m.person LIMIT 1",
                )
                .await,
            ),
            ("organisation", institution.clone()),
            ("institution", institution),
            ("office", office),
            ("policy", plain("SELECT id FROM forwarding_policies ORDER BY id LIMIT 1").await),
            ("collection", plain("SELECT id FROM collections ORDER BY id LIMIT 1").await),
            ("form", plain("SELECT id FROM forms ORDER BY id LIMIT 1").await),
            ("block", plain("SELECT id FROM blocks ORDER BY id LIMIT 1").await),
            ("version", plain("SELECT id FROM form_versions ORDER BY id LIMIT 1").await),
            ("period", "2026-W40".to_owned()),
            ("session", Uuid::nil().to_string()),
            ("access_key", Uuid::nil().to_string()),
            ("file", Uuid::nil().to_string()),
            ("name", "map.png".to_owned()),
            ("format", "xlsform".to_owned()),
            ("job", Uuid::nil().to_string()),
            ("import", Uuid::nil().to_string()),
            ("token", "none".to_owned()),
            ("code", "none".to_owned()),
            ("role", "case-worker".to_owned()),
            ("own_role", Uuid::nil().to_string()),
            ("delegation", Uuid::nil().to_string()),
            ("passkey", Uuid::nil().to_string()),
            ("provider", "none".to_owned()),
            ("district", "03101".to_owned()),
            ("preview", Uuid::nil().to_string()),
            ("view", Uuid::nil().to_string()),
            ("rule", Uuid::nil().to_string()),
            ("alert", Uuid::nil().to_string()),
            ("webhook", webhook),
            ("delivery", Uuid::nil().to_string()),
            ("upload", Uuid::nil().to_string()),
            ("extract", Uuid::nil().to_string()),
            (
                "signal",
                plain("SELECT id FROM surveillance_signals WHERE LENGTH(place) = 2 AND office IS NULL ORDER BY id LIMIT 1").await,
            ),
            ("row", "2".to_owned()),
            ("krankheit", "influenza".to_owned()),
            ("region", "03241".to_owned()),
            ("disease", "influenza".to_owned()),
            ("set", "meldungen".to_owned()),
            ("indicator", "infant-mortality".to_owned()),
            ("text_kind", "krankheit".to_owned()),
            ("text_key", "influenza".to_owned()),
            ("number", "1".to_owned()),
            ("datei", "reihe.csv".to_owned()),
            ("figur", "reihe".to_owned()),
        ]);
        Self { by_name }
    }

    fn path(&self, template: &str) -> String {
        let mut path = String::new();
        for part in template.split_inclusive('/') {
            match part
                .trim_end_matches('/')
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            {
                Some(name) => {
                    let value = self.by_name.get(name).unwrap_or_else(|| {
                        panic!("{template}: the test knows no {name}; add one to its list")
                    });
                    path.push_str(value);
                    if part.ends_with('/') {
                        path.push('/');
                    }
                }
                None => path.push_str(part),
            }
        }
        path
    }
}

fn names(route: &Route) -> impl Iterator<Item = &str> {
    route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn body_of(route: &Route) -> &'static str {
    if speaks_json(route.path) && route.method != Method::GET {
        "{}"
    } else {
        ""
    }
}

async fn office_of(product: &Product, member: &Member) -> Uuid {
    product
        .uuid(
            "SELECT COALESCE(parent, id) FROM organisations WHERE id = $1 AND kind = 'institution'",
            vec![member.organisation.into()],
        )
        .await
        .unwrap_or(member.organisation)
}

pub(crate) async fn every_route_refuses_visitors_wrong_roles_and_other_organisations(
    product: &Product,
) {
    let app = &product.installation.app;
    let mut tried = [0_usize; 3];

    let nobody = Things::foreign(product, Uuid::nil()).await;
    for route in &product.installation.routes {
        if matches!(route.guard, Guard::Public | Guard::Demo) {
            continue;
        }
        let path = nobody.path(route.path);
        let answer = product
            .send(route.method.clone(), &path, "", body_of(route))
            .await;
        let refused = answer.status == StatusCode::UNAUTHORIZED
            || (answer.status == StatusCode::SEE_OTHER && answer.location.starts_with("/anmelden"));
        assert!(
            refused,
            "without sign-in: {} {path} answers {}",
            route.method, answer.status
        );
        tried[0] += 1;
    }

    for role in Role::ALL {
        let member = product.somebody(role).await;
        let cookie = product.sign_in(member.person).await;
        // Where programs ask, a cookie counts for nothing.
        let key = product.access_key(&cookie).await;
        let actor = kernel::Actor::Person {
            id: PersonId::from_uuid(member.person),
            memberships: vec![Membership {
                organisation: OrganisationId::from_uuid(member.organisation),
                level: member.level.parse().expect("a level"),
                role,
            }],
            own_roles: vec![],
            second_factor: true,
        };
        let things = Things::foreign(product, office_of(product, &member).await).await;
        for route in &product.installation.routes {
            let Guard::Action(action) = route.guard else {
                continue;
            };
            let path = things.path(route.path);
            let cookie = if path.starts_with("/v1/") {
                &key
            } else {
                &cookie
            };
            if !app.policy.could(&actor, action) {
                let answer = product
                    .send(route.method.clone(), &path, cookie, body_of(route))
                    .await;
                assert!(
                    matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                    "wrong role {role}: {} {path} answers {}",
                    route.method,
                    answer.status
                );
                tried[1] += 1;
                continue;
            }
            let of_the_state = matches!(
                role,
                Role::StateAdministrator
                    | Role::FormAuthor
                    | Role::Analyst
                    | Role::DataProtectionOfficer
            );
            if !of_the_state && names(route).any(|name| OWNED.contains(&name)) {
                let answer = product
                    .send(route.method.clone(), &path, cookie, body_of(route))
                    .await;
                assert!(
                    matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                    "other organisation, {role}: {} {path} answers {} {}",
                    route.method,
                    answer.status,
                    answer.location
                );
                tried[2] += 1;
            }
        }
    }
    println!(
        "refused: {} without sign-in, {} with a wrong role, {} in another organisation",
        tried[0], tried[1], tried[2]
    );
    assert!(
        tried.iter().all(|count| *count > 20),
        "the table is not empty: {tried:?}"
    );
}

/// Somebody of the demo holds a role of her office's own. It is given each permitted action alone, and
/// every route is tried that this action does not open: what a change of a role takes away is refused to
/// a session that was opened before.
pub(crate) async fn every_route_refuses_an_own_role_without_its_action(product: &Product) {
    let app = &product.installation.app;
    let member = product.somebody(Role::Own).await;
    let organisation = OrganisationId::from_uuid(member.organisation);
    let cookie = product.sign_in(member.person).await;
    let things = Things::foreign(product, member.organisation).await;
    let before = "SELECT actions FROM own_roles WHERE organisation = $1";
    let at = vec![db::Value::from(member.organisation)];
    let held: Option<String> = db::scalar(app.db.read(), before, at).await.expect("a role");
    let held = held.expect("the demo has one");
    let mut tried = 0;
    for (action, _) in app.policy.permitted(Level::Office) {
        set_actions(product, member.organisation, action.0).await;
        let actor = kernel::Actor::Person {
            id: PersonId::from_uuid(member.person),
            memberships: vec![Membership {
                organisation,
                level: Level::Office,
                role: Role::Own,
            }],
            own_roles: vec![OwnRole {
                organisation,
                level: Level::Office,
                actions: vec![action],
                institutions: vec![],
            }],
            second_factor: true,
        };
        for route in &product.installation.routes {
            let Guard::Action(needed) = route.guard else {
                continue;
            };
            let path = things.path(route.path);
            if app.policy.could(&actor, needed) || path.starts_with("/v1/") {
                continue;
            }
            let answer = product
                .send(route.method.clone(), &path, &cookie, body_of(route))
                .await;
            assert!(
                matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                "an own role with {action}: {} {path} answers {}",
                route.method,
                answer.status
            );
            tried += 1;
        }
    }
    set_actions(product, member.organisation, &held).await;
    assert!(tried > 500, "the table is not empty: {tried}");
}

async fn set_actions(product: &Product, organisation: Uuid, actions: &str) {
    let tx = product
        .installation
        .app
        .db
        .begin()
        .await
        .expect("a transaction");
    let sql = "UPDATE own_roles SET actions = $2 WHERE organisation = $1";
    let values = vec![organisation.into(), actions.into()];
    assert_eq!(db::execute(&tx, sql, values).await.expect("a role"), 1);
    tx.commit().await.expect("the commit");
}
