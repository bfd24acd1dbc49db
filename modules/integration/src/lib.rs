// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2
//! Skeleton.
/// The module.
pub fn module() -> web::Module { web::Module::named("integration") }
