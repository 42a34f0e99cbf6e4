import { wechat } from '../../src/messengers/wechat';
import { LinesBench } from './conformance/lines-bench';
import { gradeMessenger } from './conformance/suite';

const bench = () =>
  LinesBench.start({
    messenger: 'wechat',
    driver: wechat,
    strange: (entered) => ({ ...entered, appSecret: 'f'.repeat(32) }),
    paste: (url) => ({ act: 'server', url }),
    // A token that is refused once is healed by a fresh one.
    lasting: [401],
  });

gradeMessenger('WeChat', bench, {
  webhook: 'The address is entered by hand in WeChat’s console, and no call tells it',
});
