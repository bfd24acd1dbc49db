# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Own roles
role-own = Own role
action-membership-grant-own-role = Give and end own roles
action-role-manage = Put own roles together
action-access-read = See who has access
action-access-review = Review access
action-delegation-end = End delegations of others
deed-role-add = Own role added
deed-role-change = Own role changed
deed-role-end = Own role ended
deed-delegation-begin = Delegation set up
deed-delegation-end = Delegation ended
deed-access-review = Access confirmed
deed-access-export = List of access downloaded
directory-area-roles-title = Own roles
directory-area-roles-text = Put roles together from permitted actions and give them, also for single institutions.
directory-area-access-title = Access
directory-area-access-text = Who has which access, since when and by whom, and whether that was reviewed.
directory-demo-role-own = Does exactly what a health office has put together itself.
directory-role-not-to-oneself = Only somebody else can give you this role.
directory-role-for = { $role }, standing in for { $name }
directory-own-roles-title = Own roles
directory-own-roles-text = Here you put roles together that fit your work exactly. An own role can do at most what the shipped roles of your organisation may do. Who may do what is decided by the same policies as always.
directory-own-roles-of = Own roles of { $name }
directory-own-roles-none-title = No own role yet
directory-own-roles-none-text = The shipped roles are often enough. Add one of your own if somebody is to do less or something else.
directory-own-role-actions-count = Actions
directory-own-role-holders = People
directory-own-role-new-title = Add an own role
directory-own-role-derive = Derive a role
directory-own-role-derive-text = The shipped roles cannot be changed. You can derive a new role from one and adapt it.
directory-own-role-derive-from = Derive a role from { $role }
directory-own-role-text = The role holds at { $name }. Only actions are offered that an own role can hold. Putting roles together and giving roles of this organisation is never part of it.
directory-own-role-name = Name of the role
directory-own-role-name-hint = For example: Care of day-care centres
directory-own-role-name-invalid = Enter a name of 2 to { $most } characters.
directory-own-role-name-taken = There is a role of this name already. Take another.
directory-own-role-description = What is the role for?
directory-own-role-description-hint = One sentence for all who give or review it.
directory-own-role-description-invalid = Write at most { $most } characters.
directory-own-role-actions = What the role may do
directory-own-role-actions-hint = In brackets stands where the action holds.
directory-own-role-action = { $action } ({ $scopes })
directory-own-role-actions-missing = Choose at least one action.
directory-own-role-actions-forbidden = This role cannot hold one of the actions. Choose from those that are offered.
directory-own-role-held-by =
    { $count ->
        [0] Nobody holds this role at present
        [one] One person holds this role
       *[other] { $count } people hold this role
    }
directory-own-role-at-once = A change holds at once, also for people who are signed in.
directory-own-role-added = The role “{ $name }” was added. You can give it now.
directory-own-role-changed = The role “{ $name }” was changed.
directory-own-role-changed-meanwhile = Somebody else has changed or ended this role meanwhile. Open it again and see what holds now.
directory-own-role-has-ended = This role has ended. Add a new one if you need it again.
directory-own-role-end = End
directory-own-role-end-title = End own role
directory-own-role-end-consequence =
    { $count ->
        [0] The role “{ $name }” cannot be given any more. Nobody holds it at present.
        [one] One person loses the role “{ $name }” at once, and all that only this role lets her do. It cannot be given any more.
       *[other] { $count } people lose the role “{ $name }” at once, and all that only this role lets them do. It cannot be given any more.
    }
directory-own-role-end-who = Who loses it
directory-own-role-end-what = What ends with it
directory-own-role-ended = The role “{ $name }” has ended.
directory-own-role-give = Give
directory-own-role-give-title = Give the role “{ $name }”
directory-own-role-give-text = The person gets the role at { $name }. Whoever has no account yet is invited.
directory-own-role-where = Where does the role hold?
directory-own-role-where-all = At the whole office and in all its institutions
directory-own-role-where-chosen = Only in chosen institutions
directory-own-role-where-kinds = Only in institutions of certain kinds
directory-own-role-kinds = Kinds of institutions
directory-own-role-kinds-hint = Only needed if the role is limited to kinds. It also holds in institutions of that kind that come later.
directory-own-role-kinds-missing = Choose at least one kind of institutions.
directory-own-role-limited-kinds = only in institutions of the kind: { $kinds }
directory-access-own-role-kinds = { $name } (only kind: { $kinds })
directory-own-role-institutions = Institutions
directory-own-role-institutions-hint = Only needed if the role is limited to single institutions. Lists of reports then show these only; what concerns the whole office stays closed.
directory-own-role-institutions-missing = Choose at least one and at most { $most } institutions.
directory-own-role-limited =
    { $count ->
        [one] only in one institution
       *[other] only in { $count } institutions
    }
