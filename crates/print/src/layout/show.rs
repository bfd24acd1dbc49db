// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A layout as text: what stands where, and under which tags.

use std::fmt;

use super::{Item, Kind, Layout, Mark, SlabRef};
use crate::text::Line;

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, page) in self.pages.iter().enumerate() {
            writeln!(f, "page {}", index + 1)?;
            for stripe in &page.stripes {
                let again = matches!(stripe.slab, SlabRef::Again { .. });
                for item in &self.slab(stripe.slab).items {
                    write!(f, "  ")?;
                    self.item(f, item, stripe.y, again)?;
                }
            }
            writeln!(f, "  number “{}”", words(&page.number))?;
        }
        writeln!(f, "tags")?;
        self.tag(f, 0, 1)
    }
}

impl Layout {
    fn item(&self, f: &mut fmt::Formatter<'_>, item: &Item, y: f32, again: bool) -> fmt::Result {
        match &item.mark {
            Mark::Text { x, baseline, line } => {
                write!(f, "{x:.0} {:.0} “{}”", y + baseline, words(line))?;
            }
            Mark::Rule { from, to, .. } => {
                let (top, bottom) = (y + from.1, y + to.1);
                write!(f, "{:.0} {top:.0} line to {:.0} {bottom:.0}", from.0, to.0)?;
            }
            Mark::Frame {
                x,
                y: top,
                width,
                height,
                shape,
            } => {
                let top = y + top;
                write!(f, "{x:.0} {top:.0} {shape:?} {width:.0} × {height:.0}")?;
            }
            Mark::Picture {
                x,
                y: top,
                width,
                height,
                ..
            } => {
                let top = y + top;
                write!(f, "{x:.0} {top:.0} picture {width:.0} × {height:.0}")?;
            }
        }
        match item.node.map(|node| &self.nodes[node].kind) {
            Some(kind) => writeln!(f, " {}", name(kind)),
            None if again => writeln!(f, " again"),
            None => writeln!(f, " artifact"),
        }
    }

    fn tag(&self, f: &mut fmt::Formatter<'_>, node: usize, depth: usize) -> fmt::Result {
        for child in &self.nodes[node].children {
            let kind = &self.nodes[*child].kind;
            write!(f, "{:indent$}{}", "", name(kind), indent = depth * 2)?;
            match kind {
                Kind::Heading { title, .. } => writeln!(f, " “{title}”")?,
                Kind::Figure { alt } => writeln!(f, " “{alt}”")?,
                _ => writeln!(f)?,
            }
            self.tag(f, *child, depth + 1)?;
        }
        Ok(())
    }
}

fn words(line: &Line) -> String {
    let pieces = line.pieces.iter();
    let text: String = pieces.map(|piece| piece.glyphs.text.as_str()).collect();
    text.trim_end().replace('\u{ad}', "-")
}

/// The name of the tag in the file.
fn name(kind: &Kind) -> String {
    let name = match kind {
        Kind::Root => "Document",
        Kind::Section => "Sect",
        Kind::Div => "Div",
        Kind::Heading { level, .. } => return format!("H{level}"),
        Kind::Paragraph => "P",
        Kind::List { .. } => "L",
        Kind::ListItem => "LI",
        Kind::ListLabel => "Lbl",
        Kind::ListBody => "LBody",
        Kind::Table => "Table",
        Kind::Caption => "Caption",
        Kind::TableHead => "THead",
        Kind::TableBody => "TBody",
        Kind::Row => "TR",
        Kind::ColumnHeader => "TH (column)",
        Kind::RowHeader => "TH (row)",
        Kind::Cell => "TD",
        Kind::Figure { .. } => "Figure",
    };
    name.to_owned()
}
