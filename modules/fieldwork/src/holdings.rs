// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What records and entities of the field service hold about people: found, shown, restricted, deleted.
//! Rights of the people concerned are worked on elsewhere; here is what they mean for the field service.

use jiff::civil::Date;
use kernel::{Id, Lang, OrganisationId, PersonId, berlin_date};
use persons::{Fit, Sought};
use uuid::Uuid;
use web::{
    Activity, App, Because, BoxFuture, Error, Gone, Held, HeldField, HeldFile, Hit, Holdings,
    Searched, Which,
};

use crate::model::{Comment, Entity, EntityFacts, List, Project, ProjectForm, Record};
use crate::store::holdings::EntityKey;
use crate::{actions, lists, opening, ready, store};

/// How many records are read at once.
const PAGE: i64 = 500;

/// The face of the module.
pub(crate) const FACE: Holdings = Holdings {
    module: "fieldwork",
    words: "fieldwork-holdings",
    find,
    open,
    file,
    restrict,
    delete,
};

/// A thing of the module.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Record(Uuid),
    Entity(EntityKey),
}

impl Item {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let item = match parts.next()? {
            "record" => Self::Record(parts.next()?.parse().ok()?),
            "entity" => Self::Entity(EntityKey {
                project: parts.next()?.parse().ok()?,
                list: parts.next()?.to_owned(),
                id: parts.next()?.parse().ok()?,
            }),
            _ => return None,
        };
        parts.next().is_none().then_some(item)
    }

    fn write(&self) -> String {
        match self {
            Self::Record(id) => format!("record/{id}"),
            Self::Entity(key) => format!("entity/{}/{}/{}", key.project, key.list, key.id),
        }
    }
}

/// A record of the office with its project and its form.
async fn record_of(
    conn: &impl db::ConnectionTrait,
    office: OrganisationId,
    id: Uuid,
) -> Result<Option<(Record, Project, ProjectForm)>, Error> {
    let Some(record) = store::records::find(conn, id).await? else {
        return Ok(None);
    };
    let project = store::projects::find(conn, record.project).await?;
    let form = store::forms::find(conn, record.project, &record.xml_form_id).await?;
    Ok(match (project, form) {
        (Some(project), Some(form)) if project.office == office => Some((record, project, form)),
        _ => None,
    })
}

/// The project of an entity, if it is one of the office.
async fn project_of(
    conn: &impl db::ConnectionTrait,
    office: OrganisationId,
    key: &EntityKey,
) -> Result<Option<Project>, Error> {
    let project = store::projects::find(conn, key.project).await?;
    Ok(project.filter(|project| project.office == office))
}

fn find<'a>(
    app: &'a App,
    office: OrganisationId,
    sought: &'a Sought,
) -> BoxFuture<'a, Result<Searched, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let mut found = Searched::default();
        let mut last = Uuid::nil();
        loop {
            let page = store::holdings::records_after(conn, office, last, PAGE).await?;
            let Some(end) = page.last() else { break };
            last = *end;
            for id in page {
                let Some((record, project, form)) = record_of(conn, office, id).await? else {
                    continue;
                };
                found.read += 1;
                if let Some((fit, name)) = fits(app, sought, (&record, &project, &form)).await? {
                    found.hits.push(Hit {
                        item: Item::Record(id).write(),
                        activity: activity(project.id),
                        title: web::format::moment(Lang::De, record.created_at),
                        name,
                        day: berlin_date(record.created_at),
                        institution: None,
                        fit,
                    });
                }
            }
        }
        find_entities(app, office, sought, &mut found).await?;
        Ok(found)
    })
}

fn activity(project: i64) -> String {
    format!("fieldwork/{project}")
}

async fn fits(
    app: &App,
    sought: &Sought,
    (record, project, form): (&Record, &Project, &ProjectForm),
) -> Result<Option<(Fit, String)>, Error> {
    let conn = app.db.read();
    let mut best: Option<(Fit, String)> = None;
    for version in store::records::versions(conn, record.id).await? {
        let ready = ready::version(conn, form.form, version.form_version).await?;
        let facts = opening::facts_of(app, conn, project, &version).await?;
        let naming = form_pages::naming(&ready.compiled, &facts.answers);
        if let Some((fit, name)) = sought.among(&naming.texts, &naming.days)
            && best.as_ref().is_none_or(|(known, _)| fit < *known)
        {
            best = Some((fit, name));
        }
    }
    Ok(best)
}

