// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! HTTP requests to addresses that people typed.
//!
//! What belongs here: whether such an address may be called at all, and calling it so that nobody can
//! use Deich to reach what only Deich can reach. What does not: what is sent, and when it is repeated.
//!
//! A request goes to a public address by HTTPS, or to a network that the operator names, or not at all. What a name means is asked once, for the
//! connection itself, and every answer must be one of these: a name that changes its mind between the check and
//! the connection gains nothing. No redirect is followed, no proxy of the environment is used, and of the
//! answer only the status is read.
//!
//! Addresses that the operator configures (mail server, identity providers) are not called from here: he
//! may mean his own network.

mod address;
mod client;

pub use address::{AddressFault, Network, NoNetwork, Target, is_public};
pub use client::{Client, Failure, PATIENCE, Reach};
