// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The rules of time of a collection in words.

use forms::PeriodKind;
use jiff::civil::Weekday;
use web::Context;

use crate::model::{ApprovalLevel, Calendar, Collection, Season};

/// A season as people read it.
pub(super) fn season_text(context: &Context, season: Season) -> String {
    let lang = context.lang();
    context.t_with(
        "reporting-season",
        &[
            ("from", season.from.text(lang).into()),
            ("to", season.to.text(lang).into()),
        ],
    )
}

/// A day of the week.
pub(super) fn weekday_text(context: &Context, weekday: Weekday) -> String {
    let day = i64::from(weekday.to_monday_one_offset());
    context.t_with("reporting-weekday", &[("day", day.into())])
}

/// By when a report is due.
pub(super) fn due_text(context: &Context, calendar: &Calendar) -> String {
    let Some(days) = calendar.due_after else {
        return context.t("reporting-due-never");
    };
    match calendar.kind {
        PeriodKind::Week => week_due_text(context, days + 7),
        PeriodKind::Event => context.t_with("reporting-due-after-event", &[("days", days.into())]),
        _ => context.t_with("reporting-due-after-end", &[("days", days.into())]),
    }
}

/// A day of the week of a period (1 to 7) or of the week after it (8 to 14).
pub(super) fn week_due_text(context: &Context, day: i64) -> String {
    let weekday = i8::try_from((day - 1).rem_euclid(7) + 1)
        .ok()
        .and_then(|day| Weekday::from_monday_one_offset(day).ok())
        .unwrap_or(Weekday::Friday);
    let text = weekday_text(context, weekday);
    if day <= 7 {
        text
    } else {
        let weeks = (day - 1).div_euclid(7);
        context.t_with(
            "reporting-due-weeks-later",
            &[("day", text.into()), ("weeks", weeks.into())],
        )
    }
}

/// How long reports are taken and corrected.
pub(super) fn lock_text(context: &Context, calendar: &Calendar) -> String {
    match calendar.locks_after {
        Some(days) => context.t_with("reporting-locks-after", &[("days", days.into())]),
        None => context.t("reporting-locks-never"),
    }
}

/// The levels on which periods are approved, one after the other.
pub(super) fn approval_text(context: &Context, collection: &Collection) -> String {
    if collection.approval.is_empty() {
        return context.t("reporting-approval-none");
    }
    let levels: Vec<String> = collection
        .approval
        .iter()
        .map(|level| level_text(context, *level))
        .collect();
    levels.join(", ")
}

/// A level by its name.
pub(super) fn level_text(context: &Context, level: ApprovalLevel) -> String {
    context.t(match level {
        ApprovalLevel::Office => "reporting-level-office",
        ApprovalLevel::OfficeAgain => "reporting-level-office-again",
        ApprovalLevel::State => "reporting-level-state",
    })
}