async fn find_entities(
    app: &App,
    office: OrganisationId,
    sought: &Sought,
    found: &mut Searched,
) -> Result<(), Error> {
    let conn = app.db.read();
    for key in store::holdings::entities(conn, office).await? {
        found.read += 1;
        let Some((entity, versions)) = entity_of(app, office, &key).await? else {
            continue;
        };
        let best = versions.iter().filter_map(|(_, facts)| {
            let (texts, days) = said(facts);
            sought.among(&texts, &days)
        });
        found.hits.extend(best.min().map(|(fit, name)| Hit {
            item: Item::Entity(key.clone()).write(),
            activity: activity(key.project),
            title: key.list.clone(),
            name,
            day: berlin_date(entity.created_at),
            institution: None,
            fit,
        }));
    }
    Ok(())
}

/// The texts and the days of an entity.
fn said(facts: &EntityFacts) -> (Vec<(String, String)>, Vec<Date>) {
    let values = facts.data.values().chain([&facts.label]);
    let texts = values.clone().map(|text| (String::new(), text.clone()));
    let days = values.filter_map(|text| text.get(..10)?.parse().ok());
    (texts.collect(), days.collect())
}

/// An entity of the office with all its versions, opened, the newest first.
async fn entity_of(
    app: &App,
    office: OrganisationId,
    key: &EntityKey,
) -> Result<Option<(Entity, Vec<(i64, EntityFacts)>)>, Error> {
    let conn = app.db.read();
    let Some(project) = project_of(conn, office, key).await? else {
        return Ok(None);
    };
    let Some(list) = lists::find(app, &project, &key.list).await? else {
        return Ok(None);
    };
    let Some(kept) = store::entities::find(conn, &list, key.id).await? else {
        return Ok(None);
    };
    let mut versions = Vec::new();
    for version in store::entities::versions(conn, &kept.entity).await? {
        let context = kept.entity.context(version.number);
        let plain = app
            .vault
            .open(conn, office, &context, &version.sealed)
            .await?;
        let facts = serde_json::from_slice(&plain).map_err(Error::internal)?;
        versions.push((version.number, facts));
    }
    Ok(Some((kept.entity, versions)))
}

fn open<'a>(
    app: &'a App,
    lang: Lang,
    which: Which<'a>,
) -> BoxFuture<'a, Result<Option<Held>, Error>> {
    Box::pin(async move {
        match Item::read(which.item) {
            Some(Item::Record(id)) => open_record(app, lang, which, id).await,
            Some(Item::Entity(key)) => open_entity(app, lang, which, key).await,
            None => Ok(None),
        }
    })
}

async fn open_record(
    app: &App,
    lang: Lang,
    which: Which<'_>,
    id: Uuid,
) -> Result<Option<Held>, Error> {
    let conn = app.db.read();
    let Some((record, project, form)) = record_of(conn, which.office, id).await? else {
        return Ok(None);
    };
    let mut fields = Vec::new();
    for version in store::records::versions(conn, id).await? {
        let ready = ready::version(conn, form.form, version.form_version).await?;
        let facts = opening::facts_of(app, conn, &project, &version).await?;
        let group = app.catalog.text(
            lang,
            "fieldwork-holdings-version",
            &[
                ("number", version.number.into()),
                ("when", web::format::moment(lang, version.created_at).into()),
            ],
        );
        let lines = form_pages::held(&ready.compiled, &facts.answers, lang.tag());
        fields.extend(lines.into_iter().map(|line| HeldField {
            key: format!("{}:{}", version.number, line.path),
            group: group.clone(),
            label: line.label,
            value: line.value,
        }));
    }
    for comment in store::comments::of(conn, id).await? {
        let value = opening::comment(app, conn, &project, &comment).await?;
        if !value.is_empty() {
            fields.push(HeldField {
                key: format!("comment:{}", comment.id),
                group: app.catalog.text(lang, "fieldwork-holdings-comments", &[]),
                label: web::format::moment(lang, comment.created_at),
                value,
            });
        }
    }
    let mut files = Vec::new();
    for row in store::holdings::files(conn, id).await? {
        let context = opening::file_context(id, &row.name_hash, None);
        let name = app
            .vault
            .open(conn, project.office, &context, &row.sealed_name)
            .await?;
        let name = String::from_utf8(name.to_vec()).map_err(Error::internal)?;
        files.push(HeldFile {
            key: name.clone(),
            name,
            media_type: row.media_type,
        });
    }
    Ok(Some(Held {
        title: format!(
            "{} · {}",
            project.name,
            web::format::moment(lang, record.created_at)
        ),
        href: crate::pages::record_path(&record),
        fields,
        files,
        restricted: record.restricted_at.is_some(),
        kept: None,
        stays: app.catalog.text(lang, "fieldwork-holdings-stays", &[]),
    }))
}

