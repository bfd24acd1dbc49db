// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What ARCHITECTURE.md promises about the shape of the repository: who may use whom, where SQL and
//! HTTP may stand, what templates may contain, which licences come in, and that the documents still
//! speak of things that exist. Nothing here runs the product.

mod documents;
mod edges;
mod licences;
mod publiccode;
mod sources;
mod templates;
mod words;
mod workspace;
