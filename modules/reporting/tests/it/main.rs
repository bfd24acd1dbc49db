// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The module on a running installation, on both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod api;
mod calendar;
mod collections;
mod completeness;
mod confirming;
mod corrections;
mod demo;
mod events;
mod files;
mod filling;
mod form_files;
mod holdings;
mod house;
mod insight;
mod invented_releases;
mod keys;
mod office;
mod paper;
mod policies;
mod records;
mod release;
mod reminder_plan;
mod review;
mod rights;
mod scopes;
mod uploads;
mod working;
