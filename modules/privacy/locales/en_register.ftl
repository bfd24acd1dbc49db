# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- register of processing activities
privacy-register-nav = Register of processing
privacy-register-title = Register of processing activities
privacy-register-lead = The register (Article 30 GDPR) comes from what is set up in Deich. What your office adds stands before what the product says. Its law is to be checked by the office.
privacy-register-changes = Changed since the last version
privacy-register-change-header = Data of the office
privacy-register-change-added = New: { $title }
privacy-register-change-removed = Gone: { $title }
privacy-register-change-changed = Changed: { $title }
privacy-register-header-title = Responsible office
privacy-register-controller = Controller
privacy-register-officer = Data protection officer
privacy-register-officer-none = Not given yet
privacy-register-edit-office = Change the data of the office
privacy-register-edit = Add
privacy-register-edit-title = Add to: { $title }
privacy-register-activity = Activity
privacy-register-purpose = Purpose
privacy-register-law = Legal basis
privacy-register-persons = People concerned
privacy-register-data = Categories of data
privacy-register-recipients = Recipients
privacy-register-origin = Origin
privacy-register-retention = Time of storage
privacy-register-keep = Duty to keep, in months
privacy-register-keep-line = { $months } months from the day on which it came
privacy-register-keep-hint = Until this time is over, only what was processed unlawfully is deleted on request. Empty: no duty.
privacy-register-measures = Technical and organisational measures
privacy-register-note = Notes of the office
privacy-register-product = The product says: { $text }
privacy-register-request-months = Keep closed requests, in months
privacy-register-months-wrong = Give a number from 0 to 1200.
privacy-register-saved = The addition is saved.
privacy-register-versions = Kept versions
privacy-register-versions-none = No version kept yet.
privacy-register-version = Version { $number }
privacy-register-keep-do = Keep today's state as a version
privacy-register-kept = Version { $number } is kept.
privacy-register-kept-other = Somebody else has kept a version meanwhile. Reload the page.
privacy-register-day = As of
privacy-register-pdf = As PDF
privacy-register-csv = As CSV
privacy-register-json = As JSON

# --- the requests as an activity
privacy-activity-title = Requests of people concerned
privacy-activity-purpose = Fulfil the rights of people concerned, and prove it
privacy-activity-law = Articles 12 to 22 and Article 5 (2) GDPR
privacy-activity-persons = People who make requests, and their representatives
privacy-activity-data = Data that name a person: name, date of birth, address; what was found; letters; journal
privacy-activity-recipients = Administrators and data protection officers of the health office; the person herself
privacy-activity-origin = The person herself or her representative
privacy-activity-retention = { $months } months after closing; then deleted with proof
privacy-activity-measures = Content lies encrypted under a key of the office; each opening is recorded; deletion only by two people; sign-in with a second factor.
