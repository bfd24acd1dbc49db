// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Whatever the text: a file that keeps its standards, with all the words in it.

use std::sync::OnceLock;

use print::{Answer, Block, Fonts, Run, render};
use proptest::prelude::*;

use crate::file::text_of;
use crate::samples::{document, fonts, question};

fn shared() -> Option<&'static Fonts> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    FONTS.get_or_init(fonts).as_ref()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_makes_a_file(texts in prop::collection::vec(any::<String>(), 1..6)) {
        let Some(fonts) = shared() else { return Ok(()) };
        let blocks = texts.iter().flat_map(|text| [
            Block::Heading { level: 2, text: text.clone() },
            Block::Paragraph(vec![Run::plain(text.as_str()), Run::bold(text.as_str())]),
            question(text, text, Answer::Cells { pattern: text.clone(), unit: text.clone() }),
            question(text, text, Answer::Text(text.clone())),
        ]);
        let printed = render(&document(blocks.collect()), fonts);
        prop_assert!(printed.is_ok(), "{:?}", printed.err());
    }

    #[test]
    fn words_survive(words in prop::collection::vec("[A-Za-zÄÖÜäöüß]{1,40}", 1..60)) {
        let Some(fonts) = shared() else { return Ok(()) };
        let text = words.join(" ");
        let blocks = vec![Block::Paragraph(vec![Run::plain(text.as_str())])];
        let printed = render(&document(blocks), fonts).unwrap();
        let squeezed = |text: &str| text.replace(' ', "");
        let found = squeezed(&text_of(&printed));
        prop_assert!(found.contains(&squeezed(&text)), "{found}");
    }
}
