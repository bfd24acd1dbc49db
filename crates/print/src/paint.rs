// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From pages to a file. Everything that is drawn is drawn under a tag or as an artifact.

mod marks;
mod shapes;
mod tags;

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::Offset;
use krilla::Document as File;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;

use crate::document::Document;
use crate::layout::{LEFT, Layout, PAGE, SlabRef, layout_without};
use crate::text::label;
use crate::{Fonts, PrintError};

use marks::Painter;

/// A finished document.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The file, PDF 1.7.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// How many characters no font has. They are drawn as empty boxes and can still be copied and
    /// read out.
    pub missing_characters: usize,
}

/// So many broken pictures are found one by one; then words stand in place of all.
const MOST_BROKEN: usize = 4;

/// Prints a document as PDF that conforms to PDF/UA-1 and PDF/A-2a. The same document and the same
/// fonts give the same bytes. A picture that cannot be shown is said in words in its place.
pub fn render(document: &Document, fonts: &Fonts) -> Result<Printed, PrintError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|error| PrintError::Standard(format!("{error:?}")))?;
    let mut unreadable = Vec::new();
    loop {
        let layout = layout_without(document, fonts, &unreadable)?;
        // Pictures are decoded while the file is written: only then the broken ones show.
        let (broken, reason) = match write(&layout, document, fonts, configuration) {
            Err(KrillaError::Image(image, _, reason)) => (image, reason),
            Err(error) => return Err(refused(error)),
            Ok(pdf) => {
                return Ok(Printed {
                    pdf,
                    pages: layout.pages(),
                    missing_characters: layout.missing_characters(),
                });
            }
        };
        let known = unreadable.len();
        let all = known >= MOST_BROKEN;
        let pictures = layout.pictures.iter();
        unreadable.extend(
            pictures
                .filter(|picture| all || picture.image == broken)
                .map(|picture| picture.number),
        );
        if unreadable.len() == known {
            return Err(PrintError::Image(reason));
        }
    }
}

fn write(
    layout: &Layout,
    document: &Document,
    fonts: &Fonts,
    configuration: Configuration,
) -> Result<Vec<u8>, KrillaError> {
    let mut file = File::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let settings = PageSettings::from_wh(PAGE.0, PAGE.1).unwrap_or_default();
    let mut painter = Painter::new(layout, fonts);
    for index in 0..layout.pages.len() {
        let mut page = file.start_page_with(settings.clone());
        let mut surface = page.surface();
        painter.page(index, &mut surface);
        surface.finish();
        page.finish();
    }
    file.set_tag_tree(tags::tree(layout, painter.into_found(), &document.lang));
    file.set_outline(outline(layout, document));
    file.set_metadata(metadata(document));
    file.finish()
}

fn metadata(document: &Document) -> Metadata {
    let mut metadata = Metadata::new()
        .title(label(&document.title))
        .language(document.lang.clone())
        .creator("Deich".to_owned())
        .creation_date(date(document.created));
    let author = label(&document.author);
    if !author.is_empty() {
        metadata = metadata.authors(vec![author]);
    }
    let subject = label(&document.subject);
    if !subject.is_empty() {
        metadata = metadata.description(subject);
    }
    metadata
}

/// The moment in UTC. Years before Christ, which no clock shows, become the year 0.
fn date(moment: Timestamp) -> DateTime {
    let utc = Offset::UTC.to_datetime(moment);
    let part = |part: i8| u8::try_from(part).unwrap_or(0);
    DateTime::new(u16::try_from(utc.year()).unwrap_or(0))
        .month(part(utc.month()))
        .day(part(utc.day()))
        .hour(part(utc.hour()))
        .minute(part(utc.minute()))
        .second(part(utc.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// The headings as bookmarks; the title alone if there are none.
fn outline(layout: &Layout, document: &Document) -> Outline {
    let mut places = HashMap::new();
    for (page, content) in layout.pages.iter().enumerate() {
        for stripe in &content.stripes {
            if let SlabRef::Flow(slab) = stripe.slab {
                places.insert(slab, (page, stripe.y));
            }
        }
    }
    let destination =
        |page: usize, y: f32| XyzDestination::new(page, Point::from_xy(LEFT, (y - 8.0).max(0.0)));
    let mut outline = Outline::new();
    // Headings above the one at hand, each still open for children.
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    for heading in &layout.headings {
        let (page, y) = places.get(&heading.slab).copied().unwrap_or((0, 0.0));
        while open
            .last()
            .is_some_and(|(level, _)| *level >= heading.level)
        {
            close(&mut open, &mut outline);
        }
        let node = OutlineNode::new(heading.title.clone(), destination(page, y))
            .with_open(heading.level < 3);
        open.push((heading.level, node));
    }
    while !open.is_empty() {
        close(&mut open, &mut outline);
    }
    if layout.headings.is_empty() {
        let node = OutlineNode::new(label(&document.title), destination(0, 0.0));
        outline.push_child(node);
    }
    outline
}

fn close(open: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline) {
    let Some((_, node)) = open.pop() else { return };
    match open.last_mut() {
        Some((_, parent)) => parent.push_child(node),
        None => outline.push_child(node),
    }
}

fn refused(error: KrillaError) -> PrintError {
    match error {
        KrillaError::Validation(errors) => {
            let mut reasons: Vec<String> = errors
                .iter()
                .map(|(error, standards)| format!("{error:?} ({standards:?})"))
                .collect();
            reasons.dedup();
            reasons.truncate(5);
            PrintError::Standard(reasons.join("; "))
        }
        other => PrintError::Pdf(other.to_string()),
    }
}
