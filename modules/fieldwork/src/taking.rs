// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Takes records in. What a form's rules forbid is kept and laid aside with the reasons: nothing is
//! accepted silently, and nothing that a tablet has sent is lost.

use forms::{CompiledForm, FormSpec, ViolationKind};
use jiff::Timestamp;
use kernel::{Clock, Id, Lang, Localized, PersonId};
use odk::central::Problem;
use odk::odata::ReviewState;
use odk::openrosa::{Arrival, Instance, Known, SUBMISSION_LIMITS, arrival};
use uuid::Uuid;
use web::App;

use crate::api::fault::Fault as Failure;
use crate::events::{RECORD_RECEIVED, RecordReceived};
use crate::following::{self, Step};
use crate::inspecting::linking;
use crate::model::{Facts, Fault, Project, ProjectForm, Record, SealedVersion};
use crate::ready::{self, Named};
use crate::{actions, entities, lists, opening, store};

/// What arrives.
#[derive(Debug, Clone)]
pub(crate) struct Sent<'a> {
    /// The instance as it was sent.
    pub(crate) xml: &'a [u8],
    /// The device, as it calls itself.
    pub(crate) device: Option<String>,
    /// The program that sends it.
    pub(crate) program: Option<String>,
    /// Who sends it.
    pub(crate) actor: i64,
    /// The person, if it is one.
    pub(crate) person: Option<PersonId>,
    /// The form that the address names, if it names one.
    pub(crate) form: Option<&'a str>,
    /// The record that the address names, which is to be replaced.
    pub(crate) replaces: Option<&'a str>,
    /// Whether only forms are taken that this tablet may fill in.
    pub(crate) is_tablet: bool,
    /// The inspection that it was filled in for, if that is known.
    pub(crate) inspection: Option<Uuid>,
}

/// What became of it.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// The record.
    pub(crate) record: Record,
    /// Whether something new was kept.
    pub(crate) is_new: bool,
}

/// Takes a record or a new version of one in. When this answers, it survives a power cut.
pub(crate) async fn take(app: &App, project: &Project, sent: Sent<'_>) -> Result<Taken, Failure> {
    take_at(app, app.clock.as_ref(), project, sent).await
}

