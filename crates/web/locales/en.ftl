# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## The frame of every page
shell-skip = Skip to content
shell-service-of = Public health service ·
shell-claim = Platform for the public health service
shell-theme = Appearance
shell-theme-auto = As the device
shell-theme-light = Light
shell-theme-dark = Dark
shell-demo = Demo with invented data. None of it is real.
shell-demo-roles = Change role
shell-account = My account
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-menu = Menu
shell-navigation = Main navigation
shell-breadcrumbs = You are here
shell-footer = Legal notes and help
shell-imprint = Imprint
shell-privacy = Privacy
shell-accessibility = Accessibility
shell-api = Interface (API)
shell-source = Source code
shell-licence = free software under the EUPL 1.2
shell-close = Close
shell-cancel = Cancel
shell-confirm = Yes, go on
shell-confirm-title = Please confirm
shell-danger-title = This cannot be undone
shell-optional = optional
shell-error-prefix = Error:
shell-errors-title = Please check your entries
shell-pagination = More pages
shell-page = Page
shell-previous = Previous
shell-next = Next
shell-filter = Filter
shell-reset = Reset
shell-all = All
shell-no = No
shell-save = Save
shell-back = Back
shell-home = Start page
shell-email = E-mail

## Error pages and messages
shell-error-now = What you can do now
shell-error-code = Error
shell-error-request = Request number
shell-what-next = What happens next
shell-error-400-title = The request is incomplete
shell-error-400-happened = The page cannot use the data that was sent.
shell-error-400-now = Go back and check your entries. If you followed a link, it may have been copied incompletely.
shell-error-401-title = Please sign in
shell-error-401-happened = This page can only be seen after signing in. Your session may have ended.
shell-error-401-now = Sign in. You will then come back here.
shell-error-403-title = This action is not one of your tasks
shell-error-403-happened = Your role does not allow this action.
shell-error-403-now = If you need it for your work, ask the administration of your organisation. “My account” shows what you may do and why.
shell-error-404-title = This page does not exist
shell-error-404-happened = There is no page at this address, or it is not meant for you.
shell-error-404-now = Check the address or begin at the start page.
shell-error-409-title = The entry has changed in the meantime
shell-error-409-happened = Somebody else edited the same entry. Your change was not saved.
shell-error-409-now = Load the entry again, look at the change and enter your data once more.
shell-error-413-title = The file is too large
shell-error-413-happened = The data sent is larger than this page accepts.
shell-error-413-now = Make the file smaller or split it.
shell-error-429-title = Too many requests
shell-error-429-happened = Very many requests came from your connection in a short time.
shell-error-429-now = Wait a minute and try again. Your data is not lost.
shell-error-500-title = Something went wrong here
shell-error-500-happened = An error occurred on our side. It is logged, without your entries.
shell-error-500-now = Please try again. If the error stays, tell your administration the request number.
shell-error-501-title = This installation cannot do that
shell-error-501-happened = The program was built without the fonts that printed pages need.
shell-error-501-now = Print the page with your browser. Your administrator can build the complete program.
shell-error-503-title = The service cannot be reached right now
shell-error-503-happened = The database does not answer. Nothing that was confirmed is lost.
shell-error-503-now = Please try again in a few minutes.

## Templates that the operator confirms
shell-template-title = Template
shell-template-text = This text is a template. The operator of this installation checks it, adds names and addresses, and confirms it before going live.

## Imprint
shell-imprint-provider = Provider
shell-imprint-provider-text = Supreme health authority of the state. The operator adds the authorised representative and the VAT number.
shell-imprint-contact = Contact
shell-imprint-contact-text = Questions about a report are answered by the health office responsible for your institution.
shell-imprint-responsible = Responsible for the content
shell-imprint-responsible-text = For published figures the health authority of the state; for entries of a health office that office (§ 18 (2) Medienstaatsvertrag).
shell-imprint-supervision = Supervision
shell-imprint-supervision-text = The supervisory authority is the state ministry in charge of public health.
shell-imprint-liability = Liability for content and links
shell-imprint-liability-text = The information is checked with care. Preliminary figures are marked as such and may change through late reports. The operators of linked pages are responsible for their content.
shell-imprint-software = Software
shell-imprint-software-text = This application is Deich, free software under the European Union Public Licence 1.2.
shell-imprint-data = Geodata
shell-imprint-data-text = Boundaries: © GeoBasis-DE / BKG, Data licence Germany – attribution – version 2.0, data modified (simplified).

