// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Formatted words in the texts of a form.

use form_pages::{
    FileViews, Occasion, RenderInput, Sheet, blank_paper, plain_text, render, render_answers,
};
use forms::{Answers, Choice, CompiledForm, FormSpec, Item, Question, QuestionType};
use kernel::{Lang, Localized};
use proptest::prelude::*;

use crate::{context, posted, sheet};

fn question(name: &str, kind: QuestionType, label: &str) -> Question {
    Question {
        name: name.to_owned(),
        kind,
        label: Localized::one("de", label),
        ..Question::default()
    }
}

/// A form that asks for a name and these questions.
fn form(questions: Vec<Question>) -> CompiledForm {
    let name = question("name", QuestionType::Text, "Name");
    let choice = |code: &str, label: &str| Choice {
        code: code.to_owned(),
        label: Localized::one("de", label),
        ..Choice::default()
    };
    let spec = FormSpec {
        title: Localized::one("de", "Texte"),
        choices: [(
            "list".to_owned(),
            vec![
                choice(
                    "a",
                    "**Ja**, mit [Merkblatt](https://example.org/m?a=1&b=2)",
                ),
                choice("b", "> 3 Tage"),
                choice("c", "1. Quartal"),
                choice("d", "wie _${name}_"),
            ],
        )]
        .into(),
        items: std::iter::once(name)
            .chain(questions)
            .map(|question| Item::Question(Box::new(question)))
            .collect(),
        ..FormSpec::new("texts", "de")
    };
    CompiledForm::compile(&spec).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The page of a form with one note.
fn note(label: &str) -> String {
    let form = form(vec![question("note", QuestionType::Note, label)]);
    page(&Sheet::begin(&form, &context()).unwrap(), Occasion::Opened)
}

fn page(sheet: &Sheet<'_>, occasion: Occasion) -> String {
    render(&RenderInput::new(sheet, Lang::De, occasion)).into_string()
}

#[test]
fn what_the_tools_for_forms_render_is_rendered() {
    for (label, html) in [
        (
            "Das ist *wichtig* und __eilig__",
            "Das ist <em>wichtig</em> und <strong>eilig</strong>",
        ),
        ("eins\nzwei", "eins<br>zwei"),
        (
            "# Titel\n\nText",
            "<h2 class=\"kern-heading-small\">Titel</h2><p>Text</p>",
        ),
        (
            "- eins\n- *zwei*",
            "<ul><li>eins</li><li><em>zwei</em></li></ul>",
        ),
        (
            "2. eins\n3. zwei",
            "<ol start=\"2\"><li>eins</li><li>zwei</li></ol>",
        ),
        (
            "- eins\n  - a\n  - b\n- zwei",
            "<ul><li>eins<ul><li>a</li><li>b</li></ul></li><li>zwei</li></ul>",
        ),
        (
            "[RKI](https://www.rki.de)",
            "<a class=\"kern-link\" href=\"https://www.rki.de\" target=\"_blank\" rel=\"noopener noreferrer\">RKI</a>",
        ),
        (
            "[Anruf](tel:+495111234)",
            "<a class=\"kern-link\" href=\"tel:+495111234\" rel=\"noopener noreferrer\">Anruf</a>",
        ),
        (
            "\\*kein\\* Stern, snake_case_name, 5 * 3 * 2",
            "*kein* Stern, snake_case_name, 5 * 3 * 2",
        ),
    ] {
        let page = note(label);
        assert!(page.contains(html), "{label}: {page}");
    }
}

#[test]
fn what_only_looks_like_markdown_stays_text() {
    for text in [
        "1. Wie alt sind Sie?",
        "3) Wer?",
        "- keine",
        "+ 5 Grad",
        "---",
        "[Pflicht]: ausfüllen",
        "[ ] nicht angekreuzt",
    ] {
        let page = note(text);
        assert!(page.contains(&format!(">{text}</p>")), "{text}: {page}");
        assert_eq!(plain_text(text), text);
    }
    assert!(note("> 3 Tage").contains("<p class=\"kern-body\">&#62; 3 Tage</p>"));
}

#[test]
fn no_html_and_no_other_address_gets_through() {
    for hostile in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<span onclick=\"alert(1)\">Wort</span>",
        "<div>\n<script>alert(1)</script>\n</div>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\\\nscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//example.org)",
        "[x](/abmelden)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        "![x](https://example.org/count.png)",
        "[x](https://a.example/\" onmouseover=\"alert(1))",
        "[x](https://a.example/ \"t\\\" onmouseover=alert(1)\")",
        "`<b>`",
        "    <b>vier Leerzeichen",
        "&lt;script&gt;",
        "\u{fdd0}\u{fdef}\u{fde0}script\u{fde1}",
    ] {
        let page = note(hostile);
        let page = page.split("deich-questions__note").nth(1).unwrap();
        for wrong in [
            "<script",
            "<img",
            "<span",
            "<div>",
            "<b>",
            "javascript:a\"",
            "href=\"/",
            "href=\"d",
            "href=\"j",
        ] {
            assert!(!page.contains(wrong), "{hostile}: {page}");
        }
        for (at, _) in page.match_indices("<a ") {
            let tag = &page[at..at + page[at..].find('>').unwrap()];
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            assert!(!tag.contains(" on"), "{tag}");
        }
    }
}

#[test]
fn answers_within_a_text_are_text() {
    let form = form(vec![
        Question {
            hint: Localized::one("de", "[Suche](https://example.org/?q=${name})"),
            constraint: Some("false()".to_owned()),
            constraint_message: Localized::one("de", "*Nicht* ${name}"),
            ..question("age", QuestionType::Text, "Wie alt ist **${name}**?")
        },
        question("link", QuestionType::Note, "[Ihre Seite](${name})"),
        Question {
            choices: Some("list".to_owned()),
            ..question("choice", QuestionType::SelectOne, "Welche?")
        },
    ]);
    let typed = posted(&[("name", "*A* <b> [x](https://e.org)&"), ("age", "5")]);
    let page = page(&sheet(&form, &typed), Occasion::Sent);
    let value = "*A* &#60;b&#62; [x](https://e.org)&#38;";
    for html in [
        format!("Wie alt ist <strong>{value}</strong>?"),
        format!("</span><em>Nicht</em> {value}</span>"),
        format!("wie <em>{value}</em>"),
        "?q=%2AA%2A%20%3Cb%3E%20%5Bx%5D%28https%3A%2F%2Fe.org%29%26\"".to_owned(),
        // A whole address that is none leads nowhere.
        "<p class=\"kern-body\">Ihre Seite</p>".to_owned(),
        // The list of mistakes has no markup.
        format!(">Nicht {value}</a>"),
    ] {
        assert!(page.contains(&html), "{html} in {page}");
    }
}

#[test]
fn names_are_one_line_and_the_rest_describes() {
    let form = form(vec![
        Question {
            choices: Some("list".to_owned()),
            ..question(
                "choice",
                QuestionType::SelectOne,
                "**Welche?**\n\n- die erste\n- die zweite",
            )
        },
        Question {
            appearance: "minimal".to_owned(),
            choices: Some("list".to_owned()),
            ..question("short", QuestionType::SelectOne, "*Kurz*")
        },
    ]);
    let answers = [("choice", "c"), ("short", "a")];
    let filled = sheet(&form, &posted(&answers));
    let page = page(&filled, Occasion::Opened);
    for html in [
        "<legend class=\"kern-label\"><strong>Welche?</strong>",
        "<div class=\"kern-hint\" id=\"field-choice-more\"><ul><li>die erste</li><li>die zweite</li></ul></div>",
        "aria-describedby=\"field-choice-more\"",
        "for=\"field-choice-a\"><strong>Ja</strong>, mit <a ",
        "href=\"https://example.org/m?a=1&#38;b=2\"",
        "for=\"field-choice-b\">&#62; 3 Tage</label>",
        "for=\"field-choice-c\">1. Quartal</label>",
        "<option value=\"a\" selected>Ja, mit Merkblatt</option>",
    ] {
        assert!(page.contains(html), "{html} in {page}");
    }
    let listed = render_answers(&filled.filling, Lang::De, None, &FileViews::new()).into_string();
    assert!(
        listed.contains("Ja, mit Merkblatt<") && !listed.contains('*'),
        "{listed}"
    );
    let changed = form_pages::changes(&form, &Answers::new(), &filled.filling.answers(), Lang::De);
    assert_eq!(changed[1].label, "Kurz");
    assert_eq!(changed[1].after, "Ja, mit Merkblatt");
    let paper = blank_paper(&form, &crate::paper::paper(Lang::De));
    let paper = format!("{paper:?}");
    assert!(
        paper.contains("Welche?\\n• die erste\\n• die zweite"),
        "{paper}"
    );
    assert!(
        paper.contains("Ja, mit Merkblatt") && !paper.contains("**"),
        "{paper}"
    );
}

proptest! {
    #[test]
    fn every_text_becomes_markup_that_is_closed(
        text in "([*_#\\[\\]()`<>&\\\\!~=:\"' \n-]|1\\. |https://|[a-z]|<b>|</p>|\\$\\{name\\}|\u{fdd0}|\u{fdef}){0,60}",
        value in "\\PC{0,12}",
    ) {
        prop_assume!(!text.trim().is_empty());
        let form = form(vec![
            Question {
                hint: Localized::one("de", text.clone()),
                ..question("note", QuestionType::Note, &text)
            },
        ]);
        let page = page(&sheet(&form, &posted(&[("name", &value)])), Occasion::Typing);
        prop_assert_eq!(page.matches('<').count(), page.matches('>').count());
        for element in ["p", "ul", "ol", "li", "em", "strong", "a", "code", "h2", "div"] {
            let opened = page.matches(&format!("<{element}>")).count()
                + page.matches(&format!("<{element} ")).count();
            let closed = page.matches(&format!("</{element}>")).count();
            prop_assert_eq!(opened, closed, "{} in {}", element, page);
        }
        let has_marks = plain_text(&text).contains('\u{fdd0}');
        prop_assert!(!has_marks);
    }
}
