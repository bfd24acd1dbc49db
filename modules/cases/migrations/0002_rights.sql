-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A file that is restricted (Article 18 GDPR) is not changed, not deleted after its time, and opened only with a
-- reason. restricted_for: the number of the request because of which it is.
ALTER TABLE case_files ADD COLUMN restricted_at BIGINT;
ALTER TABLE case_files ADD COLUMN restricted_for TEXT;
