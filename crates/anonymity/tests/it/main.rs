// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Extracts as a whole: compared with recorded results, with enumeration, and with the laws of
//! their criteria.

mod oracle;
