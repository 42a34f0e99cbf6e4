import { whatsapp } from '../../src/messengers/whatsapp';
import { LinesBench } from './conformance/lines-bench';
import { gradeMessenger } from './conformance/suite';

const bench = () =>
  LinesBench.start({
    messenger: 'whatsapp',
    driver: whatsapp,
    strange: (entered) => ({ ...entered, accessToken: 'EAAAnotherTokenThatNobodyHasGivenOut' }),
    steal: (url) => ({ act: 'unsubscribe', url }),
    // Customers of these tests are written to faster than people are.
    readings: { 'whatsapp-pair-ms': 0, 'whatsapp-throughput': 0 },
  });

const OF_OTHER_NUMBERS = 'The number of these tests is not used in the WhatsApp Business app, where it would come';

gradeMessenger('WhatsApp', bench, { inbound: { edit: OF_OTHER_NUMBERS, removal: OF_OTHER_NUMBERS } });
