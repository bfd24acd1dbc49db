// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use askama::Template;
use axum::response::Html;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{IsoWeek, Lang};

use crate::{App, Audience, Context, Error, Flash, Value, assets, format};

/// A step of the breadcrumb; the last one is the page itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Crumb {
    /// A step with these words that leads there.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
        }
    }
}

/// An entry of the navigation as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: &'static str,
    /// Whether the page lies below it.
    pub current: bool,
}

/// Who is signed in, for the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Her name.
    pub name: String,
    /// Her organisation.
    pub organisation: String,
}

/// The frame of a page: everything that `layout.html` shows around the content.
#[derive(Debug, Clone)]
pub struct Page {
    app: App,
    /// The language of the page.
    pub lang: Lang,
    /// `auto`, `light` or `dark`.
    pub theme: &'static str,
    /// The nonce for scripts.
    pub nonce: String,
    /// The page's own title.
    pub title: String,
    /// The way here.
    pub breadcrumbs: Vec<Crumb>,
    /// The navigation of the person's own jobs.
    pub navigation: Vec<NavItem>,
    /// Messages shown once.
    pub flashes: Vec<Flash>,
    /// Who is signed in.
    pub account: Option<Account>,
    /// The state's name.
    pub state_name: String,
    /// Whether the data are invented.
    pub demo: bool,
    /// Path and query of the page.
    pub path: String,
    /// The body that answers for the installation, a line each.
    pub operator: Vec<String>,
    /// Where people write to.
    pub contact: String,
    /// Where the source code is.
    pub source_url: String,
}

impl Page {
    pub(crate) fn new(
        context: &Context,
        app: &App,
        title: String,
        breadcrumbs: Vec<Crumb>,
    ) -> Self {
        let path = context.path().to_owned();
        let bare = path.split('?').next().unwrap_or_default();
        let staff = context.signed_in().is_some();
        let possible = app.possible_actions(context.actor());
        let below =
            |href: &str| bare == href || (href != "/" && bare.starts_with(&format!("{href}/")));
        let navigation = app
            .navigation
            .iter()
            .filter(|entry| (entry.audience == Audience::Staff) == staff)
            .filter(|entry| entry.action.is_none_or(|action| possible.contains(&action)))
            .map(|entry| NavItem {
                label: context.t(entry.key),
                href: entry.href,
                current: below(entry.href),
            })
            .collect();
        Self {
            lang: context.lang(),
            theme: context.theme(),
            nonce: context.nonce().to_owned(),
            title,
            breadcrumbs,
            navigation,
            flashes: context.flashes().to_vec(),
            account: context.signed_in().map(|who| Account {
                name: who.name.clone(),
                organisation: who.organisation.clone(),
            }),
            state_name: app.settings.state_name.clone(),
            demo: app.settings.demo,
            path,
            operator: app.settings.operator.clone(),
            source_url: app.settings.source_url.clone(),
            contact: app.settings.contact.as_str().to_owned(),
            app: app.clone(),
        }
    }

    /// The message with this key.
    pub fn t(&self, key: &str) -> String {
        self.app.catalog.text(self.lang, key, &[])
    }

    /// The message with one argument.
    pub fn t1(&self, key: &str, name: &str, value: impl Into<Value>) -> String {
        self.app
            .catalog
            .text(self.lang, key, &[(name, value.into())])
    }

    /// The message with two arguments.
    pub fn t2(
        &self,
        key: &str,
        name: &str,
        value: impl Into<Value>,
        other_name: &str,
        other: impl Into<Value>,
    ) -> String {
        self.app.catalog.text(
            self.lang,
            key,
            &[(name, value.into()), (other_name, other.into())],
        )
    }

    /// A whole number as the reader's language writes it.
    pub fn number(&self, number: &i64) -> String {
        format::integer(self.lang, *number)
    }

    /// A share between 0 and 1 as per cent.
    pub fn percent(&self, share: &f64) -> String {
        format::percent(self.lang, *share)
    }

    /// A day.
    pub fn date(&self, date: &Date) -> String {
        format::date(self.lang, *date)
    }

    /// A moment.
    pub fn moment(&self, moment: &Timestamp) -> String {
        format::moment(self.lang, *moment)
    }

    /// A week.
    pub fn week(&self, week: &IsoWeek) -> String {
        format::week(self.lang, *week)
    }

    /// The address of a built script such as `src/main.ts`; empty when the interface was not built.
    pub fn asset(&self, entry: &str) -> String {
        assets::script(entry).unwrap_or_default()
    }

    /// The address of the style sheet that belongs to a script alone; empty when the interface was
    /// not built.
    pub fn asset_style(&self, entry: &str) -> String {
        assets::stylesheet_of(entry).unwrap_or_default()
    }

    /// The address of the style sheet; empty when the interface was not built.
    pub fn stylesheet(&self) -> String {
        assets::stylesheet().unwrap_or_default()
    }

    /// The product's version.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// Renders a whole page or a fragment.
pub fn render(template: &impl Template) -> Result<Html<String>, Error> {
    Ok(Html(template.render()?))
}

/// The page numbers that a pager shows: first, last and those around the current; 0 stands for a gap.
pub fn page_numbers(current: usize, pages: usize) -> Vec<usize> {
    let mut numbers: Vec<usize> = Vec::new();
    for number in 1..=pages {
        let near = number + 1 >= current && number <= current + 1;
        if number == 1 || number == pages || near {
            if numbers.last().is_some_and(|last| last + 1 < number) {
                numbers.push(0);
            }
            numbers.push(number);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_pager_shows_ends_and_neighbours() {
        assert_eq!(super::page_numbers(5, 9), [1, 0, 4, 5, 6, 0, 9]);
        assert_eq!(super::page_numbers(1, 2), [1, 2]);
        assert!(super::page_numbers(1, 0).is_empty());
    }
}
