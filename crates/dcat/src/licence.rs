// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Licences by the list of DCAT-AP.de (<http://dcat-ap.de/def/licenses/>).

/// What people write, in small letters without spaces, and the end of the address in the list.
const KNOWN: [(&str, &str); 14] = [
    ("cc0-1.0", "cc-zero"),
    ("cc0", "cc-zero"),
    ("cc-zero", "cc-zero"),
    ("cc-by-4.0", "cc-by/4.0"),
    ("ccby4.0", "cc-by/4.0"),
    ("cc-by4.0", "cc-by/4.0"),
    ("cc-by-sa-4.0", "cc-by-sa/4.0"),
    ("dl-de/by-2-0", "dl-by-de/2.0"),
    ("dl-de-by-2.0", "dl-by-de/2.0"),
    ("dl-by-de/2.0", "dl-by-de/2.0"),
    ("dl-de/zero-2-0", "dl-zero-de/2.0"),
    ("dl-de-zero-2.0", "dl-zero-de/2.0"),
    ("dl-zero-de/2.0", "dl-zero-de/2.0"),
    ("odbl-1.0", "odbl"),
];

/// The address of a licence in the list of DCAT-AP.de, for an identifier of SPDX or a usual name (`CC-BY-4.0`,
/// `dl-de/by-2-0`); nothing if the list does not have it.
pub fn licence(name: &str) -> Option<String> {
    let short: String = name
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let (_, end) = KNOWN.iter().find(|(known, _)| *known == short)?;
    Some(format!("{}/licenses/{end}", crate::terms::LISTS))
}

/// What stands for a licence that is not in the list: nothing is allowed that nobody has allowed.
pub(crate) fn or_closed(name: &str) -> String {
    licence(name).unwrap_or_else(|| format!("{}/licenses/other-closed", crate::terms::LISTS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_known_by_their_usual_names() {
        let by = |name: &str| licence(name).unwrap_or_default();
        assert_eq!(by("CC-BY-4.0"), "http://dcat-ap.de/def/licenses/cc-by/4.0");
        assert_eq!(by("CC BY 4.0"), by("CC-BY-4.0"));
        assert_eq!(
            by("dl-de/by-2-0"),
            "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
        );
        assert_eq!(licence("all mine"), None);
        assert!(or_closed("").ends_with("other-closed"));
    }
}
