# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Roles
role-state-administrator = State administrator
role-form-author = Form author
role-analyst = Analyst
role-data-protection-officer = Data protection officer
role-office-administrator = Office administrator
role-case-worker = Case worker
role-institution-manager = Institution manager
role-institution-reporter = Reporter

## Actions in the rights concept
action-administration-open = Open the administration
action-organisation-read = View organisations
action-organisation-manage = Add and change organisations
action-organisation-import = Take organisations over from a table
action-territory-read = View territory and responsibilities
action-rights-read = View the rights concept
action-jobs-read = View background jobs
action-jobs-manage = Repeat or discard background jobs
action-person-read = View accounts
action-person-help = Block and unblock accounts and renew access
action-membership-grant-state-administrator = Give and end the role state administrator
action-membership-grant-form-author = Give and end the role form author
action-membership-grant-analyst = Give and end the role analyst
action-membership-grant-data-protection-officer = Give and end the role data protection officer
action-membership-grant-office-administrator = Give and end the role office administrator
action-membership-grant-case-worker = Give and end the role case worker
action-membership-grant-institution-manager = Give and end the role institution manager
action-membership-grant-institution-reporter = Give and end the role reporter

## Shared words
directory-name = Name
directory-email = E-mail address
directory-email-invalid = Enter an e-mail address, such as name@example.org.
directory-name-invalid = Enter a name of 2 to 120 characters.
directory-role = Role
directory-roles = Roles
directory-role-at = { $role }, { $organisation }
directory-organisation = Organisation
directory-please-choose = Please choose
directory-print = Print

## Signing in
directory-sign-in-title = Sign in
directory-sign-in-button = Sign in
directory-sign-in-wrong = E-mail address or password are not right. Check both and try again.
directory-sign-in-too-many =
    { $minutes ->
        [one] There were too many attempts. Try again in a minute.
       *[other] There were too many attempts. Try again in { $minutes } minutes.
    }
directory-sign-in-waited = The sign-in has waited too long. Please sign in once more.
directory-sign-in-kept-title = What you entered is still there
directory-sign-in-kept-text = Your session ended while you were filling in a form. After signing in you send it with one click.
directory-sign-in-no-account = No account yet? Institutions get one from their health office, staff from the administrators of their authority.
directory-forgotten-link = Forgot password
directory-demo-link = Demo: sign in as a role
directory-back-to-sign-in = To the sign-in
directory-resume-title = What you entered is still there
directory-resume-text = You are signed in again. The form that you filled in before is complete. Send it now.
directory-resume-button = Send the form
directory-resume-discard = Do not send

directory-confirm-title = Please confirm that it is you
directory-confirm-text = You are opening a specially protected area, and your sign-in was some time ago.
directory-confirm-demo = In the demo one click is enough.
directory-confirm-button = Confirm

directory-second-factor = Second factor
directory-second-factor-title = Second factor
directory-second-factor-text = Open your authenticator app and enter the code for Deich.
directory-second-factor-button = Sign in
directory-second-factor-lost = You do not have your device?
directory-second-factor-lost-text = Enter one of your recovery codes, such as k3fd-9xqa-mw2c. If you have none left, the administrators of your organisation reset the second factor.
directory-code = Code
directory-code-hint = 6 digits from the app
directory-code-or-recovery-hint = 6 digits from the app or a recovery code
directory-code-wrong = The code is not right or was used before. Wait for the next code and enter it.
directory-second-factor-setup-title = Set up the second factor
directory-second-factor-setup-button = Set up
directory-second-factor-required = Your role sees data of several institutions. A second factor therefore protects your account: whoever knows your password still cannot get in.
directory-second-factor-replaces = The second factor protects your account even if somebody knows your password. A new one replaces the old one.
directory-second-factor-step-app = Install an authenticator app on your phone, unless you have one. Any app that does TOTP will do.
directory-second-factor-step-scan = Scan the picture with the app, or type the key below it.
directory-second-factor-step-code = Enter the code that the app shows.
directory-second-factor-secret = Key
directory-recovery-codes-title = Your recovery codes
directory-recovery-codes-text = Each of these codes signs you in once when you do not have your device. Print the codes and keep them safe.
directory-recovery-codes-once = The codes are shown only now.
directory-recovery-codes-done = I have kept the codes
directory-recovery-codes-left =
    { $count ->
        [0] That was your last recovery code. Make new ones under “My account”.
        [one] You have one recovery code left.
       *[other] You have { $count } recovery codes left.
    }