directory-rights-level-chosen = In the chosen institutions
directory-rights-by-own-role = Own role: { $roles }
directory-rights-own-roles = Own roles of { $name }
directory-rights-own-roles-text = The administrators have put these roles together. Where a role was given for some institutions, it holds only there.

## Delegation
directory-delegations-title = Standing in
directory-delegations-text = When you are away, somebody of your organisation can take over your roles for a while. All that she does stands in the trail under her own name, with a note that she stood in.
directory-delegations-none-title = Nobody stands in
directory-delegations-none-text = Set it up before you go on holiday.
directory-delegations-given = Who stands in for me
directory-delegations-taken = For whom I stand in
directory-delegation-colleague = Colleague
directory-delegation-colleague-hint = Only people with a role of their own in this organisation.
directory-delegation-from = First day
directory-delegation-active = active
directory-delegation-over = over
directory-delegation-new-title = Let somebody stand in
directory-delegation-new-text = You lend roles at { $name }. You keep your own rights. Whoever stands in for you cannot pass that on.
directory-delegation-elsewhere = At { $name } instead
directory-delegation-roles = Which roles?
directory-delegation-roles-missing = Choose at least one role.
directory-delegation-person-missing = Choose who stands in for you.
directory-delegation-until-hint = Six weeks at most.
directory-delegation-until-missing = Enter the last day.
directory-delegation-too-long = Somebody can stand in for { $most } days at most. Take an earlier last day.
directory-delegation-nobody-title = Nobody there
directory-delegation-nobody-text = Nobody else has a role in this organisation. Ask the administrators to invite somebody.
directory-delegation-button = Let her stand in
directory-delegation-added = { $name } stands in for you. A mail is on its way.
directory-delegation-end = End delegation
directory-delegation-end-title = End delegation
directory-delegation-end-consequence = { $to } stands in for { $from } at { $organisation } until { $until }. That ends at once, and both are told.
directory-delegation-ended = The delegation has ended.
directory-delegation-is-over = This delegation is over already.
directory-delegation-task = You stand in for { $name }
directory-delegation-task-action = Have a look
directory-deed-for = { $who } (standing in for { $name } at that time)
directory-mail-delegation-begins-subject = You stand in for somebody at Deich
directory-mail-delegation-begins-text =
    Hello { $name },

    { $colleague } asks you to stand in from { $from } to { $until }. During that time you also hold the roles that were lent to you at Deich ({ $state }). What you do stands in the trail under your own name.

    If that was not agreed on, end it here:

    { $link }
directory-mail-delegation-ended-subject = A delegation at Deich has ended
directory-mail-delegation-ended-text =
    Hello { $name },

    the delegation between you and { $colleague } at Deich ({ $state }), which began or was to begin on { $from }, was ended on { $until }.

    You see all delegations here:

    { $link }

## Reviewing access
directory-access-title = Access
directory-access-text = Go through who may do what at least twice a year. Confirm what is still needed, and end the rest.
directory-access-overdue-title =
    { $count ->
        [one] One access is to be reviewed
       *[other] { $count } accesses are to be reviewed
    }
directory-access-overdue-text = The last confirmation is more than half a year old, or there was none yet.
directory-access-kind = Kind
directory-access-kind-role = Shipped role
directory-access-kind-own-role = Own role
directory-access-kind-delegation = Delegation
directory-access-kind-key = Access key
directory-access-kind-institution-key = Key of an institution
directory-access-state = State
directory-access-overdue = to be reviewed
directory-access-count =
    { $count ->
        [one] One access
       *[other] { $count } accesses
    }
directory-access-none-title = No access found
directory-access-none-text = Change the search or the filter.
directory-access-choose = Choose
directory-access-choose-one = { $name }: { $what }
directory-access-what = Access
directory-access-own-role =
    { $count ->
        [one] { $name } (only in one institution)
       *[other] { $name } (only in { $count } institutions)
    }
directory-access-key = Access key “{ $name }”
directory-access-institution-key =
    { $count ->
        [0] Key of the institution “{ $name }”: { $may }; all collections
        [one] Key of the institution “{ $name }”: { $may }; only one collection
       *[other] Key of the institution “{ $name }”: { $may }; only { $count } collections
    }
