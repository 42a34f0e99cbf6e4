/** English is the shape: a language that misses a text does not compile. `what` is what was met. */
export const en = {
  faults: {
    missing: () => 'This is missing.',
    notText: () => 'This has to be text.',
    notObject: () => 'Give an object with one key for each field.',
    unknownField: () => 'There is no field of this name.',
    unreadable: () => 'This cannot be read.',
    noJson: () => 'This is no JSON.',
    noFile: (what: string) => `The file ${what} cannot be read.`,
    tooLong: () => 'This is too long.',
    notYesNo: () => 'Answer yes or no.',
    nameLetters: () => 'Use Latin letters without accents, digits, blanks, - and _ only.',
    nameDigit: () => 'The name cannot start with a digit.',
    hookNotUrl: () => 'This is no web address. It looks like https://host/location/:scope_id.',
    hookNotHttps: () =>
      'Kommo has to reach it over https. Set COURIER_PUBLIC_URL, or give the public https address here.',
    hookMarker: () => 'It has to end in /:scope_id, literally and once: Kommo puts the id in its place.',
    hookTooMuch: () => 'Leave out user names, ? and #: nothing may follow /:scope_id.',
    notAccounts: () => 'Give the ids of Kommo accounts, with commas between them.',
    accountId: (what: string) => `A Kommo account id is a whole number such as 30000001. Look at no. ${what}.`,
    notSeconds: () => 'Give a whole number of seconds above 0, for example 86400 for a day, or none.',
    notEmail: () => 'This is no e-mail address.',
    svgTooLarge: (what: string) => `The file has ${what}; 100 KB are allowed.`,
    svgUnreadable: () => 'This is not well-formed SVG.',
    svgRoot: (what: string) => `An SVG begins with <svg xmlns="http://www.w3.org/2000/svg">; this one with ${what}.`,
    svgSize: (what: string) =>
      what === ''
        ? 'It does not say its size. Write width="14" height="14" at the root.'
        : `It has to be 14×14 pixels; this one says ${what}. Write width="14" height="14" at the root.`,
    svgNotSquare: (what: string) => `It has to be square; its viewBox is ${what}.`,
    svgElement: (what: string) => `${what} may not be in it: nothing that runs, loads or moves.`,
    svgEvent: (what: string) => `The attribute ${what} would run a script. Take it out.`,
    svgOutside: (what: string) => `${what} points outside of the file. It may point at its own parts only (#…).`,
    svgInstruction: (what: string) => `Take ${what} out.`,
    notUuid: () => 'This is no id of the form 01234567-89ab-cdef-0123-456789abcdef: compare every character.',
    notWidgetCode: () => 'A widget code has letters, digits, _, - and dots only.',
    notAudience: () => 'Answer private or public.',
    notReactions: () => 'Answer none, all, or with emoji such as 👍😳.',
    notEmoji: (what: string) => `Not an emoji: ${what}`,
    notMegabytes: () => 'Give a number of megabytes above 0, or none.',

    noAnswer: () => 'No answer of support was found in this: neither JSON nor a table with “Channel ID”.',
    brokenJson: () => 'This looks like JSON and is not: a part may be missing. Copy it from the first { to the last }.',
    answerIsError: () => 'This answer is an error, not a channel. Ask support.',
    noChannel: () => 'The JSON holds no channel: neither "id" nor "secret_key".',
    notPrintable: () =>
      'The secret has characters beyond printable ASCII. It may have been changed by the mail program.',
    notChannelCode: () => 'This is no channel code such as amo.ext.12345678.',
    notHookText: () => 'This is no web address.',
    notList: () => 'This has to be a list.',
    notSize: () => 'This has to be a number.',
    notOrigin: () => 'Give scheme and host only, for example https://amojo.kommo.com.',
    otherIntegration: (what: string) => `The channel belongs to the integration ${what}, by support's answer.`,
    integrationTaken: (what: string) =>
      `This integration already has the channel ${what}. One integration has one channel: make another integration.`,
  },

  warnings: {
    hookElsewhere: (what: string) =>
      `Kommo will call ${what}, which is not an address of this Courier. No message from Kommo arrives until support changes it.`,
    hookUnsaid: () =>
      'The answer does not say which webhook address is registered. Ask support that it is this Courier’s.',
    hookV1: () => 'The channel is set to old webhooks (v1). Courier reads v2: ask support to switch webhook_v2 on.',
    windowWithoutTemplate: () =>
      'When the time window is over, managers are not offered templates. They cannot reopen a conversation, only the customer can.',
    testMode: (what: string) =>
      what === ''
        ? 'The channel is in test mode: only accounts that support has listed can connect it.'
        : `The channel is in test mode: only these accounts can connect it: ${what}.`,
    disabled: () => 'The channel is switched off. Ask support to enable it.',
    noMessageEvents: () => 'Webhooks for messages are off: nothing that a manager writes would arrive. Ask support.',
    noTypingEvents: () => 'Webhooks for typing are off: customers will not see that a manager is writing.',
    noReactionEvents: () =>
      'Webhooks for reactions are off, though the channel supports reactions. Ask support for them.',
    otherIntegrationBefore: (what: string) =>
      `This channel was stored for the integration ${what} before. That has been replaced.`,
  },

  fields: {
    name: {
      label: 'Name of the service',
      hint: 'Shown next to the icon below a contact’s name. Latin letters, digits, blanks, - and _; no digit first.',
    },
    hookUrl: { label: 'Webhook URL', hint: 'Where Kommo sends messages. Leave :scope_id as it is.' },
    accountIds: {
      label: 'Kommo account ids',
      hint: 'The accounts that will use the channel, with commas between. A private channel works in these only.',
    },
    writeFirst: {
      label: 'Write first',
      hint: 'Managers may start a conversation. Messengers often demand templates for it.',
    },
    windowSeconds: {
      label: 'Time window',
      hint: 'How long a manager may answer after the customer’s last message, in seconds. 86400 is a day.',
    },
    templatesAfterWindow: {
      label: 'Offer templates when the window is over',
      hint: 'Otherwise only the customer can reopen the conversation.',
    },
    email: { label: 'E-mail', hint: 'Where Kommo’s support writes when there is a problem.' },
    icon: { label: 'Icon', hint: 'SVG, 14×14 pixels, round or fitting a circle, at most 100 KB.' },
    integrationId: { label: 'Integration ID', hint: 'In the integration’s properties, tab Keys.' },
    widgetCode: {
      label: 'Widget code',
      hint: 'Private integrations: tab Keys. Public ones: “My submissions”. The integration needs an uploaded widget.',
    },
    audience: { label: 'Private or public', hint: 'Public: you are going to publish it to all Kommo users.' },
    similarSolution: { label: 'Is there a similar solution in Kommo already?', hint: '' },
    unique: { label: 'What is unique about yours?', hint: 'A few sentences.' },
    storesFiles: {
      label: 'Files are stored',
      hint: 'Yes lets Kommo fetch a file late, so Courier keeps the files for good and needs ever more disk.',
    },
    reactions: { label: 'Reactions', hint: 'Which emoji the messenger accepts. A list looks like 👍😳.' },
    quoting: { label: 'Quoting messages', hint: 'A message can refer to an earlier one.' },
    voice: { label: 'Voice messages', hint: 'Managers can record voice.' },
    maxFileMb: {
      label: 'Largest file, in megabytes',
      hint: 'What a manager may attach. none where the messenger takes no files.',
    },
  },

  facts: {
    code: 'Channel code',
    id: 'Channel ID',
    secret: 'Channel secret',
    clientId: 'Integration ID',
    widgetCode: 'Widget code',
    bot: 'Bot',
    hookUrl: 'Webhook URL',
    webhookEvents: 'Webhooks for',
    chatApiOrigin: 'Chat API',
    allowedAccounts: 'Accounts',
    writeFirst: 'Write first',
    window: 'Time window',
    storesFiles: 'Stores files',
    reactions: 'Reactions',
    quoting: 'Quoting',
    voice: 'Voice messages',
    sizes: 'Largest sizes',
  },
  words: {
    yes: 'yes',
    no: 'no',
    none: 'none',
    all: 'all',
    secret: (ending: string, length: string) => `${ending} (${length} characters)`,
    seconds: (count: string) => `${count} seconds`,
    templatesAfter: ', then templates',
    sizes: (picture: string, video: string, voice: string, file: string) =>
      `picture ${picture}, video ${video}, voice ${voice}, file ${file} (MB, we suppose)`,
  },

  iconRoundness:
    'Size, shape of the canvas and content of the icon were checked. That the drawing fits a circle cannot be told from its text: look at it.',
};

export type RegistrationTexts = typeof en;