/// The same at a moment that the caller knows: for invented records.
pub(crate) async fn take_at(
    app: &App,
    clock: &dyn Clock,
    project: &Project,
    sent: Sent<'_>,
) -> Result<Taken, Failure> {
    let mut instance = Instance::read(sent.xml, &SUBMISSION_LIMITS)
        .map_err(|error| Problem::of_instance(&error, sent.xml.len()))?;
    let wanted = sent.form.unwrap_or(&instance.form_id);
    if wanted != instance.form_id {
        return Err(Failure::from(Problem::UnexpectedValue {
            field: "form ID".to_owned(),
            value: instance.form_id.clone(),
            reason: format!("the address names the form {wanted}"),
        }));
    }
    let form = form_for(app, project, wanted, &sent).await?;
    if !form.standing.takes_submissions() || project.archived {
        return Err(Problem::NotAcceptingSubmissions.into());
    }
    let now = clock.now();
    let instance_id = instance.instance_id.take().unwrap_or_else(|| {
        let made: Uuid = Id::<()>::new(clock, app.chance.as_ref()).uuid();
        format!("uuid:{made}")
    });
    if sent.replaces.is_some() && instance.deprecated_id.is_none() {
        return Err(Problem::ExpectedDeprecation.into());
    }
    let versions = ready::versions(app.db.read(), form.form).await?;
    let version = versions
        .iter()
        .find(|version| version.name == instance.version)
        .or_else(|| versions.first().filter(|_| instance.version.is_empty()))
        .ok_or_else(|| Problem::FormVersionNotFound {
            version: instance.version.clone(),
        })?;
    let lists = with_lists(app, project, &version.ready.spec, now).await?;
    let facts = read(&version.ready.compiled, &sent, &instance, &lists);

    let tx = app.db.begin().await?;
    let same = known(app, &tx, project, &form, &instance_id).await?;
    let deprecated = match &instance.deprecated_id {
        Some(id) => Some(known(app, &tx, project, &form, id).await?),
        None => None,
    };
    let outcome = arrival(
        sent.xml,
        same.as_known(),
        deprecated.as_ref().map(Found::as_known),
    );
    let outcome = outcome.map_err(|refusal| {
        let id = instance.deprecated_id.as_deref().unwrap_or_default();
        Problem::of_refusal(refusal, id)
    })?;
    let mut record = match (outcome, deprecated) {
        (Arrival::Again, _) => {
            let record = same.record.ok_or(Problem::Internal)?;
            tx.rollback().await?;
            return Ok(Taken {
                record,
                is_new: false,
            });
        }
        (Arrival::Edit, Some(found)) => {
            let record = found.record.ok_or(Problem::Internal)?;
            if record.restricted_at.is_some() {
                return Err(Problem::NotFound.into());
            }
            record
        }
        _ => Record {
            id: Id::<()>::new(clock, app.chance.as_ref()).uuid(),
            project: project.id,
            xml_form_id: form.xml_form_id.clone(),
            instance_id: instance_id.clone(),
            number: 0,
            actor: sent.actor,
            review_state: None,
            is_aside: false,
            created_at: now,
            updated_at: None,
            restricted_at: None,
        },
    };
    if sent.replaces.is_some_and(|id| id != record.instance_id) {
        return Err(Problem::NotFound.into());
    }
    record.number += 1;
    record.is_aside = !facts.faults.is_empty();
    record.review_state = match (record.is_aside, record.number) {
        (true, _) => Some(ReviewState::HasIssues),
        (false, 1) => None,
        (false, _) => Some(ReviewState::Edited),
    };
    if record.number == 1 {
        if !store::records::add(&tx, &record).await? {
            return Err(Problem::InstanceIdConflict.into());
        }
    } else {
        record.updated_at = Some(now);
        store::records::change(&tx, &record).await?;
    }
    let sealed = seal(
        app,
        &tx,
        project,
        &record,
        version,
        &instance_id,
        &sent,
        &facts,
        now,
    )
    .await?;
    if !store::records::add_version(&tx, &form, &sealed).await? {
        return Err(Problem::InstanceIdConflict.into());
    }
    lists::ensure(&tx, project.id, &version.ready.spec, now).await?;
    let step = Step {
        record: &record,
        actor: sent.actor,
        is_approved: false,
        at: now,
    };
    let has_failed = following::follow(app, &tx, clock, project, (step, &facts)).await?;
    linking::arrived(app, &tx, clock, project, (step, &facts), sent.inspection).await?;
    if has_failed {
        record.review_state = Some(ReviewState::HasIssues);
        store::records::change(&tx, &record).await?;
    }
    let entry = audit::Entry {
        chain: project.office.uuid(),
        actor: sent.person,
        action: actions::RECORD_SEND,
        subject: audit::Subject::new("record", Id::<()>::from_uuid(record.id)),
        facts: vec![
            ("project", project.id.into()),
            ("by", sent.actor.into()),
            ("version", record.number.into()),
            ("faults", facts.faults.len().into()),
        ],
    };
    audit::append(&tx, clock, entry).await?;
    let event = RecordReceived {
        record: record.id,
        project: project.id,
        office: project.office,
        version: record.number,
        is_aside: record.is_aside,
        at: now,
    };
    jobs::publish(&tx, clock, app.chance.as_ref(), RECORD_RECEIVED, &event)
        .await
        .map_err(web::Error::from)?;
    tx.commit().await?;
    Ok(Taken {
        record,
        is_new: true,
    })
}

/// The form of the project, which a tablet must be allowed to fill in.
async fn form_for(
    app: &App,
    project: &Project,
    xml_form_id: &str,
    sent: &Sent<'_>,
) -> Result<ProjectForm, Failure> {
    let conn = app.db.read();
    let form = if sent.is_tablet {
        let allowed = store::forms::of_tablet(conn, project.id, sent.actor).await?;
        allowed
            .into_iter()
            .find(|form| form.xml_form_id == xml_form_id)
    } else {
        store::forms::find(conn, project.id, xml_form_id).await?
    };
    Ok(form.ok_or(Problem::NotFound)?)
}

/// What is known under an identifier.
#[derive(Default)]
struct Found {
    record: Option<Record>,
    /// The XML, if it is that of the newest version.
    xml: Option<Vec<u8>>,
}

impl Found {
    fn as_known(&self) -> Known<'_> {
        match (&self.record, &self.xml) {
            (None, _) => Known::Nothing,
            (Some(_), Some(xml)) => Known::Newest(xml),
            (Some(_), None) => Known::Replaced,
        }
    }
}

