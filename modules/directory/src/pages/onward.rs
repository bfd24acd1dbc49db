// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where a person wanted to go before she had to sign in: a page, or a form that she had filled in.
//! Both travel in hidden fields, so that a form's content is stored nowhere.

use askama::Template;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Redirect, Response};
use http::header;
use web::form::{Fields, encode_component, local_target};
use web::{Context, Crumb, Error, Page, Resume, render};

/// The largest body that a page with a kept form takes: a form in a field grows up to threefold.
pub(crate) const BODY_LIMIT: usize = 1024 * 1024;
/// Where a signed-in person goes who wanted nothing else.
const HOME: &str = "/aufgaben";

/// A page or a form to go on with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Onward {
    pub(crate) next: String,
    pub(crate) resume: Option<Resume>,
}

#[derive(Template)]
#[template(path = "directory/resume.html")]
struct ResumePage {
    page: Page,
    action: String,
    fields: Vec<(String, String)>,
}

impl Onward {
    /// To this page, if it belongs to this installation.
    pub(crate) fn to(next: &str) -> Self {
        Self {
            next: local_target(next, "").to_owned(),
            resume: None,
        }
    }

    /// What the hidden fields say.
    pub(crate) fn from_fields(fields: &Fields) -> Self {
        let path = local_target(fields.text("resume_path"), "");
        Self {
            resume: (!path.is_empty()).then(|| Resume {
                path: path.to_owned(),
                body: fields.text("resume_body").to_owned(),
            }),
            ..Self::to(fields.text("next"))
        }
    }

    /// The way to another page of the sign-in, which takes `next` along.
    pub(crate) fn link(&self, page: &str) -> String {
        if self.next.is_empty() {
            page.to_owned()
        } else {
            format!("{page}?next={}", encode_component(&self.next))
        }
    }

    /// Where to go at last, unless there is a form.
    pub(crate) fn target(&self) -> &str {
        local_target(&self.next, HOME)
    }

    /// Goes on: to the page, or to the form with everything that was typed.
    pub(crate) async fn go(&self, context: &Context) -> Result<Response, Error> {
        let Some(resume) = &self.resume else {
            return Ok(Redirect::to(self.target()).into_response());
        };
        let request = Request::post("/")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(resume.body.clone().into())
            .map_err(Error::internal)?;
        let fields = Fields::from_request(request, &()).await?.0;
        let title = context.t("directory-resume-title");
        let page = ResumePage {
            page: context.page(title.clone(), vec![Crumb::new(title, context.path())]),
            action: resume.path.clone(),
            fields,
        };
        Ok(render(&page)?.into_response())
    }
}
