// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tests of the directory, in one binary.

#[cfg(test)]
mod lookups;
#[cfg(test)]
mod territory;
