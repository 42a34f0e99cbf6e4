import type { GuideStep } from '../contract';
import { say } from './phrases';

const PORTAL = { href: 'https://portal.azure.com/', text: say('botframework.guide-portal') };

/** How a bot is connected (skype.md §1). */
export const guide: readonly GuideStep[] = [
  {
    title: say('botframework.guide-bot'),
    text: say('botframework.guide-bot-text'),
    link: PORTAL,
    fields: ['appId', 'tenantId'],
  },
  {
    title: say('botframework.guide-secret'),
    text: say('botframework.guide-secret-text'),
    link: PORTAL,
    fields: ['clientSecret', 'secretEndsOn'],
  },
  {
    title: say('botframework.guide-channel'),
    text: say('botframework.guide-channel-text'),
    link: PORTAL,
    fields: ['channel'],
  },
  {
    title: say('botframework.guide-address'),
    text: say('botframework.guide-address-text'),
    link: PORTAL,
    fields: [],
  },
];
