import type { GuideStep } from '../contract';
import { sayGuide as say } from './guide-phrases';

/** How a bot is connected (telegram.md §1). */
export const guide: readonly GuideStep[] = [
  {
    title: say('telegram.guide.bot'),
    text: say('telegram.guide.bot.how'),
    link: { href: 'https://t.me/BotFather', text: say('telegram.guide.bot.link') },
    fields: [],
  },
  { title: say('telegram.guide.token'), text: say('telegram.guide.token.how'), fields: ['token'] },
];
