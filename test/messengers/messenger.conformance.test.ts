import { messenger } from '../../src/messengers/messenger';
import { LinesBench } from './conformance/lines-bench';
import { gradeMessenger } from './conformance/suite';

const bench = () =>
  LinesBench.start({
    messenger: 'messenger',
    driver: messenger,
    strange: (entered) => ({ ...entered, pageAccessToken: 'EAAAnotherTokenThatNobodyHasGivenOut' }),
    steal: (url) => ({ act: 'unsubscribe', url }),
  });

gradeMessenger('Facebook Messenger', bench, {
  inbound: { removal: 'Customers can delete a message, and Messenger tells no business: there is nothing to see' },
});
