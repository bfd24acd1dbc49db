// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich release …`: a policy tried on a stream of records, and stored ledgers computed again. What they
//! say stands in docs/command-line.md.

use std::collections::BTreeMap;

use anyhow::ensure;
use clap::Subcommand;
use kernel::{CollectionId, OrganisationId};

use crate::installation::Installation;

mod simulation;

pub(crate) use simulation::{Simulate, run_simulation};

/// What can be done with releases.
#[derive(Debug, Subcommand)]
pub(crate) enum ReleaseCommand {
    /// Releases a stream of records week by week and says what that costs. Needs no database.
    Simulate(Box<Simulate>),
    /// Computes stored ledgers again and compares them bit for bit.
    Replay {
        /// Only the ledger of this office, by its identifier; with `--collection`.
        #[arg(long, requires = "collection")]
        office: Option<OrganisationId>,
        /// Only the ledger for this collection, by its identifier; with `--office`.
        #[arg(long, requires = "office")]
        collection: Option<CollectionId>,
    },
}

/// `deich release replay`.
#[expect(clippy::print_stdout, reason = "commands answer on the terminal")]
pub(crate) async fn replay(
    installation: &Installation,
    only: Option<(OrganisationId, CollectionId)>,
) -> anyhow::Result<()> {
    let report = reporting::replay::replay_ledgers(&installation.app, only)
        .await
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    ensure!(
        only.is_none() || report.ledgers > 0,
        "this office has no ledger for this collection"
    );
    println!(
        "{} ledgers, {} releases came out bit for bit",
        report.ledgers, report.identical
    );
    if report.but_for_noise > 0 {
        println!(
            "{} tables came out but for their noise, which cannot be drawn again: exact counts, costs and the account fit",
            report.but_for_noise
        );
    }
    if report.erased > 0 {
        println!(
            "{} releases cannot be computed any more, because data of people were erased",
            report.erased
        );
    }
    let faults: BTreeMap<_, _> = report
        .faults
        .iter()
        .map(|fault| ((fault.office, fault.collection), fault))
        .collect();
    for fault in faults.values() {
        println!(
            "{} {} {}: {}",
            fault.office, fault.collection, fault.sequence, fault.what
        );
    }
    ensure!(
        faults.is_empty(),
        "{} ledgers did not come out",
        faults.len()
    );
    Ok(())
}