async fn open_entity(
    app: &App,
    lang: Lang,
    which: Which<'_>,
    key: EntityKey,
) -> Result<Option<Held>, Error> {
    let Some((_, versions)) = entity_of(app, which.office, &key).await? else {
        return Ok(None);
    };
    let mut fields = Vec::new();
    for (number, facts) in versions {
        let group = app.catalog.text(
            lang,
            "fieldwork-holdings-entity",
            &[("number", number.into())],
        );
        let label = app.catalog.text(lang, "fieldwork-holdings-label", &[]);
        let values = [(label, facts.label)].into_iter().chain(facts.data);
        fields.extend(values.map(|(label, value)| HeldField {
            key: format!("{number}:{label}"),
            group: group.clone(),
            label,
            value,
        }));
    }
    let list = List {
        project: key.project,
        name: key.list.clone(),
        approval_required: false,
        created_at: app.clock.now(),
        properties: Vec::new(),
    };
    Ok(Some(Held {
        title: key.list,
        href: crate::pages::entity_path(&list, key.id),
        fields,
        ..Held::default()
    }))
}

fn file<'a>(
    app: &'a App,
    which: Which<'a>,
    key: &'a str,
) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let Some(Item::Record(id)) = Item::read(which.item) else {
            return Ok(None);
        };
        let Some((_, project, _)) = record_of(conn, which.office, id).await? else {
            return Ok(None);
        };
        let found = opening::file(app, conn, &project, (id, key)).await?;
        Ok(found.map(|(_, bytes)| bytes))
    })
}

fn entry(
    project: &Project,
    action: kernel::Action,
    subject: audit::Subject,
    what: &'static str,
    by: PersonId,
) -> audit::Entry {
    audit::Entry {
        chain: project.office.uuid(),
        actor: Some(by),
        action,
        subject,
        facts: vec![("what", what.into()), ("project", project.id.into())],
    }
}

fn restrict<'a>(
    app: &'a App,
    tx: &'a db::Tx,
    which: Which<'a>,
    restricted: bool,
    because: Because<'a>,
) -> BoxFuture<'a, Result<bool, Error>> {
    Box::pin(async move {
        // An entity is what tablets work with; it is deleted or left alone.
        let Some(Item::Record(id)) = Item::read(which.item) else {
            return Ok(false);
        };
        store::records::lock(tx, id).await?;
        let Some((_, project, _)) = record_of(tx, which.office, id).await? else {
            return Ok(false);
        };
        let wish = restricted.then_some((app.clock.now(), because.request));
        store::holdings::restrict(tx, id, wish).await?;
        let what = if restricted { "restricted" } else { "lifted" };
        let subject = audit::Subject::new("record", Id::<()>::from_uuid(id));
        let entry = entry(
            &project,
            actions::RECORD_RESTRICT,
            subject,
            what,
            because.by,
        );
        audit::append(tx, &*app.clock, entry).await?;
        Ok(true)
    })
}

