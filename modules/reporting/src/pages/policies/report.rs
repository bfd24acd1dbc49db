// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The report of a policy (Freigabebericht): one German page for the data protection officer, also as PDF.

use anonymity::Section;
use anonymity::forwarding::{About, policy_report};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use kernel::Lang;
use print::{Block, Document, Facts, Run};
use web::{App, Context, Crumb, Error, Page, render};

use super::{crumbs, load, path_of, title_of};
use crate::model::{KeptPolicy, PolicyStatus};
use crate::pages::person_name;
use crate::release::plan_figures;
use crate::store;

/// Whether a policy has a report: from its submission on, as long as nobody writes on it again.
pub(super) fn exists(kept: &KeptPolicy) -> bool {
    kept.hash.is_some() && !kept.status.is_open()
}

#[derive(Template)]
#[template(path = "reporting/policy_report.html")]
struct ReportPage {
    page: Page,
    path: String,
    policy: String,
    status: PolicyStatus,
    german_only: bool,
    sections: Vec<Section>,
}

/// A policy that has a report, its German name and its sections.
async fn report_of(
    app: &App,
    context: &Context,
    policy: &str,
) -> Result<(KeptPolicy, String, Vec<Section>), Error> {
    let kept = load(app, context, policy).await?;
    if !exists(&kept) {
        return Err(Error::NotFound);
    }
    let policy = kept.policy().map_err(Error::internal)?;
    // An official paper, whatever language its reader has chosen.
    let published = store::published::all(app.db.read()).await?;
    let form = published.iter().find(|form| form.id == kept.form_version);
    let form = form.map_or(String::new(), |form| {
        let arguments: &[(&str, web::Value)] = &[
            ("title", form.title.get(forms::LEGAL_LANGUAGE).into()),
            ("number", form.number.into()),
        ];
        context.t_in(Lang::De, "reporting-form-version", arguments)
    });
    let sections = policy_report(
        &policy,
        &About {
            form: &form,
            figures: kept.figures.as_ref(),
            noise: plan_figures(&policy).map_err(Error::internal)?,
            software: &kept.software,
        },
    );
    Ok((kept, form, sections))
}

/// The report.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
) -> Result<Html<String>, Error> {
    let (kept, form, sections) = report_of(&app, &context, &policy).await?;
    let policy = title_of(&context, &kept, &form);
    let title = context.t_with(
        "reporting-policy-report-title",
        &[("policy", policy.as_str().into())],
    );
    let path = path_of(kept.id);
    let last = vec![
        Crumb::new(&policy, &path),
        Crumb::new(&title, format!("{path}/bericht")),
    ];
    render(&ReportPage {
        page: context.page(&title, crumbs(&context, last)),
        path,
        policy,
        status: kept.status,
        german_only: context.lang() != Lang::De,
        sections,
    })
}

/// The report on paper.
pub async fn paper(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
) -> Result<Response, Error> {
    let (kept, form, sections) = report_of(&app, &context, &policy).await?;
    let conn = app.db.read();
    let lang = Lang::De;
    let say = |key: &str, arguments: &[(&str, web::Value)]| context.t_in(lang, key, arguments);
    let arguments: &[(&str, web::Value)] = &[
        ("number", kept.number.into()),
        ("form", form.as_str().into()),
    ];
    let policy = say("reporting-policy-title", arguments);
    let title = say(
        "reporting-policy-report-title",
        &[("policy", policy.as_str().into())],
    );
    let state = directory::organisation(conn, kept.state).await?;
    let author = state.map_or(String::new(), |state| state.name);
    let status: web::Value = kept.status.name().into();
    let mut facts = vec![(
        say("reporting-state", &[]),
        say("reporting-policy-status", &[("status", status)]),
    )];
    for (key, step) in [
        ("reporting-policy-submitted-by", kept.submitted),
        ("reporting-policy-decided-by", kept.decided),
    ] {
        if let Some(step) = step {
            let name = person_name(conn, &context, Some(step.by)).await?;
            let at = web::format::moment(lang, step.at);
            facts.push((say(key, &[]), format!("{name}, {at}")));
        }
    }
    let mut blocks = vec![
        Block::Heading {
            level: 1,
            text: title.clone(),
        },
        Block::Facts(Facts(facts)),
    ];
    blocks.extend(sections.into_iter().map(|section| {
        let items = section.sentences.into_iter();
        Block::Section(print::Section {
            title: section.heading.to_owned(),
            blocks: vec![Block::List {
                ordered: false,
                items: items.map(|sentence| vec![Run::plain(sentence)]).collect(),
            }],
        })
    }));
    let document = Document {
        title: title.clone(),
        lang: lang.tag().to_owned(),
        author: author.clone(),
        subject: policy,
        created: app.clock.now(),
        header: author,
        footer: title.clone(),
        blocks,
    };
    web::pdf(document, &format!("{title}.pdf")).await
}
