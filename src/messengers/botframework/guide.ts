import type { GuideStep } from '../contract';
import { sayGuide as say } from './guide-phrases';

const PORTAL = { href: 'https://portal.azure.com/', text: say('botframework.guide.portal') };

/** How a bot is connected (skype.md §1). */
export const guide: readonly GuideStep[] = [
  {
    title: say('botframework.guide.bot'),
    text: say('botframework.guide.bot.how'),
    link: PORTAL,
    fields: ['appId', 'tenantId'],
  },
  {
    title: say('botframework.guide.secret'),
    text: say('botframework.guide.secret.how'),
    link: PORTAL,
    fields: ['clientSecret', 'secretEndsOn'],
  },
  {
    title: say('botframework.guide.channel'),
    text: say('botframework.guide.channel.how'),
    link: PORTAL,
    fields: ['channel'],
  },
  {
    title: say('botframework.guide.address'),
    text: say('botframework.guide.address.how'),
    link: PORTAL,
    fields: [],
  },
];
