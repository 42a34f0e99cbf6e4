import type { MessengerWords } from '../messengers';

const telegram: MessengerWords = {
  what: 'A bot that your customers write to',
  howTo: {
    title: 'How to get a bot token',
    steps: [
      'In Telegram, open a chat with @BotFather. It has a blue tick.',
      'Send it /newbot and choose a name and a username for your bot. For a bot that you have, send /token instead.',
      'BotFather answers with the token. It looks like 123456789:AAH4…',
      'Copy all of it and paste it below.',
    ],
    typed: ['@BotFather', '/newbot', '/token', '123456789:AAH4…'],
    link: { text: 'Open @BotFather', href: 'https://t.me/BotFather' },
  },
  fields: {
    token: { label: 'Bot token', help: 'Whoever has it can speak as your bot. Give it to nobody else.' },
    apiBaseUrl: {
      label: 'Bot API address',
      help: 'Leave it empty, unless you run Telegram’s Local Bot API server yourself.',
    },
  },
};

export const wizard = {
  messengers: { telegram } as Readonly<Partial<Record<string, MessengerWords>>>,
  wizard: {
    title: 'Add a source',
    leave: 'Leave',
    steps: 'Steps',
    names: { messenger: 'Messenger', credentials: 'Access', place: 'Pipeline', checks: 'Checks', test: 'Test' },
    headings: (messenger: string, name: string) => ({
      messenger: { title: 'Where do your customers write?', text: 'Choose the messenger that you want to connect.' },
      credentials: {
        title: `Give Courier access to ${messenger}`,
        text: 'So that it can read and send messages for you.',
      },
      place: { title: 'Where shall the messages arrive?', text: 'You can change both at any time.' },
      checks: { title: `Connecting ${name}`, text: 'Courier checks each part of the way.' },
      test: { title: 'Send yourself a test', text: 'See with your own eyes that a message arrives.' },
    }),
    anyMessenger: 'Messages from customers',
    secretsKept: 'Kept encrypted and never shown again.',
    pipeline: 'Pipeline',
    pipelineHelp: 'A new customer becomes an incoming lead there.',
    name: 'Name',
    nameHelp: 'Managers see it in Kommo. Leave it empty to use the name from the messenger.',
    connect: 'Connect',
    connecting: 'Connecting…',
    works: 'Everything works',
    worksText: 'Customers can write from this moment on.',
    toTest: 'Send yourself a test',
  },
};
