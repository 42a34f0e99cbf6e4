import { refusalOf, type Reason } from '../../../src/activities/guard/reasons';
import { LANGUAGES } from '../../../src/model/words';
import { inWords } from '../../../src/words/in-words';

const HOUR = 3_600_000;
const TEMPLATES = { kind: 'templates', names: ['order_ready', 'order_ready', 'hello'] } as const;
const NOTHING = { kind: 'nothing' } as const;

const REASONS: readonly (readonly [Reason, number, string])[] = [
  [{ kind: 'switched-off' }, 902, 'The integration was switched off in Kommo.'],
  [{ kind: 'removed' }, 902, 'The source was removed in Courier’s settings. Answer through another one.'],
  [{ kind: 'no-driver' }, 902, 'This version of Courier does not speak to this messenger.'],
  [{ kind: 'no-address' }, 904, 'The customer has to write first: WhatsApp gives no address to start a chat with.'],
  [
    { kind: 'away', how: 'blocked' },
    905,
    'Not sent. The customer has blocked you on WhatsApp. Messages do not arrive until they unblock you or write.',
  ],
  [
    { kind: 'away', how: 'left' },
    905,
    'Not sent. The customer has unsubscribed on WhatsApp. Messages do not arrive until they come back.',
  ],
  [
    { kind: 'away', how: 'ended' },
    905,
    'Not sent. The customer has closed the conversation on WhatsApp. Messages do not arrive until they write again.',
  ],
  [
    { kind: 'window', agoMs: 30 * HOUR, windowMs: 24 * HOUR, passes: TEMPLATES },
    905,
    'Not sent. The customer wrote last 30 hours ago, and WhatsApp takes answers for 24 hours. Send a template, such as order_ready, hello; when the customer answers, you can write again.',
  ],
  [
    { kind: 'window', agoMs: 200 * HOUR, windowMs: 168 * HOUR, passes: { kind: 'templates', names: [] } },
    905,
    'Not sent. The customer wrote last 8 days ago, and WhatsApp takes answers for 7 days. Send a template; when the customer answers, you can write again.',
  ],
  [
    { kind: 'window', agoMs: 70 * 60_000, windowMs: HOUR, passes: NOTHING },
    905,
    'Not sent. The customer wrote last an hour ago, and WhatsApp takes answers for an hour. Wait until the customer writes again: WhatsApp has nothing that passes now.',
  ],
  [
    { kind: 'never-wrote', passes: NOTHING },
    905,
    'Not sent. The customer has not written yet. Wait until the customer writes again: WhatsApp has nothing that passes now.',
  ],
  [
    { kind: 'quota-used', most: 5 },
    905,
    'Not sent. WhatsApp takes 5 messages until the customer answers, and all of them are used up. Wait until they write.',
  ],
  [
    { kind: 'quota-short', sends: 3, left: 2 },
    905,
    'Not sent. It would be 3 messages, and WhatsApp takes 2 more until the customer answers. Make it shorter, or wait until they write.',
  ],
  [{ kind: 'unsupported', what: 'poll' }, 905, 'A poll cannot be sent to WhatsApp. Send a text instead.'],
  [{ kind: 'empty' }, 905, 'The message is empty.'],
  [{ kind: 'file-gone' }, 905, 'The file of the message is not here any more.'],
  [{ kind: 'file-not-had', why: 'It is gone.' }, 905, 'The file could not be had from Kommo. It is gone.'],
  [{ kind: 'no-files' }, 905, 'WhatsApp takes no files. Send a link instead.'],
  [{ kind: 'file-type' }, 905, 'WhatsApp does not take files of this type. Send a link instead.'],
  [
    { kind: 'file-size', size: 20 * 1_048_576, most: 1_572_864 },
    905,
    'The file is too big for WhatsApp: 20 MB, at most 1.5 MB. Send a link instead.',
  ],
];

it.each(REASONS)('%j is told with %d', (reason, code, text) => {
  expect(refusalOf('WhatsApp', reason)).toMatchObject({ code, text });
});

it.each(REASONS)('%j is told in every language, and names the same', (reason) => {
  const failure = refusalOf('WhatsApp', reason);
  const texts = LANGUAGES.map((language) => inWords(failure, language));
  expect(new Set(texts).size).toBe(LANGUAGES.length);
  const numbers = texts.map((text) => (text.match(/\d+/g) ?? []).join());
  expect(new Set(numbers).size).toBe(1);
});

it('names five templates at most', () => {
  const names = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'];
  const { text } = refusalOf('WhatsApp', { kind: 'never-wrote', passes: { kind: 'templates', names } });
  expect(text).toContain('such as a1, b2, c3, d4, e5;');
});
