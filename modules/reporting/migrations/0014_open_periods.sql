-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Work lists ask for the few periods of an office in which something is to be done.
CREATE INDEX office_periods_open ON office_periods (office, due_on) WHERE submitted + missing + drafts > 0;
CREATE INDEX office_periods_to_approve ON office_periods (office, due_on)
    WHERE submitted = 0 AND returned = 0 AND approvals < 3;
