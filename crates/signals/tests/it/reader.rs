// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files with series.

use proptest::prelude::*;
use signals::{Absent, Columns, Named, read};

fn table(text: &str, columns: &Columns) -> Result<Vec<Named>, String> {
    read(text.as_bytes(), columns).map_err(|error| error.to_string())
}

fn group(names: &[&str]) -> Columns {
    Columns {
        group: names.iter().map(|name| (*name).to_owned()).collect(),
        ..Columns::default()
    }
}

#[test]
fn a_table_is_read_with_weeks_and_days_and_holes() {
    let text = "Woche;Anzahl\n2020-W52;3\n2020W53;0\n2021-W01;\n18.01.2021;NA\n2021-01-27;7\n";
    let series = table(text, &Columns::default()).unwrap().remove(0);
    assert_eq!(series.name, "");
    assert_eq!(series.series.week(0).to_string(), "2020-W52");
    assert_eq!(
        series.series.counts(),
        [Some(3), Some(0), None, None, None, Some(7)]
    );
    let commas = table(&text.replace(';', ","), &Columns::default()).unwrap();
    assert_eq!(commas, [series]);
}

#[test]
fn columns_tell_series_apart_and_what_is_absent_is_said() {
    let text = "week,district,sex,count\n2024-W01,a,m,1\n2024-W03,a,m,2\n2024-W02,b,m,5\n";
    let two = table(text, &group(&["district", "Sex"])).unwrap();
    let names: Vec<_> = two.iter().map(|named| named.name.as_str()).collect();
    assert_eq!(names, ["a · m", "b · m"]);
    assert_eq!(two[0].series.counts(), [Some(1), None, Some(2)]);
    assert_eq!(two[1].series.counts(), [Some(5), None]);
    let zero = Columns {
        absent: Absent::Zero,
        ..group(&["district"])
    };
    let two = table(text, &zero).unwrap();
    assert_eq!(two[0].series.counts(), [Some(1), Some(0), Some(2)]);
    assert_eq!(two[1].series.counts(), [Some(0), Some(5), Some(0)]);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let plain = Columns::default();
    for (text, columns, said) in [
        ("", &plain, "there are no counts in it"),
        ("week;count\n", &plain, "there are no counts in it"),
        ("a;b\n1;2\n", &plain, "there is no column `week`, `woche`"),
        (
            "week;count\n2024-W01;1\n\n2024-W54;1\n",
            &plain,
            "line 4: `2024-W54` is neither a week",
        ),
        (
            "week;count\n2024-W01;-1\n",
            &plain,
            "line 2: `-1` is not a number of cases",
        ),
        (
            "week;count\n2024-W01;1.5\n",
            &plain,
            "line 2: `1.5` is not a number of cases",
        ),
        (
            "week;count\n2024-W01;1\n2024-W01;1\n",
            &plain,
            "line 3: 2024-W01 is there twice; columns that tell",
        ),
        (
            "week;count\n1900-W01;1\n2024-W01;1\n",
            &plain,
            "series ``: 6471 weeks are more than 5300",
        ),
        (
            "week;count\n2024-W01;20000000\n",
            &plain,
            "20000000 cases in 2024-W01",
        ),
        (
            "week;count\n2024-W01;1\n",
            &group(&["land"]),
            "there is no column `land`; the headings are: week, count",
        ),
    ] {
        let error = table(text, columns).unwrap_err();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn json_is_one_series_or_many() {
    let one = r#"{"first": "2024-W01", "counts": [1, null, 3.0, "NaN"], "range1": [2, 3]}"#;
    let named = table(one, &Columns::default()).unwrap().remove(0);
    assert_eq!(named.name, "1");
    assert_eq!(named.series.counts(), [Some(1), None, Some(3), None]);
    assert_eq!(named.weeks, Some(1..3));
    let list = format!("[{one}, {one}]");
    assert_eq!(table(&list, &Columns::default()).unwrap().len(), 2);
    let days =
        r#"{"series": [{"name": "x", "epoch": ["2024-01-07", "2024-01-14"], "observed": [0, 1]}]}"#;
    let named = table(days, &Columns::default()).unwrap().remove(0);
    // Sundays stay Sundays: they name the week that they end.
    assert_eq!(named.series.day(1).to_string(), "2024-01-14");
    for (text, said) in [
        ("{", "this is no JSON"),
        ("[]", "there are no counts in it"),
        ("[1]", "series `1`: it has no list `observed`"),
        (r#"{"counts": [1]}"#, "neither a list `epoch` nor `first`"),
        (
            r#"{"counts": [1, -1], "first": "2024-W01"}"#,
            "week 2: -1 is not a number of cases",
        ),
        (
            r#"{"counts": [1.5], "first": "2024-W01"}"#,
            "week 1: 1.5 is not a number of cases",
        ),
        (
            r#"{"counts": [1, 2], "weeks": ["2024-W01", "2024-W03"]}"#,
            "week 2: 2024-01-15 is not a week after",
        ),
        (
            r#"{"counts": [1, 2], "weeks": ["2024-W01"]}"#,
            "it has 1 weeks and 2 counts",
        ),
        (
            r#"{"counts": [1, 2], "first": "2024-W01", "range1": [2, 3]}"#,
            "`range1` is not within the series",
        ),
        (r#"{"counts": [], "first": "2024-W01"}"#, "there is no week"),
    ] {
        let error = table(text, &Columns::default()).unwrap_err();
        assert!(error.contains(said), "{error}");
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &Columns::default());
    }

    #[test]
    fn nearly_right_tables_never_panic(rows in proptest::collection::vec("[0-9]{3,5}-?W?[0-9]{1,3}[;,][-0-9.]{0,11}", 0..20), zero in any::<bool>()) {
        let text = format!("week;count\n{}", rows.join("\n"));
        let absent = if zero { Absent::Zero } else { Absent::Missing };
        let _ = read(text.as_bytes(), &Columns { absent, ..Columns::default() });
    }

    #[test]
    fn nearly_right_json_never_panics(text in r#"\{"(counts|observed)":\[([0-9]{1,12}(\.5)?,){0,4}(null|1)\],"(first|epoch)":"[0-9]{4}-W[0-9]{2}","range1":\[[0-9],[0-9]\]\}"#) {
        let _ = read(text.as_bytes(), &Columns::default());
    }
}