directory-access-given-by = Given by
directory-access-given-self = herself
directory-access-given-set-up = set-up of the installation
directory-access-used = Last used
directory-access-reviewed = Reviewed
directory-access-reviewed-by = Reviewed by
directory-access-never = never
directory-access-end = End
directory-access-confirm = Confirm the chosen ones
directory-access-none-chosen = Choose first what you confirm.
directory-access-confirmed =
    { $count ->
        [0] Nothing was confirmed. What you chose is no more.
        [one] One access was confirmed.
       *[other] { $count } accesses were confirmed.
    }
directory-access-key-end-consequence = { $key } of { $name } is good no more. Programs that use it are refused.
directory-access-key-ended-other = The access key has ended.
directory-access-task =
    { $count ->
        [one] Review one access
       *[other] Review { $count } accesses
    }
directory-access-task-action = Review

## Passkeys
directory-passkeys = Passkeys
directory-passkeys-text = With a passkey you sign in by fingerprint, face or screen lock, without a password and without a code. It replaces both factors and cannot be phished.
directory-passkeys-nowhere = This installation is reached at an address without a name. Browsers cannot make passkeys there.
directory-passkey-new-title = Add a passkey
directory-passkey-new-text = Your browser is going to ask where to keep the passkey: on this device, on your phone or on a security key.
directory-passkey-name-hint = How do you recognise it? For example: office computer, blue security key.
directory-passkey-make = Make passkey
directory-passkey-script = Passkeys need JavaScript in the browser.
directory-passkey-failed = That did not work. Perhaps the browser's question was cancelled, or the device has a passkey already. Try again.
directory-passkey-too-many = You have { $most } passkeys already. First remove one that you do not need any more.
directory-passkey-added = The passkey “{ $name }” was made.
directory-passkey-remove = Remove passkey
directory-passkey-remove-title = Remove passkey
directory-passkey-remove-consequence = You cannot sign in with the passkey “{ $name }” any more. Delete it on the device, too.
directory-passkey-removed = The passkey “{ $name }” was removed.
directory-passkey-sign-in = Sign in with a passkey
directory-passkey-wrong = This passkey belongs to no account, or the question has waited too long. Try again, or sign in with your password.
directory-second-factor-passkey = Confirm the sign-in with your passkey.
deed-account-add-passkey = Passkey added
deed-account-remove-passkey = Passkey removed
directory-mail-passkey-added-subject = New passkey for your account at Deich
directory-mail-passkey-added-text =
    Hello { $name },

    a passkey was added to your account at Deich ({ $state }).

    If that was not you, choose a new password at once and tell the administrators of your organisation:

    { $link }
directory-mail-passkey-removed-subject = A passkey of your account at Deich was removed
directory-mail-passkey-removed-text =
    Hello { $name },

    a passkey of your account at Deich ({ $state }) was removed.

    If that was not you, choose a new password at once and tell the administrators of your organisation:

    { $link }

## Signing in at a provider
directory-role-by-provider = by the identity provider
directory-provider-failed-title = The sign-in did not work
directory-provider-failed-text = The identity provider has not answered as it should, or it took too long. Try again. If it happens again, tell your IT.
directory-provider-no-role-title = You have no role here
directory-provider-no-role-text = The identity provider knows you, but nothing it says gives you a role at Deich. Ask the administrators of your organisation.
directory-provider-no-address-title = Your address is not verified
directory-provider-no-address-text = For the first sign-in Deich needs an address that the identity provider has verified and that is not linked with another access here. Ask your IT.
directory-provider-blocked-title = Your account is blocked
directory-provider-blocked-text = Ask the administrators of your organisation.
deed-account-link-provider = Linked with an identity provider
directory-mail-provider-linked-subject = Your account at Deich is linked with an identity provider
directory-mail-provider-linked-text =
    Hello { $name },

    your account at Deich ({ $state }) is now linked with the identity provider of your authority. You can sign in by it.

    If that was not you, choose a new password at once and tell the administrators of your organisation:

    { $link }

# --- accounts as an activity of the register of processing
directory-activity-heading = Accounts, sign-in and audit trail
directory-activity-purpose = Access only for entitled people; proof of who has done and opened what
directory-activity-law = Article 6 (1) e, Article 5 (2) and Article 32 GDPR
directory-activity-persons = People of the health office and of institutions who use Deich
directory-activity-data-accounts = Data that name a person: name, e-mail address at work, roles, sign-ins, devices
directory-activity-data-trail = Audit trail: identifier of the person, deed, time; no content
directory-activity-recipients = Administration and data protection of the office; the operator of Deich
directory-activity-origin = The person herself and whoever invited her
directory-activity-retention = Accounts until the end of the work; the audit trail stays whole, since its entries are chained
directory-activity-measures = Passwords only as hashes; a second factor for all who see more than their own institution; a chained audit trail; sessions end by themselves.
