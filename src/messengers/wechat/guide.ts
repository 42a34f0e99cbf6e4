import type { GuideStep } from '../contract';
import { say } from './phrases';

const CONSOLE = 'https://mp.weixin.qq.com/';

/** How an account is connected (wechat.md §1). */
export const guide: readonly GuideStep[] = [
  {
    title: say('wechat.guide.account').text,
    text: say('wechat.guide.account.how').text,
    link: CONSOLE,
    fields: [],
  },
  {
    title: say('wechat.guide.keys').text,
    text: say('wechat.guide.keys.how').text,
    link: CONSOLE,
    fields: ['appId', 'appSecret'],
  },
  {
    title: say('wechat.guide.server').text,
    text: say('wechat.guide.server.how').text,
    fields: ['token', 'encodingAesKey', 'apiBaseUrl'],
  },
];
