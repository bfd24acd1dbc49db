# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## States of numbers
indicators-shown = { $state ->
    [suppressed] suppressed
    [not-yet] not yet reported
   *[no-data] no data
}
indicators-cases-sentence-hidden = There is no number for { $week } { $where }: { $state }.
indicators-set-protected = The set is published with protection. Its tables are being counted now.
