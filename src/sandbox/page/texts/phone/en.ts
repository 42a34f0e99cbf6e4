import type { HandsetMessage } from '../../../control/lines-contract';
import type { Theme } from '../../messengers/theme';

/** What customers write to: its word, and what is said of it where it cannot be written to. */
interface LineWords {
  readonly word: string;
  readonly none: string;
  readonly nobody: string;
  readonly block: string;
  readonly unblock: string;
  readonly blocked: string;
}

/** The customer's half of the page. */
export const phone = {
  tab: 'Phone',
  hint: 'You are the customer',
  dock: 'Phones',
  lines: {
    bot: {
      word: 'Bot',
      none: 'There is no bot yet',
      nobody: 'Nobody has written to this bot yet',
      block: 'Block the bot',
      unblock: 'Unblock the bot',
      blocked: 'You blocked this bot. Its messages cannot reach you.',
    },
    number: {
      word: 'Number',
      none: 'There is no number yet',
      nobody: 'Nobody has written to this number yet',
      block: 'Block the business',
      unblock: 'Unblock the business',
      blocked: 'You blocked this business. Its messages cannot reach you.',
    },
    page: {
      word: 'Page',
      none: 'There is no page yet',
      nobody: 'Nobody has written to this page yet',
      block: 'Block the page',
      unblock: 'Unblock the page',
      blocked: 'You blocked this page. Its messages cannot reach you.',
    },
    account: {
      word: 'Account',
      none: 'There is no account yet',
      nobody: 'Nobody has written to this account yet',
      block: 'Block the account',
      unblock: 'Unblock the account',
      blocked: 'You blocked this account. Its messages cannot reach you.',
    },
    website: {
      word: 'Website',
      none: 'There is no website yet',
      nobody: 'Nobody has written on this website yet',
      block: 'Block the chat',
      unblock: 'Unblock the chat',
      blocked: 'You blocked this chat. Its messages cannot reach you.',
    },
  } as Readonly<Record<Theme['line'], LineWords>>,
  gone: 'This account was deleted.',
  customers: 'Customers',
  customer: 'New customer',
  add: 'Add',
  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  username: 'Username',
  number: 'Phone number',
  optional: 'optional',
  write: 'Message',
  input: (line: string) => `Message to ${line}`,
  empty: 'No messages here yet',
  emptyHint: 'Write as a customer would, or tap one of these:',
  starters: ['Hi! Is the shop open today?', 'Where is my order?', 'Can I pay by card?'],
  business: 'Written in the business’s own app',
  reads: 'Read messages as they come',
  handed: 'Handed to Courier',
  handedShort: 'Sent',
  seen: 'Read by the business',
  seenShort: 'Seen',
  endedByLine: 'The conversation was closed',
  notHanded: 'Waiting for Courier to take it',
  waitsShort: 'Sending',
  fates: {
    accepted: 'On its way to this phone',
    sent: 'On its way to this phone',
    delivered: '',
    read: '',
    failed: 'Never reached this phone',
  } as Readonly<Record<NonNullable<HandsetMessage['status']>, string>>,
  notDelivered: 'Not delivered',
  choose: 'Choose',
  chooseTime: 'Choose a time',
  closeChat: 'Delete the conversation',
  windowOpen: (left: string) => `Window open for ${left}`,
  windowShut: 'Window shut until you write again',
  windowNew: 'Window opens with your first message',
  shutWindow: 'Shut now',
  webhookOk: 'Webhook set, nothing waiting',
  webhookNone: 'No webhook yet: messages wait until Courier sets one',
  webhookByHand: 'No webhook yet: enter the one that Courier names',
  enterAddress: 'Where the provider sends webhooks',
  webhookPending: (count: number) =>
    count === 1 ? '1 webhook waits for Courier' : `${count} webhooks wait for Courier`,
  retry: 'Try now',
  about: (line: string) => `About ${line}`,
  webhook: 'Reached at',
  address: 'Address',
  goesTo: 'Webhook',
  connects: 'To connect it in Courier',
  provider: 'What its provider knows',
  copy: (name: string) => `Copy ${name}`,
  copied: (name: string) => `${name} copied`,
  names: [
    ['Lucas', 'Ferreira'],
    ['Sofía', 'Méndez'],
    ['Emma', 'Clarke'],
    ['Mateo', 'Ruiz'],
    ['Beatriz', 'Nunes'],
    ['Noah', 'Bennett'],
  ] as readonly (readonly [first: string, last: string])[],
};