## Password
directory-password = Password
directory-password-new = New password
directory-password-current = Current password
directory-password-repeated = Repeat the new password
directory-password-hint = At least 12 characters. A short sentence is good; digits and signs are not needed.
directory-password-save = Save the password
directory-password-too-short = The password is too short. Use at least 12 characters.
directory-password-too-long = The password is too long. Use at most 200 characters.
directory-password-common = This password is guessed first. Use another one, such as a sentence that only you know.
directory-password-own = The password is little more than your name or your e-mail address. Use another one.
directory-password-repeated-differs = The repetition differs from the password. Enter both again.
directory-password-wrong = The password is not right.
directory-password-set = Your password is saved. Sign in with it now.
directory-password-change-title = Change password
directory-password-change-text = Afterwards you are signed in only in this browser. Access keys for programs stay good.
directory-password-changed =
    { $count ->
        [0] Your password is changed.
        [one] Your password is changed. One other session was ended.
       *[other] Your password is changed. { $count } other sessions were ended.
    }
directory-forgotten-title = Forgot password
directory-forgotten-text = We send you a link with which you choose a new password.
directory-forgotten-button = Ask for a link
directory-forgotten-sent-title = Look into your mailbox
directory-forgotten-sent-text = If there is an account with the address { $email }, a link is on its way there. It is good for two hours.
directory-forgotten-sent-nothing = Nothing arrives? Look into the spam folder. If nothing is there either, no account has this address; ask the administrators of your organisation.
directory-link-invitation-title = Welcome to Deich
directory-link-invitation-text = Your account belongs to the address { $email }. Choose a password.
directory-link-reset-title = Choose a new password
directory-link-reset-text = You are choosing a new password for { $email }. All your sessions and access keys will end.
directory-link-ended-title = This link is no longer good
directory-link-ended-text = The link was used before, has expired, or was replaced by a newer one.
directory-link-ended-again = Ask for a new link

## My account
directory-account-data = My data
directory-account-no-roles = You have no role at present. Turn to the administrators of your organisation.
directory-account-language = Language
directory-language = Language
directory-language-hint = For pages and e-mails.
directory-language-set = The language is saved.
directory-account-security = Security
directory-second-factor-on = set up
directory-second-factor-off = not set up
directory-second-factor-replace = Move to a new device
directory-second-factor-remove-title = Remove the second factor
directory-second-factor-remove-text = Afterwards only the password protects your account. Your recovery codes become invalid.
directory-second-factor-removed = The second factor is removed.
directory-recovery-codes-renew =
    { $count ->
        [one] New recovery codes (one left)
       *[other] New recovery codes ({ $count } left)
    }
directory-recovery-codes-new-title = New recovery codes
directory-recovery-codes-new-text =
    { $count ->
        [0] You get ten new codes.
        [one] You get ten new codes. The one that you still have becomes invalid.
       *[other] You get ten new codes. The { $count } that you still have become invalid.
    }
directory-recovery-codes-new-button = Make new codes
directory-sessions = Where you are signed in
directory-session-device = Device
directory-session-since = Signed in since
directory-session-action = Action
directory-session-unknown = Unknown device
directory-session-current = this browser
directory-session-end = Sign out
directory-sessions-end-others = Sign out everywhere else
directory-sessions-ended =
    { $count ->
        [0] There was no other session.
        [one] One session is ended.
       *[other] { $count } sessions are ended.
    }
directory-access-keys = Access keys for programs
directory-access-keys-text = Programs such as Excel, Power BI, R or scripts of your own cannot enter a second factor. They sign in with your e-mail address and an access key, and may then do what you may do yourself.
directory-access-key-name = Description
directory-access-key-name-hint = Which program on which device uses the key? For example: Power BI, office computer.
directory-access-key-name-invalid = Enter a description of at most { $most } characters.
directory-access-key-made = Made
directory-access-key-expires = Good until
directory-access-key-used = Last used
directory-access-key-unused = never
directory-access-key-action = Action
directory-access-key-new-title = Make an access key
directory-access-key-new-text = Make a key of its own for each program. You can then end one without disturbing the others.
directory-access-key-days = How long should the key be good?
directory-access-key-days-hint = Choose the shortest time that is enough.
directory-access-key-days-missing = Choose how long the key should be good.
directory-access-key-for-days = { $days } days
directory-access-key-make = Make the key
directory-access-key-too-many = You have { $most } access keys already. First end one that you no longer need.
directory-access-key-made-title = Your new access key
directory-access-key-once-title = Take the key over now
directory-access-key-once-text = It is shown only this once. Whoever has it may do through the interface for programs whatever you may do. Do not pass it on and do not send it.
directory-access-key-server = Address
directory-access-key-user = User name
directory-access-key-secret = Password
directory-access-key-use = Enter these where the program asks for address, user name and password. If it asks only for a token, enter the key there.
directory-access-key-done = I have taken the key over
directory-access-key-end = End
directory-access-key-end-title = End the access key
directory-access-key-end-text = Programs that use the key “{ $name }” are refused from now on.
directory-access-key-ended = The access key “{ $name }” is ended.