async fn known(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    form: &ProjectForm,
    instance_id: &str,
) -> Result<Found, Failure> {
    let Some(version) = store::records::version_by_instance(tx, form, instance_id).await? else {
        return Ok(Found::default());
    };
    let record = store::records::lock(tx, version.record).await?;
    let is_newest = record
        .as_ref()
        .is_some_and(|record| record.number == version.number);
    let xml = if is_newest {
        Some(opening::xml(app, tx, project, &version).await?)
    } else {
        None
    };
    Ok(Found { record, xml })
}

/// The moment, and the lists of entities that a form reads, as they are now.
pub(crate) async fn with_lists(
    app: &App,
    project: &Project,
    spec: &FormSpec,
    at: Timestamp,
) -> Result<forms::Context, web::Error> {
    let mut context = forms::Context::at(at);
    let wanted = spec.lists_of_entities();
    if wanted.is_empty() {
        return Ok(context);
    }
    let conn = app.db.read();
    for list in store::lists::of_project(conn, project.id).await? {
        if !wanted.contains(list.name.as_str()) {
            continue;
        }
        let table = entities::table(app, conn, project, &list).await?;
        context = context
            .with_entities(&list.name, &table)
            .map_err(web::Error::Internal)?;
    }
    Ok(context)
}

/// Reads the answers and says what the form's rules forbid about them.
fn read(
    form: &CompiledForm,
    sent: &Sent<'_>,
    instance: &Instance,
    context: &forms::Context,
) -> Facts {
    let mut facts = Facts {
        name: instance.instance_name.clone(),
        device: sent.device.clone(),
        program: sent.program.clone(),
        ..Facts::default()
    };
    let filling = match form.read_xml(sent.xml, context) {
        Ok(filling) => filling,
        Err(error) => {
            facts.faults.push(Fault {
                path: String::new(),
                kind: "unreadable".to_owned(),
                message: Localized(
                    [
                        (
                            Lang::De,
                            format!(
                                "Die Angaben lassen sich nicht in das Formular einlesen: {error}."
                            ),
                        ),
                        (
                            Lang::En,
                            format!("The answers cannot be read into the form: {error}."),
                        ),
                    ]
                    .map(|(lang, text)| (lang.tag().to_owned(), text))
                    .into(),
                ),
            });
            return facts;
        }
    };
    facts.answers = filling.answers();
    facts.entities = following::deeds(filling.session(), &instance.entities);
    let violations = filling.evaluation().violations.into_iter();
    facts.faults = violations
        .filter(|violation| {
            // Files follow in requests of their own; what is not there yet is shown as missing.
            let field = form.field(&violation.path);
            let is_file = field.is_some_and(|field| field.question.kind.is_file());
            !(is_file && matches!(violation.kind, ViolationKind::File | ViolationKind::Type))
        })
        .map(|violation| Fault {
            path: violation.path,
            kind: violation.kind.code().to_owned(),
            message: violation.message,
        })
        .collect();
    facts
}

/// The names of the files that answers name, each once.
pub(crate) fn files_named(form: &CompiledForm, answers: &forms::Answers) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (path, value) in answers.iter() {
        let field = form.field(path);
        let is_file = field.is_some_and(|field| field.question.kind.is_file());
        if is_file && !value.is_empty() && !names.iter().any(|name| name == value) {
            names.push(value.to_owned());
        }
    }
    names
}

#[expect(clippy::too_many_arguments, reason = "each is a fact of one version")]
async fn seal(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    record: &Record,
    version: &Named,
    instance_id: &str,
    sent: &Sent<'_>,
    facts: &Facts,
    now: Timestamp,
) -> Result<SealedVersion, Failure> {
    let (id, number) = (record.id, record.number);
    let plain = serde_json::to_vec(facts).map_err(web::Error::internal)?;
    let xml_context = SealedVersion::xml_context(id, number);
    let facts_context = SealedVersion::facts_context(id, number);
    let vault = &app.vault;
    let files = files_named(&version.ready.compiled, &facts.answers).len();
    Ok(SealedVersion {
        record: id,
        number,
        instance_id: instance_id.to_owned(),
        form_version: version.ready.version.id,
        version_name: version.name.clone(),
        actor: sent.actor,
        files_named: i64::try_from(files).unwrap_or(i64::MAX),
        created_at: now,
        sealed_xml: vault
            .seal(tx, project.office, &xml_context, sent.xml)
            .await?,
        sealed_facts: vault
            .seal(tx, project.office, &facts_context, &plain)
            .await?,
    })
}
