import { viber } from '../../src/messengers/viber';
import { LinesBench } from './conformance/lines-bench';
import { gradeMessenger } from './conformance/suite';

const bench = () =>
  LinesBench.start({
    messenger: 'viber',
    driver: viber,
    strange: (entered) => ({ ...entered, authToken: 'aaaaaaaaaaaaaaaa-aaaaaaaaaaaaaaaa-aaaaaaaaaaaaaaaa' }),
    steal: (url) => ({ act: 'steal-webhook', url }),
  });

gradeMessenger('Viber', bench, {
  inbound: { voice: 'Customers can record one, and Viber hands it to no bot: there is nothing to see' },
});
