// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Filled examples: what is answered, and what the form makes of it.

use forms::{Answers, CompiledForm, Context, Evaluation, ViolationKind};

/// A report and what the form says about it.
#[derive(Debug, Default)]
pub(crate) struct Example {
    /// What it shows.
    pub(crate) about: &'static str,
    /// How it differs from the usual report: paths and values, an empty one for no answer.
    pub(crate) changes: &'static [(&'static str, &'static str)],
    /// Everything that is wrong, in the order of the form: path and kind.
    pub(crate) wrong: &'static [(&'static str, &'static str)],
    /// Everything that is unusual, in the order of the form.
    pub(crate) unusual: &'static [&'static str],
    /// Questions and notes that are shown.
    pub(crate) shown: &'static [&'static str],
    /// Questions and notes that are not.
    pub(crate) hidden: &'static [&'static str],
    /// Values as they are kept; an empty one for none.
    pub(crate) values: &'static [(&'static str, &'static str)],
}

/// Answers with changes to them.
pub(crate) fn answers(usual: &[(&str, &str)], changes: &[(&str, &str)]) -> Answers {
    let mut answers: Answers = usual.iter().copied().collect();
    for (path, value) in changes {
        answers.set(*path, *value);
    }
    answers
}

/// Holds the form to the examples.
pub(crate) fn hold(
    form: &CompiledForm,
    context: &Context,
    usual: &[(&str, &str)],
    examples: &[Example],
) {
    for example in examples {
        let about = format!("{}: {}", form.spec().id, example.about);
        let filling = form
            .read(&answers(usual, example.changes), context)
            .unwrap_or_else(|error| panic!("{about}: {error:?}"));
        let found = filling.evaluation();
        let violations = found.violations.iter();
        let wrong: Vec<(&str, &str)> = violations
            .map(|one| (one.path.as_str(), one.kind.code()))
            .collect();
        assert_eq!(wrong, example.wrong, "{about}: wrong");
        let warnings = found.warnings.iter();
        let unusual: Vec<&str> = warnings.map(|one| one.path.as_str()).collect();
        assert_eq!(unusual, example.unusual, "{about}: unusual");
        let is_shown = |path: &str| {
            let state = filling.session().state(&filling.reference(path));
            state.is_ok_and(|state| state.relevant)
        };
        for path in example.shown {
            assert!(is_shown(path), "{about}: {path} is not shown");
        }
        for path in example.hidden {
            assert!(form.field(path).is_some(), "{about}: {path} does not exist");
            assert!(!is_shown(path), "{about}: {path} is shown");
        }
        for (path, value) in example.values {
            assert!(form.field(path).is_some(), "{about}: {path} does not exist");
            assert_eq!(found.answers.get(path), *value, "{about}: {path}");
        }
        is_calculated(&found, &about);
    }
    // Whatever is still to be answered, no calculation loses its value or its sense.
    for (missing, _) in usual {
        let found = form.check(&answers(usual, &[(missing, "")]), context);
        is_calculated(&found, &format!("{}: without {missing}", form.spec().id));
    }
}

/// Holds that every calculation had a value.
pub(crate) fn is_calculated(found: &Evaluation, about: &str) {
    for (path, value) in found.answers.iter() {
        assert!(
            !["NaN", "Infinity", "-Infinity"].contains(&value),
            "{about}: {path}"
        );
    }
    for one in &found.violations {
        assert_ne!(
            one.kind,
            ViolationKind::NotEvaluated,
            "{about}: {}",
            one.path
        );
    }
}