## Privacy
shell-privacy-short = The most important points
shell-privacy-short-1 = You can read public pages without telling us anything about yourself. Visits are not counted and there is no content of third parties.
shell-privacy-short-2 = Reports of institutions are stored encrypted at the health office that is responsible for the institution.
shell-privacy-short-3 = The state only receives aggregated figures. No role of the state can open a single report.
shell-privacy-short-4 = Every transfer is written to a release ledger that cannot be changed afterwards.
shell-privacy-controller = Controller
shell-privacy-controller-text = The health office concerned is the controller for reports; for the state-wide procedure and publication it is the health authority of the state:
shell-privacy-visit = When you open a page
shell-privacy-visit-text = The server processes your IP address to send the page and to fend off attacks. It is not stored in the logs. The logs contain time, address of the page, result and duration, but no entries and no names.
shell-privacy-cookies = Cookies
shell-privacy-cookies-text = There are only cookies that are needed for operation (§ 25 (2) TDDDG). They do not need consent.
shell-privacy-cookie-session-name = Session
shell-privacy-cookie-session = keeps you signed in; ends when you sign out or after a longer pause
shell-privacy-cookie-lang-name = Language
shell-privacy-cookie-lang = remembers the language you chose
shell-privacy-cookie-theme-name = Appearance
shell-privacy-cookie-theme = remembers light or dark appearance
shell-privacy-staff = If you have an account
shell-privacy-staff-text = We process your name, your work e-mail address, your roles and the times of your sign-ins. Changes to data are recorded with your account in an audit log. The legal basis is Article 6 (1) (e) GDPR with the data protection act of the state.
shell-privacy-reports = When an institution reports
shell-privacy-reports-text = What is collected is stated at each field of the form. Answers are stored encrypted and opened only by the responsible health office. The legal basis is the Infektionsschutzgesetz or the agreement on voluntary participation that is named in the collection.
shell-privacy-release = What goes to the state
shell-privacy-release-text = Only figures about groups of a minimum size are passed on. A second, independent program checks every transfer before it takes effect. The data protection officer of the office can read a report on each transfer.
shell-privacy-storage = How long data is kept
shell-privacy-storage-text = Sessions end after a short time. Reports are deleted after the period set in the collection. Aggregated figures remain.
shell-privacy-rights = Your rights
shell-privacy-rights-text = You have the right of access, rectification, erasure, restriction of processing and objection (Articles 15 to 18 and 21 GDPR). Contact the controller or its data protection officer.
shell-privacy-authority = Complaint
shell-privacy-authority-text = You may lodge a complaint with the data protection authority of your state (Article 77 GDPR).

## Accessibility
shell-a11y-intro = strives to make this application accessible. The basis is the disability equality law of the state, the BITV 2.0 and Directive (EU) 2016/2102.
shell-a11y-status = Conformance status
shell-a11y-status-text = This application largely conforms to EN 301 549 and WCAG 2.2 (level AA). The known exceptions are listed below.
shell-a11y-how = How the pages are built
shell-a11y-how-keyboard = Everything can be used with the keyboard. The focus is always visible.
shell-a11y-how-script = All forms and lists work without JavaScript.
shell-a11y-how-zoom = Pages can be enlarged to 400 per cent and fit the screen from a width of 360 pixels.
shell-a11y-how-theme = There is a light and a dark appearance. Colour never carries a meaning alone.
shell-a11y-how-figures = Every picture comes with a sentence and a table of the same values.
shell-a11y-limits = Known limits
shell-a11y-limit-plain = Explanations in easy language and in German sign language are still missing.
shell-a11y-limit-map = Maps are dense on small screens. The table below the map contains the same values.
shell-a11y-limit-uploads = Files that institutions or offices upload may not be accessible.
shell-a11y-made = Preparation of this statement
shell-a11y-made-text = The statement is based on a self-assessment: every page is checked automatically with axe-core at every change, and the flows are walked by keyboard alone. The operator adds the date and an assessment by third parties.
shell-a11y-feedback = Report barriers
shell-a11y-feedback-text = Have you noticed a barrier? Write to us. We answer within two weeks:
shell-a11y-enforcement = Enforcement procedure
shell-a11y-enforcement-text = If we do not answer, or not satisfactorily, you may turn to the arbitration body of the state under the disability equality act. The procedure is free of charge and needs no lawyer. The operator adds the address.
shell-error-405-title = This action does not exist here
shell-error-405-happened = The address exists, but not for this kind of request.
shell-error-405-now = Go back and use the buttons of the page.
shell-error-415-title = This format is not accepted
shell-error-415-happened = The data has a format or an encoding that cannot be read here.
shell-error-415-now = Send the form of the page or, for the interface, JSON in UTF-8.
shell-error-wait = Wait { $seconds } seconds and try again. Your data is not lost.
shell-error-resume = Sign in and continue with what I typed

## Tasks
shell-tasks = Tasks
shell-tasks-lead = Everything you can do next, sorted by due date.
shell-tasks-empty-title = Nothing is open
shell-tasks-empty-text = As soon as something waits for you, it appears here. There is nothing you have to do.
shell-tasks-due = by { $date }
shell-tasks-no-due = no due date
schedule-web-prune = Remove expired sessions, counters and finished jobs

# --- restricted data (Article 18 GDPR)
shell-restricted-title = Restricted: { $what }
shell-restricted-happened = These data are restricted
shell-restricted-text = Processing is restricted under Article 18 GDPR. You see the data only if you give a reason. Reason, name and time are recorded.
shell-restricted-unchanged = These data are restricted under Article 18 GDPR. Until that is lifted they are not changed, not exported and not aggregated.
shell-restricted-reason = Why do you open the data?
shell-restricted-hint = For example: checking a request, a legal claim, the person's consent.
shell-restricted-do = Open for this reason
shell-restricted-missing = Please give a reason.