## Administration
directory-administration-title = Administration
directory-area-people-title = People
directory-area-people-text = Invite people, give and end roles, help with lost access.

## People
directory-people-title = People
directory-people-search = Name or e-mail address
directory-people-count =
    { $count ->
        [one] One person
       *[other] { $count } people
    }
directory-people-none-title = Nobody found
directory-people-none-text = Change the search, or invite somebody.
directory-person-state = Account
directory-person-active = active
directory-person-invited = invited
directory-person-blocked = blocked
directory-person-last-sign-in = Last signed in
directory-person-never = never
directory-person-add-role = Give another role
directory-person-help = Help with lost access
directory-person-is-blocked = The account is blocked. Unblock it first.
directory-role-from = Since
directory-role-to-come = begins later
directory-role-until = Until
directory-role-unlimited = without end
directory-role-not-now = not valid at present
directory-role-has-ended = This role has ended already.
directory-end-own-role = Somebody else ends your own roles, so that nobody locks herself out.
directory-end-role-title = End role
directory-end-role-button = End role
directory-end-role-consequence = { $name } loses the role { $role } at { $organisation } at once. What the person has done so far stays.
directory-role-ended = The role of { $name } is ended.
directory-send-reset = Send a link for a new password
directory-send-invitation = Send the invitation again
directory-link-sent = A link is on its way to { $email }. Earlier links are no longer good.
directory-block-title = Block account
directory-block-button = Block account
directory-block-consequence =
    { $sessions ->
        [0] { $name } can no longer sign in. The roles stay as they are.
        [one] { $name } can no longer sign in. One open session will be ended. The roles stay as they are.
       *[other] { $name } can no longer sign in. { $sessions } open sessions will be ended. The roles stay as they are.
    } { $keys ->
        [0] {""}
        [one] One access key for programs will be ended.
       *[other] { $keys } access keys for programs will be ended.
    }
directory-blocked = The account of { $name } is blocked.
directory-unblock-button = Unblock account
directory-unblocked = The account of { $name } is unblocked.
directory-reset-second-factor-title = Reset the second factor
directory-reset-second-factor-button = Reset the second factor
directory-reset-second-factor-consequence = { $name } is signed out everywhere, access keys for programs are ended. { $name } sets up a new second factor at the next sign-in. Make sure first that it is really this person who asks you, best by calling back.
directory-second-factor-reset = The second factor of { $name } is reset.

## Inviting
directory-invite-title = Invite somebody
directory-invite-text = The person gets an e-mail with a link that is good for two weeks. Whoever has an account already gets the role at once.
directory-invite-email-hint = A personal work address, no shared mailbox.
directory-invite-role-hint = You see the roles that you may give.
directory-invite-from = Holds from
directory-invite-from-hint = Empty means from now on. Until that day the person can sign in but cannot use this role yet.
directory-invite-until = Last day
directory-invite-until-hint = Empty means without end.
directory-invite-button = Invite
directory-organisation-missing = Choose an organisation.
directory-role-missing = Choose a role.
directory-role-not-here = You cannot give this role at this organisation. Choose another role or organisation.
directory-role-held-already = The person has this role there already, now or at that time.
directory-from-invalid = Enter today or a later day.
directory-until-before-from = The last day lies before the first.
directory-until-invalid = Enter a day that has not passed.
directory-invited = An invitation is on its way to { $email }.
directory-role-given = { $name } has an account already and has the role now. An e-mail is on its way.

