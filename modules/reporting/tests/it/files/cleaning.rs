// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When files go.

use jiff::SignedDuration;

use super::{WEEK, house, picture};

#[tokio::test]
async fn files_go_with_the_draft() {
    let house = house().await;
    let (_, kept) = house.upload("photo", &picture(9_000)).await;
    let (url, _) = house.upload("photo", &picture(9_000)).await;
    let answers = [("photo", kept.as_str())];
    let saved = house.fill(&house.reporter, WEEK, "entwurf", &answers).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let path = format!("{}/verwerfen", house.path(WEEK));
    house.test.post(&house.reporter, &path, &[]).await;
    assert_eq!(house.count("files").await, 0);
    assert_eq!(house.count("file_parts").await, 0);
    assert_eq!(house.offset(&house.reporter, &url).await, None);
}

#[tokio::test]
async fn what_nothing_names_goes_after_two_days() {
    let house = house().await;
    let (named_url, named) = house.upload("photo", &picture(9_000)).await;
    let (replaced_url, _) = house.upload("photo", &picture(9_000)).await;
    let answers = [("photo", named.as_str())];
    house.fill(&house.reporter, WEEK, "entwurf", &answers).await;
    house.clean().await;
    assert_eq!(house.count("files").await, 2, "it may still be needed");
    house.test.clock.advance(SignedDuration::from_hours(3 * 24));
    house.clean().await;
    assert_eq!(house.count("files").await, 1);
    assert_eq!(house.count("file_parts").await, 1);
    let cookie = house.test.sign_in_as(house.person).await;
    assert_eq!(house.offset(&cookie, &named_url).await, Some(9_000));
    assert_eq!(house.offset(&cookie, &replaced_url).await, None);

    // What the draft does not name any more goes later, too.
    house.fill(&cookie, WEEK, "entwurf", &[("photo", "")]).await;
    house.test.clock.advance(SignedDuration::from_hours(3 * 24));
    house.clean().await;
    assert_eq!(house.count("files").await, 0);
}
