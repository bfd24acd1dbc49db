// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deich, the one binary: reads the configuration, puts the modules together and serves.

mod config;
mod demo;
mod detection;
mod engines;
mod extract;
mod import;
mod installation;
mod openapi;
mod release;
mod serve;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use clap::{Parser, Subcommand};
use config::Config;
use installation::{Installation, Mode};

/// Deich: the open platform for the public health service.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    /// The configuration file (TOML). Every key can be overridden by `DEICH_SECTION_KEY`.
    #[arg(long, global = true, env = "DEICH_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves pages, API and background jobs.
    Serve {
        /// Serves pages and API, but runs no background jobs.
        #[arg(long, conflicts_with = "workers_only")]
        web_only: bool,
        /// Runs background jobs, but serves no pages.
        #[arg(long)]
        workers_only: bool,
    },
    /// Serves an invented state with one sign-in per role. Never on real data.
    Demo {
        /// Shows the invented state as on this day (`2026-11-20`): the clock begins at its noon.
        #[arg(long)]
        day: Option<jiff::civil::Date>,
    },
    /// Brings the database to the version of this binary.
    Migrate,
    /// Checks the configuration, the audit trail or the ledgers.
    Check {
        /// What is checked.
        #[arg(value_enum, default_value = "config")]
        what: What,
    },
    /// Prints the OpenAPI document.
    Openapi {
        /// Says whether the committed document is up to date instead of printing it.
        #[arg(long)]
        check: bool,
    },
    /// Evaluates expressions, by JSON lines on the standard input.
    Xpath,
    /// Converts forms and fills them in, without a server.
    Forms {
        #[command(subcommand)]
        command: engines::FormsCommand,
    },
    /// Makes a table anonymous once: classes of equal rows, as little lost as possible.
    Anonymize(Box<extract::Anonymize>),
    /// Tries a release policy on records, or computes stored releases again.
    Release {
        #[command(subcommand)]
        command: release::ReleaseCommand,
    },
    /// Looks for weeks with more cases than expected, in series out of a file.
    Signals(Box<detection::Signals>),
    /// Reads a file with case numbers into a data set.
    Import(Box<import::Import>),
    /// Keys of the vault.
    Vault {
        #[command(subcommand)]
        command: VaultCommand,
    },
    /// Sets up the state and invites its first administrator; prints the one-time link.
    Setup {
        /// The e-mail address of the first administrator.
        email: kernel::Email,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum What {
    /// The configuration and the database's readiness.
    Config,
    /// The hash chains of the audit trail.
    Audit,
    /// The release ledgers of all offices.
    Ledgers,
}

#[derive(Debug, Subcommand)]
enum VaultCommand {
    /// Draws a new master key and prints it.
    Generate,
    /// Wraps all data keys with the new master key (`DEICH_VAULT_PREVIOUS_MASTER_KEY` names the old one)
    /// and gives every organisation a new data key for what is sealed from now on.
    Rotate,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let environment: BTreeMap<String, String> = std::env::vars().collect();
    match run(arguments, &environment) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("deich: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments, environment: &BTreeMap<String, String>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    runtime.block_on(dispatch(arguments, environment))
}

#[expect(clippy::print_stdout, reason = "commands answer on the terminal")]
async fn dispatch(
    arguments: Arguments,
    environment: &BTreeMap<String, String>,
) -> anyhow::Result<()> {
    match arguments.command {
        Command::Openapi { check } => return openapi::command(check),
        Command::Xpath => return engines::xpath(environment),
        Command::Forms { command } => return engines::forms(command, environment),
        Command::Anonymize(command) => return extract::anonymize(&command),
        Command::Signals(command) => return detection::signals(&command),
        Command::Release {
            command: release::ReleaseCommand::Simulate(simulate),
        } => return release::run_simulation(&simulate),
        _ => {}
    }
    if let Command::Vault {
        command: VaultCommand::Generate,
    } = arguments.command
    {
        println!(
            "{}",
            *vault::MasterKey::generate(&kernel::SystemChance).to_base64()
        );
        return Ok(());
    }
    let mut config = Config::load(arguments.config.as_deref(), environment)?;
    match arguments.command {
        Command::Serve {
            web_only,
            workers_only,
        } => {
            serve::log_as_json(environment);
            let installation = Installation::open(&config, Mode::Normal).await?;
            serve::serve(installation, &config, !workers_only, !web_only).await
        }
        Command::Demo { day } => Box::pin(demo::run(&mut config, environment, day)).await,
        Command::Migrate => {
            let applied = installation::migrate(&config).await?;
            println!("{applied} migrations applied; the database is up to date");
            Ok(())
        }
        Command::Check { what } => check(&config, what).await,
        Command::Release {
            command: release::ReleaseCommand::Replay { office, collection },
        } => {
            let installation = Installation::open(&config, Mode::Inspect).await?;
            release::replay(&installation, office.zip(collection)).await
        }
        Command::Import(command) => {
            let installation = Installation::open(&config, Mode::Inspect).await?;
            import::run(&installation, *command).await
        }
        Command::Vault { .. } => rotate(&config).await,
        Command::Setup { email } => {
            let installation = Installation::open(&config, Mode::Normal).await?;
            let wish = directory::StateSetUp {
                name: config.state.name.clone(),
                administrator: email.to_string(),
                email,
            };
            let link = directory::set_up(&installation.app, wish).await?;
            println!("Open this link within 7 days to choose a password:\n{link}");
            Ok(())
        }
        Command::Openapi { .. }
        | Command::Xpath
        | Command::Forms { .. }
        | Command::Anonymize(_)
        | Command::Signals(_)
        | Command::Release { .. } => Ok(()),
    }
}

#[expect(clippy::print_stdout, reason = "commands answer on the terminal")]
async fn check(config: &Config, what: What) -> anyhow::Result<()> {
    let installation = Installation::open(config, Mode::Inspect).await?;
    let app = &installation.app;
    match what {
        What::Config => {
            app.db
                .ping()
                .await
                .context("the database does not answer")?;
            app.vault
                .check()
                .await
                .context("the master key does not open the data keys")?;
            println!("configuration, database and master key are in order");
            let networks: Vec<String> = config
                .webhooks
                .networks()?
                .iter()
                .map(ToString::to_string)
                .collect();
            if networks.is_empty() {
                println!("webhooks reach public addresses only");
            } else {
                println!("webhooks also reach: {}", networks.join(", "));
            }
        }
        What::Audit => {
            let report = audit::verify(&app.db).await?;
            println!("{} chains, {} entries read", report.chains, report.entries);
            for head in audit::heads(app.db.read()).await? {
                println!(
                    "{} {} {}",
                    head.chain,
                    head.sequence,
                    hex::encode(head.hash)
                );
            }
            if let Some(fault) = report.first_break {
                anyhow::bail!("the audit trail was changed: {fault:?}");
            }
            println!("the audit trail is whole");
        }
        What::Ledgers => {
            let report = reporting::verify_ledgers(&app.db)
                .await
                .map_err(|error| anyhow::anyhow!("{error}"))?;
            println!(
                "{} ledgers, {} releases read",
                report.ledgers, report.releases
            );
            for fault in &report.faults {
                println!(
                    "{} {} {}: {}",
                    fault.office, fault.collection, fault.sequence, fault.what
                );
            }
            ensure!(
                report.holds(),
                "{} ledgers or releases are not whole",
                report.faults.len()
            );
            println!("all ledgers are whole");
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "commands answer on the terminal")]
async fn rotate(config: &Config) -> anyhow::Result<()> {
    let installation = Installation::open(config, Mode::Inspect).await?;
    let app = &installation.app;
    let tx = app.db.begin().await?;
    let rewrapped = app.vault.rewrap(&tx).await?;
    let organisations = vault::organisations(&tx).await?;
    for organisation in &organisations {
        app.vault.rotate_data_key(&tx, *organisation).await?;
    }
    tx.commit().await?;
    println!(
        "{rewrapped} data keys wrapped anew; {} organisations have a new data key",
        organisations.len()
    );
    Ok(())
}
