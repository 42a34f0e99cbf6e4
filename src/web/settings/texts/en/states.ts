/** Failures and everything that is not the window itself: what happened, and what to do next. */
export const states = {
  faults: {
    unreachable: {
      title: 'Courier does not answer',
      text: 'Check your internet connection and try again. What you entered is still here.',
    },
    ended: {
      title: 'Your session is over',
      text: 'Nothing is lost. Continue where you were, or close this window and open it again.',
    },
    credentialsRefused: {
      title: 'The messenger did not accept this',
      text: 'Check what you entered; most often a part was not copied.',
    },
    connectedElsewhere: {
      title: 'This is connected to another Kommo account',
      text: 'Remove it there first, or use another bot, number or page.',
    },
    sourceLimit: {
      title: 'No more sources fit into this account',
      text: 'Kommo limits their number. Remove one that is no longer used, then try again.',
    },
    forbidden: { title: 'You may not do this', text: 'Ask an administrator of the account to do it or to let you.' },
    gone: { title: 'This no longer exists', text: 'Somebody may have removed it. Reload to see how things are now.' },
    conflict: { title: 'This has changed meanwhile', text: 'Look at how things are now and try again.' },
    invalid: { title: 'This was not accepted', text: 'Check what you entered and try again.' },
    failed: {
      title: 'Something went wrong at Courier',
      text: 'Try again in a minute. If it stays like this, tell whoever runs Courier for you.',
    },
  },
  offline: {
    old: (at: string) => `What you see is from ${at}. Nothing that you entered is lost.`,
    again: (seconds: number) => `Trying again in ${seconds} s`,
    trying: 'Trying again…',
    tryNow: 'Try now',
  },
  outside: {
    title: 'Open Courier from Kommo',
    text: 'These settings belong to your Kommo account, so they open there:',
    steps: ['Go to Settings, then Integrations.', 'Choose the integration.', 'Its settings open in a window.'],
  },
  notOpen: {
    silent: {
      title: 'Kommo does not answer',
      text: 'Reload the Kommo page and open the settings again.',
    },
    refused: {
      title: 'The settings could not be opened',
      text: 'Try again. If that does not help, reload the Kommo page and open the settings once more.',
    },
    unreachable: {
      title: 'Courier does not answer',
      text: 'Check your internet connection. The settings open by themselves as soon as there is an answer.',
    },
  },
  noRights: {
    title: 'These settings are for administrators',
    text: 'Ask one of them to let you see or change the settings:',
    ask: 'Ask an administrator of the account to let you see or change the settings.',
  },
};
