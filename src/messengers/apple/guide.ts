import type { GuideStep } from '../contract';
import { say } from './phrases';

const REGISTER = { href: 'https://register.apple.com/', text: say('apple.guide.register') };

/** How a business is connected (apple.md §1). */
export const guide: readonly GuideStep[] = [
  {
    title: say('apple.guide.provider'),
    text: say('apple.guide.provider.how'),
    link: REGISTER,
    fields: ['mspId', 'apiSecret'],
  },
  {
    title: say('apple.guide.business'),
    text: say('apple.guide.business.how'),
    link: REGISTER,
    fields: ['businessId'],
  },
  {
    title: say('apple.guide.address'),
    text: say('apple.guide.address.how'),
    link: REGISTER,
    fields: [],
  },
];
