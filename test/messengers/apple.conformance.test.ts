import { apple } from '../../src/messengers/apple';
import { LinesBench } from './conformance/lines-bench';
import { gradeMessenger } from './conformance/suite';

const bench = (readings?: Readonly<Record<string, string | number>>) => () =>
  LinesBench.start({
    messenger: 'apple',
    driver: apple,
    strange: (entered) => ({ ...entered, apiSecret: Buffer.alloc(32).toString('base64') }),
    paste: (url) => ({ act: 'register', url }),
    ...(readings === undefined ? {} : { readings }),
  });

const excused = {
  webhook: 'The address is entered by hand in Apple’s register, and no call tells it',
  uncalled: 'Apple tries nothing when the address is entered, so before a customer writes nobody knows (apple.md §1)',
};

gradeMessenger('Apple Messages for Business', bench(), excused);

/** Everything that the sheet leaves open is the other way round. */
const OTHERWISE = {
  'apple-bad-token': 403,
  'apple-refused-hook': 'retried',
  'apple-hook-order': 'none',
  'apple-attachment-names': 'older',
  'apple-inline-reply': 'absent',
  'apple-intent': 'first-message',
  'apple-location-type': 'text/vcard',
  'apple-choice-again-ms': 0,
  'apple-quick-reply': 'index',
  'apple-reference-bytes': 0,
  'apple-reference-names': 'mmcs',
  'apple-decoded': 'wrapped',
  'apple-unknown-fields': 'refuse',
  'apple-repeated-id': 'again',
  'apple-unknown-customer': 400,
  'apple-closed': 404,
  'apple-missing-capability': 'not-shown',
  'apple-size-header': 'size',
};

gradeMessenger('Apple Messages for Business, read otherwise', bench(OTHERWISE), {
  ...excused,
  inbound: { quote: 'Apple does not name the message that is answered' },
});
