/** A test that shows a feature: its file and the beginning of its name. */
type Shown = readonly [file: string, title: string];

export interface Feature {
  readonly feature: string;
  /** `yes`, or what is missing. */
  readonly state: 'yes' | { readonly without: string } | { readonly later: string };
  /** Files that do it. */
  readonly code: readonly string[];
  readonly tests: readonly Shown[];
}

const CONVERSATIONS: Shown = ['test/e2e/conversations.test.ts', 'both see the same conversation'];

/** What the pages of Kommo that Courier was made from ask of an integration, page by page. */
export const FEATURES: Readonly<Record<string, readonly Feature[]>> = {
  'Message exchange': [
    {
      feature: 'Messages of the client reach Kommo: chat, contact, incoming lead',
      state: 'yes',
      code: ['src/activities/to-kommo.ts', 'src/kommo/chat-api.ts'],
      tests: [['test/e2e/spine.test.ts', 'talk to each other'], CONVERSATIONS],
    },
    {
      feature: 'Messages of the manager, the bot and Salesbot reach the client',
      state: 'yes',
      code: ['src/activities/to-messenger.ts', 'src/kommo/hooks.ts'],
      tests: [['test/e2e/spine.test.ts', 'talk to each other'], CONVERSATIONS],
    },
    {
      feature: 'Files: pictures, videos, files, voice, audio, stickers, both ways',
      state: 'yes',
      code: ['src/activities/fetch-media.ts', 'src/media/copy.ts', 'src/api/media-routes.ts'],
      tests: [
        CONVERSATIONS,
        ['test/messengers/telegram/inbound.conformance.test.ts', 'files of the customer'],
        ['test/messengers/telegram/outbound.conformance.test.ts', 'files to the customer'],
        ['test/e2e/large-files.test.ts', 'goes through to Kommo without growing'],
      ],
    },
    {
      feature: 'Locations and contacts of the client',
      state: 'yes',
      code: ['src/activities/kommo-content.ts', 'src/messengers/telegram/content.ts'],
      tests: [CONVERSATIONS],
    },
    {
      feature: 'Buttons, and the press as an ordinary message',
      state: 'yes',
      code: ['src/activities/plan-message.ts', 'src/messengers/telegram/press.ts'],
      tests: [CONVERSATIONS, ['test/activities/plan-message.test.ts', 'gives buttons to a messenger that has them']],
    },
    {
      feature: 'List messages, and the answer with its data',
      state: 'yes',
      code: ['src/activities/plan-message.ts', 'src/kommo/hook-extras.ts'],
      tests: [CONVERSATIONS, ['test/activities/plan-message.test.ts', 'shows a list as text']],
    },
    {
      feature: 'Albums',
      state: 'yes',
      code: ['src/ledger/album.ts', 'src/messengers/telegram/album.ts'],
      tests: [CONVERSATIONS, ['test/ledger/content.test.ts', 'waits a moment for all its pieces']],
    },
    {
      feature: 'Quotes that lead to the message',
      state: 'yes',
      code: ['src/activities/quoted.ts', 'src/ledger/targets.ts'],
      tests: [CONVERSATIONS, ['test/kommo/chat-api.content.test.ts', 'quotes and forwards on the wire']],
    },
    {
      feature: 'Forwards',
      state: 'yes',
      code: ['src/activities/to-kommo.ts', 'src/kommo/hook-extras.ts'],
      tests: [CONVERSATIONS],
    },
    {
      feature: 'Reactions and taking them back',
      state: 'yes',
      code: ['src/activities/to-kommo.ts', 'src/messengers/telegram/reactions.ts'],
      tests: [CONVERSATIONS, ['test/ledger/content.test.ts', "goes the other way when it is a manager's reaction"]],
    },
    {
      feature: 'Edits of the client, with every version kept; deletions marked, the old words kept',
      state: 'yes',
      code: ['src/activities/to-kommo.ts', 'src/ledger/targets.ts'],
      tests: [CONVERSATIONS, ['test/ledger/content.test.ts', 'keeps every version']],
    },
    {
      feature: 'Not overusing notifications',
      state: 'yes',
      code: ['src/ledger/claim.ts', 'src/activities/to-kommo.ts'],
      tests: [['test/ledger/content.test.ts', 'shows a manager one notification']],
    },
  ],
  'Contacts and leads': [
    {
      feature: 'Name, phone, e-mail and picture of the client with the first message',
      state: 'yes',
      code: ['src/activities/kommo-chat.ts', 'src/ledger/directory.ts'],
      tests: [['test/activities/contacts.test.ts', 'makes a contact with name, phone and e-mail']],
    },
    {
      feature: 'The contact is looked for first: one exact match, two seconds, never at the message’s cost',
      state: 'yes',
      code: ['src/activities/begin-with-contact.ts', 'src/model/phone.ts', 'src/ledger/crm-turns.ts'],
      tests: [
        ['test/activities/contacts.test.ts', 'gives the chat to the one contact that has'],
        ['test/activities/contacts.test.ts', 'where the CRM %s the message goes out all the same'],
        ['test/e2e/contacts.test.ts', 'are found first, follow the profile'],
      ],
    },
    {
      feature: 'Profile changes reach the contact, never over what a manager typed',
      state: 'yes',
      code: ['src/activities/follow-contact.ts', 'src/activities/contact-changes.ts'],
      tests: [
        ['test/activities/contacts.test.ts', 'leaves alone what a manager typed'],
        ['test/e2e/contacts.test.ts', 'are found first, follow the profile'],
      ],
    },
    {
      feature: 'Merges, accepted and declined incoming leads are followed',
      state: 'yes',
      code: ['src/kommo/crm/account-hook.ts', 'src/ledger/kommo-chats.ts', 'src/ledger/contact-views.ts'],
      tests: [
        ['test/e2e/contacts.test.ts', 'of an incoming lead are followed'],
        ['test/ledger/kommo-chats.test.ts', 'is what the newest talk tells'],
      ],
    },
    {
      feature: 'What an ad or a link tells goes into fields of the lead',
      state: 'yes',
      code: ['src/activities/write-referral.ts', 'src/model/referral-pieces.ts'],
      tests: [
        ['test/activities/contacts.test.ts', 'is written into the fields that were chosen'],
        ['test/e2e/contacts.test.ts', 'have in their fields what brought the customer'],
      ],
    },
    {
      feature: 'One identity, one chat at each source; answers go where the client wrote',
      state: 'yes',
      code: ['src/ledger/directory.ts', 'src/ledger/chats.ts'],
      tests: [
        ['test/e2e/contacts.test.ts', 'has one chat at each, answered where they wrote'],
        ['test/ledger/moves.test.ts', 'in whatever order what they wrote comes in'],
      ],
    },
  ],
  'Status of a sent message': [
    {
      feature: 'Sent, delivered, read, error; only forward',
      state: 'yes',
      code: ['src/ledger/ticks.ts', 'src/activities/report-receipts.ts'],
      tests: [['test/ledger/receipts.test.ts', 'a receipt moves the tick']],
    },
    {
      feature: 'The whole path of a message with times, to be shown to anybody: terminal, JSON, picture',
      state: 'yes',
      code: ['src/trace/tell.ts', 'src/trace/picture/draw.ts', 'src/cli/trace.ts'],
      tests: [
        ['test/e2e/trace.test.ts', 'the failed attempt, the marks of the messenger and what Kommo was told'],
        ['test/api/admin/trace.test.ts', 'to be shown to anybody'],
      ],
    },
    {
      feature: 'Errors 901 to 905 with words that a manager understands',
      state: 'yes',
      code: ['src/messengers/telegram/errors.ts', 'src/activities/plan-message.ts'],
      tests: [
        ['test/e2e/browser.test.ts', 'tells the manager in words why'],
        ['test/e2e/faults.test.ts', 'blocked'],
      ],
    },
  ],
  'Feel connected': [
    {
      feature: 'Typing, both ways where the messenger has it',
      state: 'yes',
      code: ['src/api/pass-on.ts', 'src/messengers/telegram/typing.ts'],
      tests: [
        ['test/e2e/media-browser.test.ts', 'shows that the manager types'],
        ['test/messengers/telegram/beside-messages.test.ts', 'typing'],
      ],
    },
    {
      feature: 'The customer sees that the manager has read, and that the talk was closed, where the messenger has it',
      state: 'yes',
      code: ['src/activities/tell-marks.ts', 'src/ledger/marks.ts'],
      tests: [
        ['test/e2e/marks.test.ts', 'that the manager has read, when the chat is opened in Kommo'],
        ['test/e2e/marks.test.ts', 'that a manager has closed the talk, once, and that there is one again'],
      ],
    },
    {
      feature: 'Clients see that a bot wrote, where the source marks it',
      state: 'yes',
      code: ['src/activities/guard/facts.ts', 'src/activities/plan-message.ts', 'src/api/sources/change-source.ts'],
      tests: [
        ['test/activities/guard/bot-mark.test.ts', 'is marked where the source says with what'],
        ['test/e2e/crm-way-browser.test.ts', 'has what Salesbot wrote marked on the phone'],
      ],
    },
    {
      feature: 'Conversations are closed after the window and with the client, where the source wants that',
      state: 'yes',
      code: ['src/ledger/closing.ts', 'src/activities/accounts/close-talk.ts', 'src/api/sources/change-source.ts'],
      tests: [
        ['test/e2e/closing.test.ts', 'are closed after it where the source wants that'],
        ['test/e2e/crm-way-browser.test.ts', 'sees the conversation closed when an Apple customer deletes it'],
      ],
    },
  ],
  'Chat API': [
    {
      feature: 'Connect and disconnect the channel',
      state: 'yes',
      code: ['src/kommo/chat-api.ts'],
      tests: [['test/kommo/operations.table.test.ts', 'against the emulator']],
    },
    {
      feature: 'Create a chat before the first message',
      state: 'yes',
      code: ['src/api/admin/open-chat.ts', 'src/kommo/chat-api.ts', 'src/kommo/crm/crm-api.ts'],
      tests: [['test/e2e/install.test.ts', 'a chat can be made before anybody has written']],
    },
    {
      feature: 'History of a chat',
      state: 'yes',
      code: ['src/activities/kommo-evidence.ts', 'src/activities/reconciliation/reconcile-history.ts'],
      tests: [
        ['test/activities/to-kommo.test.ts', 'answer lost after Kommo had stored it'],
        ['test/e2e/reconciliation.test.ts', 'lost while no api runs'],
      ],
    },
    {
      feature: 'Import of old messages',
      state: 'yes',
      code: [
        'src/workflows/history-import.ts',
        'src/activities/imports/import-chat.ts',
        'src/ledger/take-import.ts',
        'src/web/settings/imports/ImportsPage.tsx',
      ],
      tests: [
        ['test/e2e/history-import.test.ts', 'are in Kommo once each'],
        ['test/web/settings/imports.test.ts', 'What is said otherwise is looked at again'],
      ],
    },
    {
      feature: 'Import of what the messenger itself keeps',
      state: 'yes',
      code: ['src/activities/imports/fetch-import.ts', 'src/ledger/messenger-history.ts', 'src/messengers/history.ts'],
      tests: [
        ['test/e2e/history-import.test.ts', 'that the messenger keeps are asked for page by page'],
        ['test/messengers/history.test.ts', 'come page by page, each message once'],
      ],
    },
    {
      feature: 'Message templates',
      state: { without: 'files in the headers of approved templates' },
      code: [
        'src/kommo/hook-extras.ts',
        'src/activities/templates/compare-templates.ts',
        'src/activities/templates/sync-templates.ts',
        'src/messengers/whatsapp/template-fill.ts',
      ],
      tests: [
        CONVERSATIONS,
        ['test/activities/templates/compare-templates.test.ts', 'keeps which marker fills which place'],
        ['test/activities/templates/sync-templates.test.ts', 'goes to WhatsApp when they send it for approval'],
        ['test/activities/templates/send-template.test.ts', 'With values missing it is refused at once'],
        ['test/e2e/templates.test.ts', 'one that a user makes in Kommo is approved, chosen after the window shut'],
      ],
    },
    {
      feature: 'Time windows',
      state: 'yes',
      code: ['src/workflows/conversation.ts', 'src/ledger/chats.ts', 'src/activities/guard/judge.ts'],
      tests: [
        ['test/workflows/conversation.test.ts', 'window'],
        ['test/docs/answer-guard.test.ts', 'refused where there is a window'],
      ],
    },
    {
      feature: 'Write first',
      state: 'yes',
      code: ['src/workflows/write-first.ts', 'src/activities/unaddressed.ts', 'src/api/admin/write-first.ts'],
      tests: [
        ['test/e2e/write-first.test.ts', 'a manager writes first'],
        ['test/e2e/crm-way-browser.test.ts', 'writes first to the number in the card'],
        ['test/e2e/write-first-crashes.test.ts', 'a worker that is killed'],
        ['test/activities/write-first.test.ts', 'refuses at once with 904'],
      ],
    },
    {
      feature: 'Several sources',
      state: 'yes',
      code: ['src/activities/accounts/reconcile-sources.ts', 'src/api/sources/add-source.ts', 'src/ledger/routing.ts'],
      tests: [
        ['test/api/settings/sources.test.ts', ''],
        ['test/ledger/routing.test.ts', 'source'],
      ],
    },
  ],
  'Register a new channel': [
    {
      feature: 'The fifteen fields, checked, as a finished request',
      state: 'yes',
      code: ['src/kommo/registration/request.ts'],
      tests: [['test/kommo/registration/request.test.ts', 'a request for a channel']],
    },
    {
      feature: "Support's answer, as JSON or as its table",
      state: 'yes',
      code: ['src/kommo/registration/support-answer.ts'],
      tests: [['test/kommo/registration/support-answer.test.ts', '']],
    },
    {
      feature: 'In a terminal, and on a page',
      state: 'yes',
      code: ['src/cli/channel.ts', 'src/api/admin/channels/routes.ts'],
      tests: [
        ['test/cli/channel.test.ts', 'courier channel'],
        ['test/api/admin/channels.test.ts', 'keyboard alone'],
      ],
    },
  ],
  'Install and settings': [
    {
      feature: 'OAuth 2.0: install, uninstall, tokens kept fresh',
      state: 'yes',
      code: ['src/workflows/install.ts', 'src/workflows/account.ts', 'src/api/oauth/routes.ts'],
      tests: [
        ['test/e2e/install.test.ts', 'an administrator installs the integration in Kommo'],
        ['test/e2e/tokens.test.ts', ''],
      ],
    },
    {
      feature: 'Codes pasted by hand, long-lived tokens of private integrations, and their end',
      state: 'yes',
      code: ['src/api/admin/by-hand.ts', 'src/cli/install.ts', 'src/model/token-end.ts'],
      tests: [
        ['test/e2e/by-hand.test.ts', 'takes a long-lived token in its place, and says everywhere that it ends'],
        ['test/api/admin/by-hand.test.ts', 'is refused before anything is kept'],
      ],
    },
    {
      feature: 'An account that has to be authorised again shows wherever somebody may look',
      state: 'yes',
      code: ['src/ledger/access-trouble.ts', 'src/workflows/authorisation-mark.ts', 'src/cli/checks-access.ts'],
      tests: [['test/e2e/by-hand.test.ts', 'has to be authorised again: that shows everywhere']],
    },
    {
      feature: 'Settings window',
      state: 'yes',
      code: ['src/web/settings/main.tsx', 'src/api/settings/routes.ts'],
      tests: [
        ['test/web/settings/wizard.test.ts', ''],
        ['test/web/settings/messengers.test.ts', 'a WhatsApp number is connected'],
        ['test/e2e/install-browser.test.ts', 'installs, connects a bot, answers a customer, disables'],
        ['test/e2e/settings.test.ts', 'a bot is connected, its chats land in the pipeline of choice'],
      ],
    },
    {
      feature: 'A console for operators: what is stuck, chats, and the path of a message, shared without content',
      state: 'yes',
      code: ['src/web/console/main.tsx', 'src/api/console/console-page.ts', 'src/api/admin/chat-flow.ts'],
      tests: [
        ['test/web/console/message.test.ts', 'is shared as a link and as JSON, without what was said'],
        ['test/web/console/pages.test.ts', 'are asked about before, given in a name'],
        ['test/api/console-page.test.ts', 'runs nothing but its own, is shown in no frame'],
      ],
    },
    {
      feature: 'A guide for each messenger, and checks of each source by name, in three languages',
      state: 'yes',
      code: ['src/api/settings/messenger-choices.ts', 'src/messengers/look-at.ts', 'src/access/probe-source.ts'],
      tests: [
        ['test/messengers/guides.test.ts', 'says in every language what is connected, and how, step by step'],
        ['test/api/settings/checks.test.ts', 'asks the messenger now'],
        ['test/e2e/settings.test.ts', 'a WhatsApp number is connected and checked live'],
        ['test/e2e/settings.test.ts', 'a Viber bot is connected and checked live'],
      ],
    },
    {
      feature: 'Widget archive, checked by the rules of the marketplace',
      state: { without: 'an upload to Kommo itself' },
      code: ['src/widget/build.ts', 'src/widget/lint/index.ts'],
      tests: [['test/widget/lint.test.ts', '']],
    },
    {
      feature: 'Comments under posts and shared posts',
      state: { without: 'a messenger that has them' },
      code: ['src/activities/kommo-posts.ts'],
      tests: [['test/activities/posts.test.ts', 'a comment under a post is one in Kommo too']],
    },
  ],
};
