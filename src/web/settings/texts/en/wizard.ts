export const wizard = {
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
