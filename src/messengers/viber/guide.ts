import type { GuideStep } from '../contract';

/** How a bot is connected (viber.md §0 and §1). */
export const guide: readonly GuideStep[] = [
  {
    title: 'Have a bot',
    text: 'New bots are made by Viber or its partners, for a monthly fee. One that you have already stays as it is.',
    link: 'https://partners.viber.com/',
    fields: [],
  },
  {
    title: 'Copy its token',
    text: 'Open “Edit info” of the bot and copy the token. Whoever has it can speak as your bot.',
    link: 'https://partners.viber.com/',
    fields: ['authToken'],
  },
  {
    title: 'Say who writes',
    text: 'Customers see this name above each message. A welcome is for those who open the chat for the first time.',
    fields: ['senderName', 'welcome', 'apiBaseUrl'],
  },
];
