// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tree of tags, once it is known where every mark stands.

use std::num::NonZeroU16;

use krilla::geom::Rect;
use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node as TagNode, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};

use crate::layout::{Kind, Layout};

/// What was drawn for a tag.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) marks: Vec<Identifier>,
    /// The page and the room of a figure: left, top, right, bottom in points.
    pub(super) room: Option<(usize, [f32; 4])>,
}

impl Found {
    /// Enlarges the room of the first page on which the tag has marks.
    pub(super) fn cover(&mut self, page: usize, [left, top, right, bottom]: [f32; 4]) {
        let room = match self.room {
            None => [left, top, right, bottom],
            Some((first, room)) if first == page => [
                room[0].min(left),
                room[1].min(top),
                room[2].max(right),
                room[3].max(bottom),
            ],
            Some(_) => return,
        };
        self.room = Some((page, room));
    }
}

pub(super) fn tree(layout: &Layout, mut found: Vec<Found>, lang: &str) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
    for child in &layout.nodes[0].children {
        tree.push(group(layout, &mut found, *child));
    }
    tree
}

/// Recursion is as deep as sections are, which is bounded.
fn group(layout: &Layout, found: &mut [Found], node: usize) -> TagGroup {
    let own = std::mem::take(&mut found[node]);
    let content = &layout.nodes[node];
    let mut children: Vec<TagNode> = own.marks.iter().copied().map(TagNode::Leaf).collect();
    for child in &content.children {
        children.push(TagNode::Group(group(layout, found, *child)));
    }
    TagGroup::with_children(tag(&content.kind, &own), children)
}

fn tag(kind: &Kind, found: &Found) -> TagKind {
    match kind {
        Kind::Root | Kind::Div => Tag::Div.into(),
        Kind::Section => Tag::Section.into(),
        Kind::Heading { level, title } => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::List { ordered, boxes } => Tag::L(match (ordered, boxes) {
            (true, _) => ListNumbering::Decimal,
            (false, true) => ListNumbering::None,
            (false, false) => ListNumbering::Disc,
        })
        .into(),
        Kind::ListItem => Tag::LI.into(),
        Kind::ListLabel => Tag::Lbl.into(),
        Kind::ListBody => Tag::LBody.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Caption => Tag::Caption.into(),
        Kind::TableHead => Tag::THead.into(),
        Kind::TableBody => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
        Kind::Figure { alt } => Tag::Figure(Some(alt.clone()))
            .with_bbox(
                found
                    .room
                    .and_then(|(page_idx, [left, top, right, bottom])| {
                        let rect = Rect::from_ltrb(left, top, right, bottom)?;
                        Some(BBox { page_idx, rect })
                    }),
            )
            .into(),
    }
}
