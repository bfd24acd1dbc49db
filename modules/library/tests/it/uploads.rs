// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Workbooks come in, or are refused with a sentence and without a trace.

use std::io::{Cursor, Write};

use http::StatusCode;
use zip::write::SimpleFileOptions;

use crate::{Library, TEMPLATE, library, template_with};

async fn nothing_was_kept(library: &Library) {
    for table in ["forms", "form_drafts", "form_versions", "form_history"] {
        assert_eq!(library.count(table).await, 0, "{table}");
    }
    let chain = library.state.state.id.uuid();
    assert!(library.app.trail(chain).await.is_empty());
}

#[tokio::test]
async fn an_uploaded_workbook_becomes_a_draft_that_can_be_seen_and_downloaded() {
    let library = library().await;
    let empty = library.page(&library.author, "/formulare").await;
    assert!(empty.contains("Es gibt noch kein Formular"));
    assert!(empty.contains("/formulare/neu"));
    let answer = library
        .upload(&library.author, "/formulare/neu", "are.xlsx", TEMPLATE)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let form = answer.location().to_owned();
    let page = library.page(&library.author, &form).await;
    assert!(page.contains("ARE-Sentinel Kita"));
    assert!(page.contains("Entwurf, noch nicht veröffentlicht"));
    assert!(page.contains("are.xlsx"));
    let list = library
        .page(&library.author, "/formulare?suche=sentinel")
        .await;
    assert!(list.contains(&form));
    let none = library
        .page(&library.author, "/formulare?suche=masern")
        .await;
    assert!(none.contains("Kein Formular passt"));
    let file = library
        .app
        .get(&library.author, &format!("{form}/arbeitsmappe.xlsx"))
        .await;
    assert_eq!(file.bytes, TEMPLATE);
    let trail = library.app.trail(library.state.state.id.uuid()).await;
    assert_eq!(trail, ["form.edit"]);
}

#[tokio::test]
async fn the_template_is_taken_once() {
    let library = library().await;
    let form = library.template().await;
    assert_eq!(library.template().await, form);
    assert_eq!(library.count("forms").await, 1);
    let again = library
        .upload(&library.author, "/formulare/neu", "are.xlsx", TEMPLATE)
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("gibt es schon"));
    assert!(again.text().contains(&form));
}

#[tokio::test]
async fn mistakes_are_named_by_sheet_row_and_column() {
    let library = library().await;
    let broken = template_with(&[(". &gt;= 1 and . &lt;= 1000", ". &gt;= 1 and ${nobody}")]);
    let answer = library
        .upload(&library.author, "/formulare/neu", "are.xlsx", &broken)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(
        text.contains("<td>survey</td><td class=\"num\">7</td>"),
        "{text}"
    );
    assert!(text.contains("<code>constraint</code>"));
    assert!(text.contains("nobody"));
    nothing_was_kept(&library).await;
}

#[tokio::test]
async fn files_that_are_no_workbooks_are_refused() {
    let library = library().await;
    let mut half = TEMPLATE.to_vec();
    half.truncate(half.len() / 2);
    let files: [(&str, &[u8], &str); 4] = [
        ("nichts.xlsx", b"", "Wählen Sie eine Datei"),
        ("bild.png", b"\x89PNG\r\n\x1a\n and so on", "bild.png"),
        ("text.xlsx", "nur Text".as_bytes(), "text.xlsx"),
        ("halb.xlsx", &half, "halb.xlsx"),
    ];
    for (name, bytes, said) in files {
        let answer = library
            .upload(&library.author, "/formulare/neu", name, bytes)
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text().contains(said), "{name}: {}", answer.text());
    }
    nothing_was_kept(&library).await;
}

#[tokio::test]
async fn files_that_are_too_large_are_refused() {
    let library = library().await;
    let somewhat = vec![b'x'; forms::xlsform::LARGEST_FILE + 1];
    let answer = library
        .upload(&library.author, "/formulare/neu", "gross.xlsx", &somewhat)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("gross.xlsx"));
    let much = vec![b'x'; forms::xlsform::LARGEST_FILE * 2];
    let answer = library
        .upload(&library.author, "/formulare/neu", "riesig.xlsx", &much)
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    nothing_was_kept(&library).await;
}

#[tokio::test]
async fn a_file_that_unpacks_without_end_is_refused() {
    let library = library().await;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("xl/workbook.xml", SimpleFileOptions::default())
        .unwrap();
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..60 {
        writer.write_all(&zeros).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1024 * 1024);
    let answer = library
        .upload(&library.author, "/formulare/neu", "bombe.xlsx", &bomb)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    nothing_was_kept(&library).await;
}

