import type { GuideStep } from '../contract';
import { say } from './phrases';

const CONSOLE = { href: 'https://mp.weixin.qq.com/', text: say('wechat.guide.console') };

/** How an account is connected (wechat.md §1). */
export const guide: readonly GuideStep[] = [
  {
    title: say('wechat.guide.account'),
    text: say('wechat.guide.account.how'),
    link: CONSOLE,
    fields: [],
  },
  {
    title: say('wechat.guide.keys'),
    text: say('wechat.guide.keys.how'),
    link: CONSOLE,
    fields: ['appId', 'appSecret'],
  },
  {
    title: say('wechat.guide.server'),
    text: say('wechat.guide.server.how'),
    fields: ['token', 'encodingAesKey'],
  },
];
