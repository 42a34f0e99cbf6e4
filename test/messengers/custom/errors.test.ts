import { NoAnswer } from '../../../src/http/client';
import { custom } from '../../../src/messengers/custom';
import { ERROR_CODES } from '../../../src/messengers/custom/protocol/answers';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, refusal, ScriptedService, type Reply } from './service';

const sent = (answer: Reply | NoAnswer) =>
  errorOf(
    custom.send(contextOf(new ScriptedService(answer)), {
      key: '0b6e6b0c-1111-4222-8333-123456789abc',
      chat: 'c1',
      content: { type: 'text', text: 'Hello' },
    }),
  );

/** webhook.md §4. */
const TABLE: readonly [number, (typeof ERROR_CODES)[number], number, 'no' | 'later', 'source' | 'message'][] = [
  [401, 'invalid_signature', 902, 'later', 'source'],
  [401, 'stale_timestamp', 902, 'later', 'source'],
  [404, 'unknown_connection', 902, 'later', 'source'],
  [410, 'connection_disabled', 902, 'no', 'message'],
  [422, 'invalid_payload', 905, 'no', 'message'],
  [422, 'unsupported', 905, 'no', 'message'],
  [413, 'payload_too_large', 905, 'no', 'message'],
  [413, 'media_too_large', 905, 'no', 'message'],
  [422, 'media_type_not_allowed', 905, 'no', 'message'],
  [422, 'media_unreachable', 903, 'later', 'message'],
  [404, 'recipient_not_found', 904, 'no', 'message'],
  [403, 'recipient_blocked', 905, 'no', 'message'],
  [403, 'recipient_unsubscribed', 905, 'no', 'message'],
  [409, 'conversation_closed', 904, 'no', 'message'],
  [403, 'window_closed', 905, 'no', 'message'],
  [404, 'message_not_found', 901, 'later', 'message'],
  [409, 'message_conflict', 905, 'no', 'message'],
  [429, 'rate_limited', 903, 'later', 'source'],
  [403, 'auth_revoked', 902, 'later', 'source'],
  [500, 'internal', 903, 'later', 'message'],
];

it('every code of the protocol has its row', () => {
  expect(TABLE.map(([, code]) => code)).toEqual(ERROR_CODES);
});

it.each(TABLE)('%d %s is %d, another attempt: %s, for the %s', async (status, code, kommo, retry, breadth) => {
  const error = await sent(refusal(status, code));
  expect(error).toMatchObject({ code: kommo, retry, breadth });
  expect(error.text).toMatch(/^[A-Z].*\.$/);
});

it.each([
  [301, 902, 'later', 'source'],
  [400, 905, 'no', 'message'],
  [401, 902, 'later', 'source'],
  [403, 905, 'no', 'message'],
  [404, 902, 'later', 'source'],
  [408, 903, 'later', 'message'],
  [409, 905, 'no', 'message'],
  [410, 902, 'no', 'message'],
  [413, 905, 'no', 'message'],
  [429, 903, 'later', 'source'],
  [500, 903, 'later', 'message'],
  [503, 903, 'later', 'message'],
] as const)('%d without a code is %d, another attempt: %s, for the %s', async (status, code, retry, breadth) => {
  for (const body of ['', '<html>no</html>', { error: 'x' }, refusal(status, 'of later').body]) {
    expect(await sent({ status, body })).toMatchObject({ code, retry, breadth });
  }
});

it.each([
  ['unsupported', true, 'later'],
  ['internal', false, 'no'],
  ['message_not_found', false, 'no'],
  ['invalid_signature', false, 'later'],
] as const)('the service’s own word beats the table: %s with retryable %s is %s', async (code, retryable, retry) => {
  expect(await sent(refusal(422, code, { retryable }))).toMatchObject({ retry });
});

it('the service’s words stand behind ours, and not too many of them', async () => {
  expect((await sent(refusal(422, 'unsupported', { message: 'No stickers, please.' }))).text).toBe(
    'The service does not take messages of this kind. No stickers, please.',
  );
  expect((await sent(refusal(422, 'of later', { message: 'x'.repeat(900) }))).text.length).toBeLessThan(350);
});

it.each([
  ['7', 7_000],
  ['86400', 3_600_000],
  ['Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
])('retry-after %s is waited for', async (after, ms) => {
  const error = await sent({ ...refusal(429, 'rate_limited'), headers: { 'retry-after': after } });
  expect(error).toMatchObject({ retry: 'later', retryAfterMs: ms });
});

it.each([
  ['no', 'later'],
  ['maybe', 'unknown'],
] as const)('no answer, with the request sent: %s, is told as %s', async (reached, retry) => {
  const error = await sent(new NoAnswer(reached, 'the connection broke'));
  expect(error).toMatchObject({ code: 903, retry });
  expect(error.text).toContain('the connection broke');
});
