// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which properties of a table are written.

use serde_json::json;

use crate::tables::{FAMILY, double, form, submission, table};

#[test]
fn properties_are_selected() {
    let spec = form(FAMILY);
    let answers = double();
    let all = [submission("double", &answers)];
    let row = |path: &str, select: &str| {
        let query = format!("$select={select}");
        table(&spec, path, &query, &all).map(|rows| rows["value"][0].clone())
    };
    let child = "Submissions.children.child";
    for (path, select, expected) in [
        ("Submissions", "name", json!({ "name": "Vick" })),
        (
            "Submissions",
            "__id, age",
            json!({ "__id": "double", "age": null }),
        ),
        (
            "Submissions",
            "__system/submitterId,__system/edits",
            json!({ "__system": { "submitterId": "5", "edits": 0 } }),
        ),
        (
            "Submissions",
            "meta/instanceID",
            json!({ "meta": { "instanceID": "double" } }),
        ),
        (
            "Submissions",
            "children/child",
            json!({ "children": {
                "child@odata.navigationLink": "Submissions('double')/children/child",
            } }),
        ),
        (
            child,
            "__Submissions-id,name",
            json!({ "__Submissions-id": "double", "name": "Alice" }),
        ),
    ] {
        assert_eq!(row(path, select).unwrap(), expected, "{select}");
    }
    for (path, select, expected) in [
        (
            "Submissions",
            "nothing",
            "$select: there is no property `nothing`",
        ),
        (
            "Submissions",
            "__system/x",
            "$select: there is no property `__system/x`",
        ),
        (
            "Submissions",
            "children/child/name",
            "$select: `children/child/name` belongs to the rows of a repeat, which have a table of their own",
        ),
        (
            child,
            "__system",
            "$select: there is no property `__system`",
        ),
    ] {
        assert_eq!(row(path, select).unwrap_err().to_string(), expected);
    }
}
