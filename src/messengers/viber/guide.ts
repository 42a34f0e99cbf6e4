import type { GuideStep } from '../contract';
import { sayGuide as say } from './guide-phrases';

/** How a bot is connected (viber.md §0 and §1). */
export const guide: readonly GuideStep[] = [
  {
    title: say('viber.guide.bot'),
    text: say('viber.guide.bot.how'),
    link: { href: 'https://partners.viber.com/', text: say('viber.guide.bot.link') },
    fields: [],
  },
  { title: say('viber.guide.token'), text: say('viber.guide.token.how'), fields: ['authToken'] },
  { title: say('viber.guide.sender'), text: say('viber.guide.sender.how'), fields: ['senderName', 'welcome'] },
];
