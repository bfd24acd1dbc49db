-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- How complete a period is, and the latest period that is owed, without reading the whole season.
CREATE INDEX expected_reports_by_period ON expected_reports (collection, period, office);
-- What an office counts week by week and what has not left it, out of the index alone; all that was
-- asked of the narrower one is found here as well.
CREATE INDEX submissions_by_week ON submissions (office, collection, period, state, version, warnings, id);
DROP INDEX submissions_by_office;
