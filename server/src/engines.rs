// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich xpath` and `deich forms …`: the engines on the command line, without configuration and
//! database. What they say stands in docs/command-line.md.

use std::collections::BTreeMap;
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Subcommand;
use forms::convert::{self, Format, With};
use forms::engine::{Form, MissingFiles, Resources, Surroundings};
use forms::genericode;
use forms::protocol::{Conversation, Expressions, Filling, answer_line};
use jiff::Zoned;
use jiff::tz::TimeZone;
use kernel::{Chance as _, Clock as _};

/// The longest line of a conversation, in bytes.
const LONGEST_LINE: u64 = 64 << 20;

/// The largest file beside a form, in bytes.
const LARGEST_FILE: u64 = 64 << 20;

/// What can be done with forms.
#[derive(Debug, Subcommand)]
pub(crate) enum FormsCommand {
    /// Reads a form in any format and writes it in another; says on the error channel what is lost.
    Convert {
        /// The form: `.xlsx`, `.xls`, `.ods`, `.csv`, `.md`, `.xml` (`XForm`, `XDatenfelder`) or `.json`
        /// (our definition, FHIR Questionnaire).
        file: PathBuf,
        /// The format that is written.
        #[arg(long, value_enum)]
        to: To,
        /// A list of codes in genericode that the form refers to; as often as needed.
        #[arg(long)]
        code_list: Vec<PathBuf>,
        /// Where it is written; without it, to the standard output.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// Fills in a form, by JSON lines on the standard input.
    Run {
        /// The form, in any format that `convert` reads.
        #[arg(long)]
        form: PathBuf,
        /// Goes on without lists whose files are missing.
        #[arg(long)]
        without_files: bool,
    },
}

/// The formats that are written.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum To {
    /// An ODK `XForm`.
    Xform,
    /// A workbook.
    Xlsform,
    /// Our own definition, as JSON.
    Spec,
    /// A FHIR R4 Questionnaire.
    Fhir,
    /// A JSON Schema of the answers.
    JsonSchema,
    /// A data scheme of FIM, `XDatenfelder` 3.0.0.
    Fim,
}

impl From<To> for Format {
    fn from(to: To) -> Self {
        match to {
            To::Xform => Self::XForm,
            To::Xlsform => Self::XlsForm,
            To::Spec => Self::Spec,
            To::Fhir => Self::Fhir,
            To::JsonSchema => Self::JsonSchema,
            To::Fim => Self::Fim,
        }
    }
}

/// `deich xpath`.
pub(crate) fn xpath(environment: &BTreeMap<String, String>) -> anyhow::Result<()> {
    let (now, zone) = moment(environment)?;
    talk(&mut Expressions::new(now, zone))
}

/// `deich forms …`.
pub(crate) fn forms(
    command: FormsCommand,
    environment: &BTreeMap<String, String>,
) -> anyhow::Result<()> {
    match command {
        FormsCommand::Convert {
            file,
            to,
            code_list,
            output,
        } => convert_file(&file, to.into(), &code_list, output.as_deref()),
        FormsCommand::Run {
            form,
            without_files,
        } => {
            let (now, _) = moment(environment)?;
            let form = open(&form, without_files)?;
            let mut seed = [0; 32];
            kernel::SystemChance.fill(&mut seed);
            talk(&mut Filling::new(form, Surroundings::at(now, seed)))
        }
    }
}

/// This moment, and the zone in which days begin: that of `TZ`, or whole days.
fn moment(environment: &BTreeMap<String, String>) -> anyhow::Result<(Zoned, TimeZone)> {
    let now = kernel::SystemClock.now();
    match environment.get("TZ").filter(|name| !name.is_empty()) {
        Some(name) => {
            let zone = TimeZone::get(name.trim_start_matches(':'))
                .with_context(|| format!("TZ names no zone that is known: {name}"))?;
            Ok((now.to_zoned(zone.clone()), zone))
        }
        None => Ok((now.to_zoned(kernel::berlin_zone()), TimeZone::UTC)),
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file)
        .with_context(|| format!("{} cannot be opened", file.display()))?;
    opened
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    if bytes.len() as u64 > LARGEST_FILE {
        bail!(
            "{} is larger than {} MB",
            file.display(),
            LARGEST_FILE >> 20
        );
    }
    Ok(bytes)
}

fn name(file: &Path) -> String {
    file.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The lines of a list of what is wrong, each with its place.
fn listed<T: ToString>(file: &Path, problems: &[T]) -> anyhow::Error {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    anyhow::anyhow!("{} is refused:\n{}", file.display(), lines.join("\n"))
}

fn convert_file(
    file: &Path,
    to: Format,
    lists: &[PathBuf],
    output: Option<&Path>,
) -> anyhow::Result<()> {
    let mut code_lists = Vec::new();
    for list in lists {
        let read = genericode::read(&read(list)?);
        code_lists.push(read.map_err(|problem| listed(list, &[problem]))?);
    }
    let with = With {
        now: kernel::SystemClock.now(),
        code_lists: &code_lists,
    };
    let converted = convert::convert(&read(file)?, &name(file), to, &with)
        .map_err(|problems| listed(file, &problems))?;
    let mut complaints = std::io::stderr().lock();
    for loss in &converted.losses {
        writeln!(complaints, "{loss}")?;
    }
    match output {
        Some(path) => std::fs::write(path, &converted.bytes)
            .with_context(|| format!("{} cannot be written", path.display())),
        None => Ok(std::io::stdout().lock().write_all(&converted.bytes)?),
    }
}

fn open(file: &Path, without_files: bool) -> anyhow::Result<Arc<Form>> {
    let definition =
        convert::open(&read(file)?, &name(file)).map_err(|problems| listed(file, &problems))?;
    let missing = if without_files {
        MissingFiles::Empty
    } else {
        MissingFiles::Refuse
    };
    let mut resources = Resources::none(missing);
    let folder = file.parent().unwrap_or(Path::new("."));
    for name in convert::files_of(&definition) {
        let path = folder.join(&name);
        if path.is_file() {
            resources.add(&name, read(&path)?);
        }
    }
    Form::compile(definition, &resources).map_err(|problems| listed(file, &problems))
}

/// Answers the lines of the standard input until it ends.
fn talk(conversation: &mut dyn Conversation) -> anyhow::Result<()> {
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input
            .by_ref()
            .take(LONGEST_LINE + 1)
            .read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(());
        }
        if line.len() as u64 > LONGEST_LINE {
            bail!("a line is longer than {} MB", LONGEST_LINE >> 20);
        }
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        writeln!(output, "{}", answer_line(conversation, &text))?;
        output.flush()?;
    }
}
