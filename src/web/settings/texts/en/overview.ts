export const overview = {
  headline: {
    flows: (ago: string) => `Everything flows. Last message ${ago}`,
    flowsText: 'Messages go both ways between your customers and Kommo.',
    ready: { title: 'Everything is ready', text: 'The first message of a customer will show up in Kommo by itself.' },
    authorise: {
      title: 'Kommo no longer lets Courier in',
      text: 'Allow access again and messages go on. What customers write meanwhile waits.',
    },
    installing: { title: 'Courier is being set up', text: 'This takes a few seconds. You can watch the steps below.' },
    waiting: { title: 'The setup needs your help', text: 'One step cannot go on by itself. See below what to do.' },
    noSources: { title: 'Let’s connect your first messenger', text: 'It takes about two minutes.' },
    broken: (name: string) => `${name} needs your attention`,
    brokenText: 'Its messages do not get through right now.',
    connecting: (name: string) => `${name} is being connected`,
    connectingText: 'This takes a few seconds.',
    tokenEnds: (date: string) => `Courier’s access to Kommo ends on ${date}`,
    tokenEndsText:
      'Before that day, create a new long-lived token on the Keys tab of the integration and give it to whoever runs Courier.',
    stuck: (count: number, since: string) =>
      count === 1 ? `1 message has been waiting since ${since}` : `${count} messages have been waiting since ${since}`,
    stuckText: 'Courier keeps trying. If they do not move, tell whoever runs Courier for you.',
    allPaused: { title: 'Everything is paused', text: 'Messages wait in both directions until you resume.' },
    spoken: {
      good: 'Everything flows',
      warn: 'There is something to know',
      bad: 'Something needs your attention',
      busy: 'Work in progress',
      calm: 'Nothing flows right now',
    },
  },
  completeness: {
    complete: (time: string) => `Nothing is missing. Compared with Kommo’s history ${time}.`,
    missing: (count: number, time: string) =>
      count === 1
        ? `1 message is missing and is being carried. Compared with Kommo’s history ${time}.`
        : `${count} messages are missing and are being carried. Compared with Kommo’s history ${time}.`,
    asks: (count: number) =>
      count === 1
        ? '1 message came to light too late to be sent by itself: whoever runs Courier decides about it.'
        : `${count} messages came to light too late to be sent by themselves: whoever runs Courier decides about them.`,
  },
  sources: {
    title: 'Sources',
    add: 'Add a source',
    all: (count: number) => `All ${count} sources`,
    default: 'Default',
  },
  empty: {
    title: 'No messenger is connected yet',
    text: 'Connect a bot, a number or a page, and what customers write there arrives in the pipeline of your choice.',
    steps: ['Choose the messenger', 'Paste its access data', 'Send yourself a test'],
  },
  install: {
    title: 'Setting up',
    waiting: 'After you allowed access in the other window, this page goes on by itself.',
  },
  installSteps: {
    'exchange-code': { title: 'Get access to your account', text: 'Kommo confirms that you allowed it.' },
    'read-account': { title: 'Read the account', text: 'Its name, users and pipelines.' },
    'connect-channel': { title: 'Connect the chats', text: 'From now on Kommo takes messages from Courier.' },
    'reconcile-sources': { title: 'Compare the sources', text: 'What is connected here is also listed in Kommo.' },
    'subscribe-webhooks': { title: 'Listen to changes in Kommo', text: 'So that Courier learns of them at once.' },
    'point-messengers': { title: 'Connect the messengers', text: 'Bots and numbers send their messages to Courier.' },
  },
};
