import type { GuideStep } from '../contract';

/** How an Instagram account is connected with pasted credentials (facebook.md §11, route A). */
export const guide: readonly GuideStep[] = [
  {
    title: 'Link the account with a Page',
    text: 'The Instagram account has to be a professional one, linked with a Facebook Page. In the Instagram app, switch on Settings → Messages → Message controls → Allow access to messages.',
    fields: [],
  },
  {
    title: 'Make an app at Meta',
    text: 'In Meta for Developers, make an app of the type Business and add the products Messenger and Instagram to it. Copy its id and secret from App settings → Basic.',
    link: 'https://developers.facebook.com/apps/',
    fields: ['appId', 'appSecret'],
  },
  {
    title: 'Make a token of the Page',
    text: 'In Business settings → System users, make a system user, give it the app, the Page and the Instagram account, and generate a token with instagram_basic, instagram_manage_messages, pages_manage_metadata and pages_show_list. With it, ask /me/accounts in the Graph API Explorer: the answer holds the id of the Page and its own token, which does not end.',
    link: 'https://developers.facebook.com/tools/explorer/',
    fields: ['pageId', 'pageAccessToken'],
  },
  {
    title: 'Publish the app',
    text: 'Switch the app to Live, and have Meta review instagram_manage_messages. Before that, only people with a role in the app can write.',
    link: 'https://developers.facebook.com/apps/',
    fields: [],
  },
  {
    title: 'Say how long managers may answer',
    text: 'A customer may be answered for 24 hours. Where Meta has given the app Human Agent in App Review, enter yes, and what managers write goes for seven days. The webhook is set up by itself.',
    fields: ['humanAgent', 'apiBaseUrl', 'apiVersion'],
  },
];
