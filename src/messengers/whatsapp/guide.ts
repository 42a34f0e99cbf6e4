import type { GuideStep } from '../contract';

/** How a number is connected with pasted credentials (whatsapp.md §1). */
export const guide: readonly GuideStep[] = [
  {
    title: 'Make an app at Meta',
    text: 'In Meta for Developers, make an app of the type Business and add the product WhatsApp to it. Copy its id and secret from App settings → Basic.',
    link: 'https://developers.facebook.com/apps/',
    fields: ['appId', 'appSecret'],
  },
  {
    title: 'Add the phone number',
    text: 'In WhatsApp → API Setup of the app, add your number and confirm it with the code. Then copy its phone number id and the id of the WhatsApp Business account.',
    link: 'https://business.facebook.com/latest/whatsapp_manager/phone_numbers',
    fields: ['phoneNumberId', 'wabaId'],
  },
  {
    title: 'Make a token that does not end',
    text: 'In Business settings → System users, make a system user, give it the app and the WhatsApp account with full control, and generate a token for the app with whatsapp_business_messaging and whatsapp_business_management.',
    link: 'https://business.facebook.com/latest/settings/system_users',
    fields: ['accessToken'],
  },
  {
    title: 'Publish the app',
    text: 'Switch the app to Live. While it is in development, Meta hands over only some of the messages.',
    link: 'https://developers.facebook.com/apps/',
    fields: [],
  },
  {
    title: 'Say how fast it may send',
    text: 'Leave these as they are, unless the number is used in the WhatsApp Business app too (20 a second) or Meta lets it send faster. The webhook is set up by itself.',
    fields: ['messagesPerSecond', 'secondsPerPerson', 'apiBaseUrl', 'apiVersion'],
  },
];
