// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tests of the pictures, in one binary.

#[cfg(test)]
mod laws;
#[cfg(test)]
mod map;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod weeks;
