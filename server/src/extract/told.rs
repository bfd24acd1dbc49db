// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Figures of a result, for programs and for people.

use std::io::Write as _;

use anonymity::Risks;
use extraction::Classes;
use serde_json::{Value, json};

use super::{Language, Outcome, spent};

/// Says what came of it, and what is strange on the error channel.
pub(super) fn tell(outcome: &Outcome<'_>) -> anyhow::Result<()> {
    let mut complaints = std::io::stderr().lock();
    for warning in &outcome.warnings {
        writeln!(complaints, "{warning}")?;
    }
    let mut output = std::io::stdout().lock();
    if outcome.command.json {
        writeln!(output, "{:#}", as_json(outcome))?;
    } else {
        for line in as_text(outcome) {
            writeln!(output, "{line}")?;
        }
    }
    Ok(())
}

fn risks(risks: Option<&Risks>) -> Value {
    risks.map_or(Value::Null, |risks| {
        json!({
            "prosecutor": {"highest": risks.prosecutor_highest, "average": risks.prosecutor_average},
            "journalist": {"highest": risks.journalist_highest, "average": risks.journalist_average},
            "marketer": risks.marketer,
            "records_above_0.2": risks.above_20_percent,
            "records_above_0.09": risks.above_9_percent,
            "records_above_0.05": risks.above_5_percent,
            "sample_unique": risks.sample_unique,
            "population_unique": risks.population.map(|population| json!({
                "pitman": population.pitman,
                "zayatz": population.zayatz,
            })),
        })
    })
}

fn as_json(outcome: &Outcome<'_>) -> Value {
    let (extract, optimum, shape) = (&outcome.of.extract, &outcome.of.optimum, &outcome.of.shape);
    let columns: Vec<&str> = extract.quasi.iter().map(|quasi| quasi.column).collect();
    let average = if optimum.classes == 0 {
        0.0
    } else {
        (extract.table.rows() as u64 - optimum.suppressed) as f64 / optimum.classes as f64
    };
    let mut said = json!({
        "rows": extract.table.rows(),
        "quasi": columns,
        "sensitive": outcome.command.sensitive,
        "model": extract.criteria.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "suppression_limit": extract.suppression,
        "metric": extract.metric.as_str(),
        "transformation": optimum.levels,
        "levels": columns.iter().zip(&optimum.levels).map(|(column, level)| ((*column).to_owned(), json!(level))).collect::<serde_json::Map<_, _>>(),
        "max_levels": extract.quasi.iter().map(|quasi| quasi.generalisation.height()).collect::<Vec<_>>(),
        "information_loss": optimum.loss,
        "suppressed_rows": optimum.suppressed,
        "classes": optimum.classes,
        "avg_class": average,
        "min_class": optimum.smallest,
        "max_class": optimum.largest,
        "nodes_checked": optimum.looked_at,
        "lattice_size": optimum.combinations,
    });
    if outcome.command.local {
        let classes = Classes::of(shape);
        said["local"] = json!({
            "mean_loss": shape.loss,
            "loss_by_column": columns.iter().zip(&shape.loss_by_column).map(|(column, loss)| ((*column).to_owned(), json!(loss))).collect::<serde_json::Map<_, _>>(),
            "rows_by_level": columns.iter().zip(&shape.rows_by_level).map(|(column, rows)| ((*column).to_owned(), json!(rows))).collect::<serde_json::Map<_, _>>(),
            "suppressed_rows": shape.suppressed,
            "classes": classes.count,
            "avg_class": classes.average,
            "min_class": classes.smallest,
            "max_class": classes.largest,
        });
    }
    said["homogeneous"] = shape
        .homogeneous
        .iter()
        .map(|found| json!({"column": found.column, "classes": found.classes, "rows": found.rows}))
        .collect();
    said["risk"] = json!({
        "before": risks(outcome.of.before.as_ref()),
        "after": risks(outcome.of.after.as_ref()),
    });
    said["warnings"] = json!(outcome.warnings);
    said["cpu_ms"] = json!(spent::cpu_ms());
    said["peak_memory_kib"] = json!(spent::peak_memory_kib());
    said
}

fn percent(share: f64, language: Language) -> String {
    extraction::percent(share, language == Language::De)
}

fn as_text(outcome: &Outcome<'_>) -> Vec<String> {
    let language = outcome.command.language;
    let (extract, optimum, shape) = (&outcome.of.extract, &outcome.of.optimum, &outcome.of.shape);
    let classes = Classes::of(shape);
    let german = language == Language::De;
    let pick = |de: &'static str, en: &'static str| if german { de } else { en };
    let number = |number: f64| {
        let text = format!("{number:.6}");
        if german { text.replace('.', ",") } else { text }
    };
    let mut lines = vec![
        format!("{}: {}", pick("Zeilen", "Rows"), extract.table.rows()),
        format!(
            "{} ({}): {}",
            pick("Informationsverlust", "Information loss"),
            extract.metric.as_str(),
            number(optimum.loss)
        ),
    ];
    for (at, (quasi, &level)) in extract.quasi.iter().zip(&optimum.levels).enumerate() {
        lines.push(format!(
            "  {}: {} {level} {} {}, {} {}",
            quasi.column,
            pick("Stufe", "level"),
            pick("von", "of"),
            quasi.generalisation.height(),
            pick("Verlust", "loss"),
            percent(shape.loss_by_column[at], language),
        ));
    }
    if outcome.command.local {
        lines.push(format!(
            "{}: {}",
            pick(
                "Mittlerer Verlust mit eigenen Stufen je Gruppe",
                "Mean loss with levels of their own per group"
            ),
            number(shape.loss)
        ));
    }
    lines.push(format!(
        "{}: {} ({})",
        pick("Unterdrückte Zeilen", "Suppressed rows"),
        shape.suppressed,
        percent(
            shape.suppressed as f64 / extract.table.rows() as f64,
            language
        )
    ));
    lines.push(format!(
        "{}: {}, {} {}, {} {}, {} {}",
        pick("Gruppen", "Classes"),
        classes.count,
        pick("kleinste", "smallest"),
        classes.smallest,
        pick("im Mittel", "average"),
        if german {
            format!("{:.1}", classes.average).replace('.', ",")
        } else {
            format!("{:.1}", classes.average)
        },
        pick("größte", "largest"),
        classes.largest,
    ));
    for (name, risks) in [
        (
            pick("Höchstes Risiko vorher", "Highest risk before"),
            &outcome.of.before,
        ),
        (
            pick("Höchstes Risiko nachher", "Highest risk after"),
            &outcome.of.after,
        ),
    ] {
        if let Some(risks) = risks {
            lines.push(format!(
                "{name}: {}, {} {}",
                percent(risks.prosecutor_highest, language),
                pick("im Mittel", "average"),
                percent(risks.prosecutor_average, language)
            ));
        }
    }
    if let (Some(cpu), Some(memory)) = (spent::cpu_ms(), spent::peak_memory_kib()) {
        lines.push(format!(
            "{}: {cpu} ms, {} {} MiB",
            pick("Rechenzeit", "Processor time"),
            pick("Speicher höchstens", "memory at most"),
            memory / 1024
        ));
    }
    lines
}
