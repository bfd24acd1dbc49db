// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::SignedDuration;
use mail::{Message, Transport};
use proptest::prelude::*;

use crate::{Setup, email, message, sender};

#[tokio::test]
async fn a_mail_file_looks_like_this() {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup::new(Transport::folder(sender(), folder.path().join("new"))).await;
    let id = setup.enqueue(&message()).await;
    setup.work().await;
    let name = format!("1794988800000-{id}.eml");
    let eml = std::fs::read_to_string(folder.path().join("new").join(name)).unwrap();
    insta::assert_snapshot!(eml.replace(&id.to_string(), "[id]").replace("\r\n", "\n"));
}

#[tokio::test]
async fn a_folder_is_listed_newest_first_and_other_files_are_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup::new(Transport::folder(sender(), folder.path())).await;
    for number in 1..=3 {
        let text = format!(
            "Zeile {number} mit Grüßen\n\nund = Zeichen {}",
            "lang ".repeat(40)
        );
        let message = Message::new(email("a@b.example"), format!("Nr. {number} ü"), text);
        setup.enqueue(&message.unwrap()).await;
        setup.clock.advance(SignedDuration::from_secs(1));
    }
    setup.work().await;
    std::fs::write(folder.path().join("notes.eml"), "other").unwrap();
    std::fs::write(folder.path().join(".unfinished.tmp"), "other").unwrap();
    let mails = mail::list_folder(folder.path(), 2).await.unwrap();
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(subjects, ["Nr. 3 ü", "Nr. 2 ü"]);
    assert_eq!(mails[0].to, "a@b.example");
    assert_eq!(mails[0].at.to_string(), "2026-11-18T08:00:02Z");
    assert!(
        mails[0]
            .text
            .starts_with("Zeile 3 mit Grüßen\n\nund = Zeichen lang lang")
    );
    let none = mail::list_folder(&folder.path().join("missing"), 9)
        .await
        .unwrap();
    assert_eq!(none, []);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_to_is_tried_again_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mails");
    std::fs::write(&path, "a file where the folder should be").unwrap();
    let setup = Setup::new(Transport::folder(sender(), &path)).await;
    setup.enqueue(&message()).await;
    assert_eq!(setup.work().await.failed, 1);
    std::fs::remove_file(&path).unwrap();
    setup.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(setup.work().await.done, 1);
    assert_eq!(mail::list_folder(&path, 9).await.unwrap().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_mail_is_read_back_as_it_was_written(
        subject in "[ -~äöüßéł–€😀]{1,120}", text in "[ -~\näöüßéł–€😀]{1,400}"
    ) {
        let Ok(message) = Message::new(email("a@b.example"), subject.trim(), text.as_str()) else {
            return Ok(());
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let setup = Setup::new(Transport::folder(sender(), folder.path())).await;
            setup.enqueue(&message).await;
            setup.work().await;
            let mails = mail::list_folder(folder.path(), 1).await.unwrap();
            assert_eq!(mails[0].subject, message.subject());
            assert_eq!(mails[0].text, message.text());
        });
    }
}
