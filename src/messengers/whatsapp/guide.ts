import type { GuideStep } from '../contract';
import { sayMeta } from '../graph/guide-phrases';
import { sayGuide as say } from './guide-phrases';

const APPS = { href: 'https://developers.facebook.com/apps/', text: sayMeta('meta.guide.app.link') };

/** How a number is connected with pasted credentials (whatsapp.md §1). */
export const guide: readonly GuideStep[] = [
  {
    title: sayMeta('meta.guide.app'),
    text: say('whatsapp.guide.app.how'),
    link: APPS,
    fields: ['appId', 'appSecret'],
  },
  {
    title: say('whatsapp.guide.number'),
    text: say('whatsapp.guide.number.how'),
    link: APPS,
    fields: ['phoneNumberId', 'wabaId'],
  },
  {
    title: say('whatsapp.guide.token'),
    text: say('whatsapp.guide.token.how'),
    link: {
      href: 'https://business.facebook.com/latest/settings/system_users',
      text: say('whatsapp.guide.token.link'),
    },
    fields: ['accessToken'],
  },
  { title: sayMeta('meta.guide.publish'), text: say('whatsapp.guide.publish.how'), link: APPS, fields: [] },
];