#[tokio::test]
async fn a_new_workbook_replaces_the_draft_and_keeps_the_classes() {
    let library = library().await;
    let form = library.template().await;
    let fields = [("revision", "1"), ("klasse.counts/cared_for", "quasi")];
    let classes = format!("{form}/schutzklassen");
    let saved = library.app.post(&library.author, &classes, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let path = format!("{form}/ersetzen");
    let changed = template_with(&[("remark", "comment")]);
    let stale = library
        .upload_at(&library.author, &path, "neu.xlsx", &changed, "1")
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("Frieda Form hat den Entwurf"));
    let answer = library.replace(&form, "neu.xlsx", &changed, "2").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = library.page(&library.author, &form).await;
    assert!(
        page.contains("Im Entwurf bleibt „hilft beim Wiedererkennen“"),
        "{page}"
    );
    assert!(page.contains("neu.xlsx"));
    let classes = library.page(&library.author, &classes).await;
    assert!(classes.contains("klasse.comment"));
    assert!(classes.contains(r#"<option value="quasi" selected>"#));
}

#[tokio::test]
async fn the_workbook_of_another_form_does_not_replace_a_draft() {
    let library = library().await;
    let form = library.template().await;
    let other = template_with(&[("are-sentinel-kita", "masern")]);
    let answer = library
        .upload(
            &library.author,
            &format!("{form}/ersetzen"),
            "m.xlsx",
            &other,
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("gehört zu einem anderen Formular"));
    assert_eq!(library.count("form_history").await, 1);
}

#[tokio::test]
async fn a_new_workbook_replaces_nothing_before_its_author_has_seen_what_changes() {
    let library = library().await;
    let form = library.template().await;
    let path = format!("{form}/ersetzen");
    let check = format!("{path}/pruefen");
    let nothing = library.app.get(&library.author, &check).await;
    assert_eq!(nothing.location(), path, "there is nothing to look at yet");
    let changed = template_with(&[("remark", "comment")]);
    let uploaded = library
        .upload(&library.author, &path, "neu.xlsx", &changed)
        .await;
    assert_eq!(uploaded.location(), check);
    let page = library.page(&library.author, &check).await;
    assert!(page.contains("heißt anders"), "{page}");
    let renamed = "<code>remark</code> → <code>comment</code>";
    assert!(page.contains(renamed), "{page}");
    let draft = library.page(&library.author, &form).await;
    assert!(!draft.contains("neu.xlsx"), "nothing is replaced yet");
    // Whoever saw another draft or another workbook is shown the difference again.
    let seen = crate::hidden(&page, "gesehen");
    for (revision, seen) in [("7", &seen[..]), ("1", "another")] {
        let fields = [("revision", revision), ("gesehen", seen)];
        let answer = library.app.post(&library.author, &check, &fields).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
    }
    let fields = [("revision", "1"), ("gesehen", &seen[..])];
    let replaced = library.app.post(&library.author, &check, &fields).await;
    assert_eq!(replaced.location(), form);
    let again = library.app.post(&library.author, &check, &fields).await;
    assert_eq!(again.location(), path, "a proposal is taken once");
}

#[tokio::test]
async fn a_replaced_draft_can_be_brought_back_once_with_its_classes() {
    let library = library().await;
    let form = library.template().await;
    let back = format!("{form}/zurueckholen");
    let none = library.app.get(&library.author, &back).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let fields = [("revision", "1"), ("klasse.counts/cared_for", "quasi")];
    let classes = format!("{form}/schutzklassen");
    library.app.post(&library.author, &classes, &fields).await;
    let changed = template_with(&[("remark", "comment")]);
    let replaced = library.replace(&form, "neu.xlsx", &changed, "2").await;
    assert_eq!(replaced.location(), form, "{}", replaced.text());
    let page = library.page(&library.author, &form).await;
    assert!(page.contains(&back), "the page of the form leads there");
    let page = library.page(&library.author, &back).await;
    assert!(page.contains("<code>remark</code>") && page.contains("<code>comment</code>"));
    let stale = library
        .app
        .post(&library.author, &back, &[("revision", "2")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let done = library
        .app
        .post(&library.author, &back, &[("revision", "3")])
        .await;
    assert_eq!(done.location(), form, "{}", done.text());
    let page = library.page(&library.author, &form).await;
    assert!(page.contains("Früheren Entwurf zurückgeholt") && !page.contains(&back));
    let page = library.page(&library.author, &classes).await;
    assert!(page.contains(r#"<option value="quasi" selected>"#));
    let file = library
        .app
        .get(&library.author, &format!("{form}/arbeitsmappe.xlsx"))
        .await;
    let (spec, _) = forms::xlsform::read(&file.bytes, "arbeitsmappe.xlsx").unwrap();
    assert!(spec.questions().iter().any(|(path, _)| path == "remark"));
    let twice = library
        .app
        .post(&library.author, &back, &[("revision", "4")])
        .await;
    assert_eq!(twice.status, StatusCode::NOT_FOUND);
}
