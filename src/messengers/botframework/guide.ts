import type { GuideStep } from '../contract';
import { say } from './phrases';

const PORTAL = 'https://portal.azure.com/';

/** How a bot is connected (skype.md §1). */
export const guide: readonly GuideStep[] = [
  {
    title: say('botframework.guide-bot').text,
    text: say('botframework.guide-bot-text').text,
    link: PORTAL,
    fields: ['appId', 'tenantId'],
  },
  {
    title: say('botframework.guide-secret').text,
    text: say('botframework.guide-secret-text').text,
    link: PORTAL,
    fields: ['clientSecret', 'secretEndsOn'],
  },
  {
    title: say('botframework.guide-channel').text,
    text: say('botframework.guide-channel-text').text,
    link: PORTAL,
    fields: ['channel', 'cloud', 'loginBaseUrl', 'openIdMetadataUrl', 'tokenIssuer'],
  },
  {
    title: say('botframework.guide-address').text,
    text: say('botframework.guide-address-text').text,
    link: PORTAL,
    fields: [],
  },
];
