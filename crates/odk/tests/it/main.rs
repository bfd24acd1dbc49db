// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The protocols of ODK as tablets and programs see them.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod central;
mod damaged;
mod exports;
mod feeds;
mod filters;
mod openrosa;
mod pages;
mod problems;
mod requests;
mod selection;
mod settings;
mod tables;