## Rights of a person
directory-rights-link = What may this person do, and why?
directory-rights-own-title = What I may do, and why
directory-rights-of-title = What { $name } may do, and why
directory-rights-own-text = The list is made from the rules by which the system decides.
directory-rights-of-text = The list is made from the rules by which the system decides about { $name }.
directory-rights-waits = The second factor is still missing
directory-rights-none-title = No rights at present
directory-rights-none-text = Without a role a person may only manage the own account.
directory-rights-level-own = In this organisation
directory-rights-level-offices = In the health offices of the state
directory-rights-level-institutions = In the institutions
directory-rights-may = May
directory-rights-because = Because
directory-rights-nothing = Nothing of this.
directory-rights-refused =
    { $count ->
        [one] One action is not allowed
       *[other] { $count } actions are not allowed
    }
directory-rights-refused-text = What no rule allows is forbidden:

## Demo
directory-demo-title = Demo: as whom do you want to look around?
directory-demo-text = All people, institutions and reports are invented. One click signs you in, there is no password.
directory-demo-mails-link = See the e-mails that the system would have sent
directory-demo-none-title = No demo data yet
directory-demo-none-text = The demo data are loaded at the first start.
directory-demo-sign-in = Sign in as { $name }
directory-demo-others =
    { $count ->
        [one] One more person
       *[other] { $count } more people
    }
directory-demo-role-state-administrator = Sets up health offices and accounts for the state.
directory-demo-role-form-author = Builds forms and starts state-wide collections.
directory-demo-role-analyst = Reads the anonymised figures and finds signals.
directory-demo-role-data-protection-officer = Checks what leaves an office, what for, and with which remaining risk.
directory-demo-role-office-administrator = Sets up institutions and accounts of a health office.
directory-demo-role-case-worker = Checks reports, asks back and reminds.
directory-demo-role-institution-manager = Reports for the institution and decides who else does.
directory-demo-role-institution-reporter = Enters the weekly numbers.
directory-demo-mails-title = Sent e-mails
directory-demo-mails-text = In the demo no e-mail leaves this computer. Here you see what would have been sent.
directory-demo-mails-none-title = No e-mails yet
directory-demo-mails-none-text = Invite somebody, for example, or remind an institution.
directory-demo-mail-subject = Subject
directory-demo-mail-recipient = To
directory-demo-mail-at = When
directory-demo-mail-to = To { $email }, { $moment }
directory-demo-mail-open = Open the link in the e-mail

## E-mails
directory-mail-invitation-subject = Your account at Deich
directory-mail-invitation-text =
    Dear { $name },

    an account was made for you at Deich, the platform of the public health service ({ $state }).

    Choose a password within two weeks:

    { $link }

    If this invitation means nothing to you, simply delete this e-mail.
directory-mail-reset-subject = New password for Deich
directory-mail-reset-text =
    Dear { $name },

    a new password was asked for your account at Deich ({ $state }). Choose it within two hours:

    { $link }

    If that was not you, you need not do anything. Your present password stays good.
directory-mail-new-role-subject = You have another role at Deich
directory-mail-new-role-text =
    Dear { $name },

    you now have the role { $role } at { $organisation }. Sign in as usual:

    { $link }
directory-mail-future-role-subject = You are getting another role at Deich
directory-mail-future-role-text =
    Dear { $name },

    from { $day } on you have the role { $role } at { $organisation }. From that day, sign in as usual:

    { $link }
directory-mail-access-key-made-subject = A new access key for your account at Deich
directory-mail-access-key-made-text =
    Dear { $name },

    an access key for a program was made for your account at Deich ({ $state }).

    If that was not you, choose a new password at once and tell the administrators of your organisation. This ends all your access keys:

    { $link }
directory-mail-password-changed-subject = Your password at Deich was changed
directory-mail-password-changed-text =
    Dear { $name },

    the password of your account at Deich ({ $state }) was changed.

    If that was not you, choose a new one at once and tell the administrators of your organisation:

    { $link }
directory-mail-second-factor-changed-subject = Your second factor at Deich was changed
directory-mail-second-factor-changed-text =
    Dear { $name },

    a new second factor was set up for your account at Deich ({ $state }).

    If that was not you, choose a new password at once and tell the administrators of your organisation:

    { $link }
directory-mail-second-factor-removed-subject = Your second factor at Deich was removed
directory-mail-second-factor-removed-text =
    Dear { $name },

    the second factor of your account at Deich ({ $state }) was removed.

    If you did not ask for that, choose a new password at once and tell the administrators of your organisation:

    { $link }
