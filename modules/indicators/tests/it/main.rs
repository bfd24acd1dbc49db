// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tests of the indicators, in one binary: from the event to what a reader sees.

#[cfg(test)]
mod agency;
#[cfg(test)]
mod api;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod downloads;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod measures;
#[cfg(test)]
mod open_data;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod protection;
#[cfg(test)]
mod regions;
#[cfg(test)]
mod state;
#[cfg(test)]
mod texts;
