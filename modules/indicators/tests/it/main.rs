// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tests of the indicators, in one binary: from the event to what a reader sees.

#[cfg(test)]
mod api;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod downloads;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod regions;
#[cfg(test)]
mod state;
