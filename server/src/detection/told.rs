// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Findings for programs, as lists that can be laid beside R's, and for people as a table.

use std::io::Write as _;

use serde_json::{Value, json};
use signals::{Explanation, Finding, Model, Plan};

/// A series with what was found in it.
pub(super) struct Tested<'a> {
    pub(super) name: &'a str,
    pub(super) findings: &'a [Finding],
    pub(super) explained: Option<&'a [Explanation]>,
}

pub(super) fn tell(plan: &Plan, all: &[Tested<'_>], as_json: bool) -> anyhow::Result<()> {
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    if as_json {
        let series = all.iter().map(lists).collect::<anyhow::Result<Vec<_>>>()?;
        serde_json::to_writer(&mut output, &json!({"plan": plan, "series": series}))?;
        writeln!(output)?;
    } else {
        for tested in all {
            table(&mut output, tested)?;
        }
    }
    output.flush()?;
    Ok(())
}

/// A list per kind of number; `range1` counts weeks from 1.
fn lists(tested: &Tested<'_>) -> anyhow::Result<Value> {
    fn list<T: Into<Value>>(findings: &[Finding], of: impl Fn(&Finding) -> T) -> Value {
        findings.iter().map(|finding| of(finding).into()).collect()
    }
    let all = tested.findings;
    let model = |of: fn(Model) -> Value| list(all, |finding| finding.model.map_or(Value::Null, of));
    let range1 = match (all.first(), all.last()) {
        (Some(first), Some(last)) => json!([first.index + 1, last.index + 1]),
        _ => Value::Null,
    };
    let mut series = json!({
        "name": tested.name,
        "range1": range1,
        "week": list(all, |finding| finding.week.to_string()),
        "observed": list(all, |finding| finding.observed),
        "expected": list(all, |finding| finding.expected),
        "upperbound": list(all, |finding| finding.bound),
        "alarm": list(all, |finding| finding.alarm.map(u8::from)),
        "score": list(all, |finding| finding.score),
        "ratio": list(all, |finding| finding.ratio),
        "pvalue": list(all, |finding| finding.p_value),
        "mu0": model(|model| model.mu0.into()),
        "phi": model(|model| model.phi.into()),
        "trend": model(|model| u8::from(model.trend.is_some()).into()),
        "trend_coef": model(|model| model.trend.into()),
        "years": model(|model| model.years.into()),
        "reason": all.iter().map(|finding| serde_json::to_value(finding.reason)).collect::<Result<Value, _>>()?,
    });
    if let Some(explained) = tested.explained {
        series["explained"] = explained
            .iter()
            .map(|explained| {
                json!({
                    "above_expected": explained.above_expected,
                    "above_bound": explained.above_bound,
                    "past": explained.past,
                    "missing": explained.missing,
                    "excluded": explained.excluded,
                    "since": explained.since,
                })
            })
            .collect();
    }
    Ok(series)
}

/// A line per week.
fn table(output: &mut impl std::io::Write, tested: &Tested<'_>) -> std::io::Result<()> {
    if !tested.name.is_empty() {
        writeln!(output, "{}", tested.name)?;
    }
    writeln!(
        output,
        "week      observed  expected     bound  ratio  signal"
    )?;
    for finding in tested.findings {
        let number = |value: Option<f64>, digits: usize| {
            value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
        };
        let observed = finding
            .observed
            .map_or_else(|| "–".to_owned(), |count| count.to_string());
        let signal = match (finding.alarm, finding.reason) {
            (Some(true), _) => "yes".to_owned(),
            (Some(false), None) => "no".to_owned(),
            (Some(false), Some(reason)) => format!("no ({})", reason.code()),
            (None, Some(reason)) => format!("– ({})", reason.code()),
            (None, None) => "–".to_owned(),
        };
        writeln!(
            output,
            "{:<8}  {observed:>8}  {:>8}  {:>8}  {:>5}  {signal}",
            finding.week.to_string(),
            number(finding.expected, 1),
            number(finding.bound, 1),
            number(finding.ratio, 2),
        )?;
    }
    Ok(())
}