fn delete<'a>(
    app: &'a App,
    tx: &'a db::Tx,
    which: Which<'a>,
    because: Because<'a>,
) -> BoxFuture<'a, Result<Option<Gone>, Error>> {
    Box::pin(async move {
        let (project, subject, (pieces, content)) = match Item::read(which.item) {
            Some(Item::Record(id)) => {
                store::records::lock(tx, id).await?;
                let Some((_, project, _)) = record_of(tx, which.office, id).await? else {
                    return Ok(None);
                };
                let subject = audit::Subject::new("record", Id::<()>::from_uuid(id));
                (
                    project,
                    subject,
                    store::holdings::delete_record(tx, id).await?,
                )
            }
            Some(Item::Entity(key)) => {
                let Some(project) = project_of(tx, which.office, &key).await? else {
                    return Ok(None);
                };
                let subject = audit::Subject::new("entity", Id::<()>::from_uuid(key.id));
                let gone = store::holdings::delete_entity(tx, &key).await?;
                if gone.0 == 0 {
                    return Ok(None);
                }
                (project, subject, gone)
            }
            None => return Ok(None),
        };
        let action = actions::RECORD_DELETE;
        let mut entry = entry(&project, action, subject, because.ground, because.by);
        entry.facts.push(("pieces", pieces.into()));
        entry.facts.push(("content", content.into()));
        audit::append(tx, &*app.clock, entry).await?;
        Ok(Some(Gone { pieces, content }))
    })
}

/// Records why somebody opens a restricted record.
pub(crate) async fn note_reason(
    app: &App,
    project: &Project,
    record: &Record,
    reason: &str,
    by: PersonId,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let id = Id::<()>::new(&*app.clock, &*app.chance).uuid();
    let context = Comment::context(id);
    let actor = store::actors::ensure_person(&tx, by, app.clock.now()).await?;
    let comment = Comment {
        id,
        actor: Some(actor.id),
        review_state: None,
        is_review: false,
        created_at: app.clock.now(),
        sealed: app
            .vault
            .seal(&tx, project.office, &context, reason.as_bytes())
            .await?,
    };
    store::comments::add(&tx, record.id, &comment).await?;
    let subject = audit::Subject::new("record", Id::<()>::from_uuid(record.id));
    let entry = entry(project, actions::RECORD_OPEN, subject, "restricted", by);
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// The projects of an office as activities of the register of processing.
pub(crate) fn activities(
    app: &App,
    lang: Lang,
    office: OrganisationId,
) -> BoxFuture<'_, Result<Vec<Activity>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let word = |key: &str| app.catalog.text(lang, key, &[]);
        let tag = lang.tag();
        let mut activities = Vec::new();
        for project in store::projects::of_office(conn, office).await? {
            let (mut titles, mut law, mut asked) = (Vec::new(), Vec::new(), Vec::new());
            for form in store::forms::of_project(conn, project.id).await? {
                let versions = ready::versions(conn, form.form).await?;
                let Some(newest) = ready::offered(&versions).or(versions.first()) else {
                    continue;
                };
                let spec = &newest.ready.spec;
                titles.push(spec.title.get(tag).to_owned());
                law.push(spec.legal_basis.get(tag).to_owned());
                asked.extend(form_pages::classes(&newest.ready.compiled, tag));
            }
            let mut data: Vec<String> = Vec::new();
            for (class, labels) in asked {
                let class = class.map_or("none", forms::PrivacyClass::name);
                let class =
                    app.catalog
                        .text(lang, "fieldwork-activity-class", &[("class", class.into())]);
                data.push(format!("{class}: {}", labels.join("; ")));
            }
            for list in lists::of_project(app, &project).await? {
                let properties = list.properties.into_iter().map(|one| one.name);
                let properties = properties.collect::<Vec<_>>().join("; ");
                data.push(format!("{}: {properties}", list.name));
            }
            law.retain(|text| !text.is_empty());
            law.dedup();
            activities.push(Activity {
                key: activity(project.id),
                title: app.catalog.text(
                    lang,
                    "fieldwork-activity-title",
                    &[("name", project.name.as_str().into())],
                ),
                purpose: if project.description.is_empty() {
                    titles.join("; ")
                } else {
                    project.description.clone()
                },
                legal_basis: law.join("; "),
                persons: word("fieldwork-activity-persons"),
                data,
                recipients: word("fieldwork-activity-recipients"),
                origin: word("fieldwork-activity-origin"),
                retention: word("fieldwork-activity-retention"),
                measures: word("fieldwork-activity-measures"),
            });
        }
        Ok(activities)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_back_and_nothing_else_is() {
        let id = Uuid::from_u128(7);
        for text in [format!("record/{id}"), format!("entity/3/maengel/{id}")] {
            assert_eq!(Item::read(&text).unwrap().write(), text);
        }
        for text in ["", "record/x", "entity/3/maengel", "report/1"] {
            assert_eq!(Item::read(text), None, "{text}");
        }
    }
}
