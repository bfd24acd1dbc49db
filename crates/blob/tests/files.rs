// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files in a folder: written, read, damaged, removed.

use blob::{BlobError, Blobs, Digest};
use jiff::{Timestamp, ToSpan};

/// A moment after every file of these tests was written.
fn later() -> Timestamp {
    Timestamp::from_second(4_102_444_800).expect("the year 2100 is a moment")
}

#[tokio::test]
async fn what_was_written_is_read_by_its_digest_also_by_another_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let digest = Blobs::folder(folder.path())
        .expect("a folder")
        .put(b"figures".to_vec())
        .await
        .expect("written");
    assert_eq!(digest, Digest::of(b"figures"));
    let other = Blobs::folder(folder.path()).expect("the same folder");
    assert_eq!(&other.get(digest).await.expect("read")[..], b"figures");
    assert_eq!(digest.to_string().parse(), Ok(digest));
}

#[tokio::test]
async fn a_damaged_file_is_an_error_and_heals_when_it_is_written_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::folder(folder.path()).expect("a folder");
    let digest = blobs.put(b"figures".to_vec()).await.expect("written");
    let name = digest.to_string();
    let path = folder.path().join(&name[..2]).join(&name[2..]);
    std::fs::write(&path, b"figure").expect("damaged");
    assert!(matches!(blobs.get(digest).await, Err(BlobError::Damaged(one)) if one == digest));
    blobs.put(b"figures".to_vec()).await.expect("written again");
    assert!(blobs.get(digest).await.is_ok());
}

#[tokio::test]
async fn a_file_that_is_not_there_is_missing() {
    let none = Digest::of(b"nothing");
    assert!(matches!(Blobs::memory().get(none).await, Err(BlobError::Missing(one)) if one == none));
}

#[tokio::test]
async fn only_old_files_that_nobody_names_are_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::folder(folder.path()).expect("a folder");
    let kept = blobs.put(b"kept".to_vec()).await.expect("written");
    let left = blobs.put(b"left".to_vec()).await.expect("written");
    std::fs::write(folder.path().join("notes.txt"), "not ours").expect("written");
    let long_ago = later().saturating_sub((100 * 365 * 24).hours());
    let long_ago = long_ago.expect("a moment");
    let none = blobs.sweep(long_ago, |_| false).await.expect("swept");
    assert_eq!(none, 0, "all are young");
    let removed = blobs.sweep(later(), |one| one == kept).await;
    assert_eq!(removed.expect("swept"), 1);
    assert!(blobs.get(kept).await.is_ok());
    assert!(matches!(blobs.get(left).await, Err(BlobError::Missing(_))));
    assert!(folder.path().join("notes.txt").exists());
}

#[test]
fn a_text_that_is_no_digest_says_so() {
    let error = "abc".parse::<Digest>().expect_err("too short");
    assert!(error.to_string().contains("64 hexadecimal digits"));
}
