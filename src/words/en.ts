/** What Courier itself tells those who look after an account; `{name}` stands for what is named. */
export const en = {
  // Why a step of an installation waits for a person.
  'authorise-again': 'Authorise Courier again in Kommo.',
  'install.no-integration': 'The integration is not registered here any more.',
  'install.code-unanswered': 'Kommo gave no answer to the code, which may be used up.',
  'install.code-spent': 'Kommo takes the code no more: it is good for 20 minutes, and once.',
  'install.unknown-client':
    'Kommo does not know the integration by this id, secret and redirect address. Compare them with the integration in Kommo.',
  'install.silent-account': 'The account does not answer at its address.',
  'install.no-tokens': 'The tokens are not there.',
  'install.other-account':
    'Another account was authorised than the one that asked for it. Choose the right account in Kommo.',
  'install.no-chats': 'This Kommo account has no chats, so no messenger can be joined to it.',
  'install.no-administrator': 'The one who authorised Courier is no administrator. An administrator has to do it.',
  'install.unknown-account': 'The account is not known yet.',
  'install.unpublished':
    "Before Kommo has published the channel, it works in the accounts that were named to Kommo's support.",
  'install.no-talk-hooks': 'Courier is not told when a conversation is closed in Kommo.',

  // What is wrong with a source, and why a step of connecting one waits.
  'source.no-driver': 'This version of Courier does not speak to this messenger.',
  'source.see-card': 'Kommo does not take this source; its card says why.',
  'source.to-main-pipeline': 'Its pipeline is archived or gone in Kommo: new chats go to the main one.',
  'source.other-owner': 'These credentials belong to another bot, number or page than this source.',
  'source.archived':
    'The pipeline of this source is archived or gone in Kommo; new chats go to the main pipeline until you choose another.',
  'source.choose-pipeline': 'Its pipeline is archived: choose another.',
  'source.limit':
    'Kommo takes no more sources of this integration: 100 are the most, in some accounts 50. Remove one that is not needed, here or in Kommo.',
  'source.not-taken': 'Kommo does not take this source.',
  'source.not-begun': 'Connecting could not begin. Try again in a minute.',
  'source.does-not-work': 'It does not work now.',
  'source.restricted-starting': '{messenger} does not let it begin conversations or send templates.',
  'source.restricted-answering': '{messenger} does not let it answer customers.',
  'source.restricted-everything': '{messenger} does not let it send anything.',
  'source.restricted-until': 'That ends on {until}.',
  'source.kommo-refused': 'Kommo did not take it.',
  'source.test-failed': 'Kommo did not take the message.',

  // What was said in Kommo, compared with what was accepted here.
  'history.not-shown': 'Kommo does not show the history of any chat.',

  // Templates: why one cannot be on the other side, and what became of a comparison.
  'template.gone': 'The messenger has this template no more.',
  'template.differs':
    'The messenger has a template of this name and language that says something else. Give this one another name, or take the messenger’s in Courier’s settings.',
  'template.elsewhere': 'The account of this number has no such template: it was made for another account.',
  'template.no-reason': 'The messenger gave no reason.',
  'template.file-header': 'Its header is a picture, a video or a file, which Kommo cannot hold for it.',
  'template.code-button': 'It has a button with a code, which Kommo cannot fill.',
  'template.category': 'Kommo does not know its category, {category}.',
  'template.no-language': 'Choose the language of the template, and send it for approval again.',
  'template.no-category': 'Choose the category of the template, and send it for approval again.',
  'template.file-to-submit':
    'A template with a picture, a video or a file in its header cannot be sent for approval from Kommo. Make it at the messenger: it comes here by itself.',
  'template.limit': 'Kommo takes no more templates of this integration. Remove some there.',
  'template.not-imported': 'Kommo does not take the template “{name}”.',
  'template.not-asked': '“{source}” cannot be asked for its templates.',
  'template.no-hooks':
    'Kommo does not tell when a template is sent for approval; Courier looks every six hours, and when you ask it to.',

  // Why Kommo cannot be asked.
  'access.none': 'Kommo does not let Courier into this account any more: an administrator has to authorise it again.',
  'access.no-new': 'Kommo gives no new access at the moment.',

  // Why a request of the settings window was not done.
  'settings.not-found': 'There is no such thing here.',
  'settings.no-right': 'You may not do this: ask an administrator of the account.',
  'settings.not-installed': 'The integration is not installed in this account yet.',
  'settings.session-over': 'The session is over: open the settings in Kommo again.',
  'settings.ticket-refused': 'This way into the settings was used before or is too old: open them in Kommo again.',
  'settings.wrong-origin': 'Settings are opened from the pages of the Kommo account that they are of.',
  'settings.token-refused': 'Kommo’s pass for this page is missing, too old or not for us: reload the page.',
  'settings.token-used': 'Kommo’s pass for this page was used before: reload the page.',
  'settings.unknown-integration': 'This integration is not set up here yet: whoever runs it has to add it.',
  'settings.no-such-user': 'Kommo does not know this user in the account.',
  'settings.user-inactive': 'This user is not active in Kommo.',
  'settings.who-are-you': 'Kommo does not say who you are at the moment. Try again in a minute.',
  'settings.nothing-to-retry': 'Nothing waits to be tried again: authorise Courier in Kommo.',
  'settings.no-such-people': 'One of them is not an active user of the account.',
  'settings.no-email': 'E-mails cannot be sent from here: whoever runs Courier has to set up a mail server.',
  'settings.webhook': 'The address has to begin with https:// and name no user and password.',
  'settings.task-user': 'Kommo has no such active user in the account.',
  'settings.other-identity': 'These belong to another one. To connect that too, add it as a source of its own.',
  'settings.no-such-pipeline': 'Kommo has no such pipeline, or it is archived: choose another.',
  'settings.connected-already': 'It is connected here already, as “{name}”.',
  'settings.connected-elsewhere': 'Another Kommo account or integration uses it with Courier. Remove it there first.',
  'settings.source-limit': 'Kommo takes at most {most} sources of an integration in an account. Remove one first.',
  'settings.remove-again': 'It is removed here, but not yet at Kommo; remove it once more',
  'settings.resume-again': 'The source is resumed, but not all of its chats could be told; resume it once more',
  'settings.not-paused': 'The source is neither paused nor held',
  'settings.no-answer-in-time': '{messenger} gave no answer in time.',
  'settings.does-not-fit': 'This does not fit',
  'settings.check-fields': 'This does not fit: {fields}',
  'settings.no-key': 'Idempotency-Key: 1 to 100 visible characters',
  'settings.unavailable': 'It could not be done now. Try again in a minute.',
  'request.unreadable': 'The request cannot be read',
  'request.not-kept': 'It was done, and its answer is not kept; look at what is there now',
  'request.under-way': 'The same request is under way; ask again in a moment',
  'request.key-reused': 'This Idempotency-Key was used for another request; take a new one',

  // What an administrator is told without looking, by e-mail, webhook or task.
  'alert.source.subject': '“{name}” ({messenger}) does not work',
  'alert.source': '“{name}” ({messenger}) has not worked since {since}.',
  'alert.authorise.subject': 'Kommo has to be authorised again',
  'alert.authorise':
    'Since {since} Kommo does not let Courier into the account any more: the access was withdrawn, or has ended.',
  'alert.token.subject': 'The access to Kommo ends on {day}',
  'alert.token':
    'The long-lived token with which Courier works in this account ends on {at}, and is not renewed by itself.',
  'alert.asks.subject': 'Somebody has to decide about late messages',
  'alert.missing.subject': 'Messages are missing',
  'alert.since': 'Since {since}:',
  'alert.asks.one': '1 message was written in Kommo more than half an hour before Courier learned of it.',
  'alert.asks.many': '{count} messages were written in Kommo more than half an hour before Courier learned of it.',
  'alert.overdue.one': '1 message was carried late, and not there yet.',
  'alert.overdue.many': '{count} messages were carried late, and not there yet.',
  'alert.remedy.credentials': 'Open Courier’s settings and enter new credentials for it.',
  'alert.remedy.webhook': 'Open Courier’s settings and press Repair; another system may have taken it over.',
  'alert.remedy.unreachable':
    'The messenger gives no answer. There is nothing to do but to wait; what was written is kept and sent later.',
  'alert.remedy.kommo': 'Open Courier’s settings and press Repair, so that Kommo has it again.',
  'alert.remedy.pipeline': 'Open Courier’s settings and choose another pipeline for it.',
  'alert.remedy.authorise': 'An administrator has to open Courier in Kommo and authorise it again.',
  'alert.remedy.token':
    'Make a new token in Kommo, on the tab Keys of the integration, and give it to whoever runs Courier before that day (courier install --token-from-stdin).',
  'alert.remedy.asks':
    'Whoever runs Courier can send them or leave them unsent (courier reconcile); nobody is sent anything before that.',
  'alert.remedy.missing': 'Whoever runs Courier sees which ones they are (courier reconcile).',
  'alert.settings': 'Settings: {url}',
  'alert.account': 'Kommo account: {subdomain}',

  // What was changed, in more words.
  'change.administrators-only': 'Administrators only',
  'change.sees': '{name}: see',
  'change.changes': '{name}: change',
  'change.email-set': 'e-mail set',
  'change.email-off': 'e-mail off',
  'change.webhook-set': 'webhook set',
  'change.webhook-off': 'webhook off',
  'change.task-set': 'task in Kommo set',
  'change.task-off': 'task in Kommo off',
  'change.language-en': 'managers are told in English',
  'change.language-es': 'managers are told in Spanish',
  'change.language-pt': 'managers are told in Portuguese',
  'change.kept': 'What was said is kept',
  'change.erased': 'What was said is erased',
} as const;
