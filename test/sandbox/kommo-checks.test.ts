import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import type { Answered } from './support/http';
import { incoming, SCOPE } from './support/kommo-caller';

const { channel, account } = SANDBOX.kommo;
const UNKNOWN_CHANNEL = '00000000-0000-4000-8000-000000000000';

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
});
afterEach(() => box.stop());

function envelope(code: number, type: string, description: string): object {
  return { status: 0, error_code: code, error_type: type, error_description: description };
}
const INVALID_SIGNATURE = envelope(403, 'ORIGIN_INVALID_SIGNATURE', 'invalid signature');
const NOT_REGISTERED = envelope(404, 'ORIGIN_NOT_REGISTERED', 'NOT_FOUND');

function expectRefusal(answer: Answered, status: number, body: object): void {
  expect({ status: answer.status, body: answer.json }).toEqual({ status, body });
}

const text = { event_type: 'new_message', payload: incoming('Hello') };

test('step 1: a path or method that is none of the API has an empty answer', async () => {
  const nowhere = await box.kommo.call('POST', `${SCOPE}/nowhere/else`, {});
  expect([nowhere.status, nowhere.text]).toEqual([404, '']);
  const method = await box.kommo.call('POST', `${channel.id}/disconnect`, {});
  expect([method.status, method.text, method.headers.get('allow')]).toEqual([405, '', 'DELETE']);
});

test('step 2: an unknown channel comes before the signature', async () => {
  const call = box.kommo.signed('POST', `/v2/origin/custom/${UNKNOWN_CHANNEL}/connect`, {}, { secret: 'wrong' });
  expectRefusal(await box.kommo.raw(call), 404, NOT_REGISTERED);
});

test('step 3: the signature comes before the scope and the body', async () => {
  const path = `/v2/origin/custom/${channel.id}_${UNKNOWN_CHANNEL}`;
  expectRefusal(
    await box.kommo.raw(box.kommo.signed('POST', path, 'no json', { secret: 'x' })),
    403,
    INVALID_SIGNATURE,
  );
});

test.each(['Date', 'Content-MD5', 'Content-Type', 'X-Signature'])('step 3: %s must be there', async (name) => {
  const call = box.kommo.signed('POST', `/v2/origin/custom/${SCOPE}`, text);
  const headers = Object.fromEntries(Object.entries(call.headers).filter(([header]) => header !== name));
  expectRefusal(await box.kommo.raw({ ...call, headers }), 403, INVALID_SIGNATURE);
});

test('step 3: the date must be one, and within 15 minutes', async () => {
  await box.kommo.connect();
  const at = async (date: string): Promise<number> => (await box.kommo.call('POST', SCOPE, text, { date })).status;
  const now = Date.now();
  expect(await at(new Date(now - 14 * 60_000).toUTCString())).toBe(200);
  expect(await at(new Date(now - 16 * 60_000).toUTCString())).toBe(403);
  expect(await at(new Date(now + 16 * 60_000).toUTCString())).toBe(403);
  expect(await at(new Date(now).toISOString())).toBe(403);
  await box.control('PUT', '/clock', { offsetMs: 16 * 60_000 });
  expect(await at(new Date(now).toUTCString())).toBe(403);
  expect(await at(new Date(now + 16 * 60_000).toUTCString())).toBe(200);
});

test('step 3: the hash must be of the bytes that came, in lower-case hex', async () => {
  await box.kommo.connect();
  const call = box.kommo.signed('POST', `/v2/origin/custom/${SCOPE}`, text);
  expectRefusal(await box.kommo.raw({ ...call, body: `${call.body}\n` }), 403, INVALID_SIGNATURE);
  const base64 = Buffer.from(call.headers['Content-MD5'] ?? '', 'hex').toString('base64');
  const wrong = { ...call, headers: { ...call.headers, 'Content-MD5': base64 } };
  expectRefusal(await box.kommo.raw(wrong), 403, INVALID_SIGNATURE);
});

test('step 4: an unconnected scope comes before the body', async () => {
  expectRefusal(await box.kommo.call('POST', SCOPE, 'no json'), 404, NOT_REGISTERED);
  await box.assume({ 'unknown-scope': 'refuse-403' });
  expect((await box.kommo.call('POST', SCOPE, 'no json')).status).toBe(403);
});

test('step 5: JSON of the one type, and an object', async () => {
  await box.kommo.connect();
  const refused = async (body: unknown, contentType?: string): Promise<string> => {
    const answer = await box.kommo.call('POST', SCOPE, body, contentType === undefined ? {} : { contentType });
    expect(answer.status).toBe(400);
    return answer.text;
  };
  expect(await refused(text, 'text/plain')).toContain('Content-Type: application/json expected');
  expect(await refused(text, 'application/json; charset=utf-8')).toContain('Content-Type: application/json expected');
  expect(await refused('no json')).toContain('body: a JSON object expected');
  expect(await refused('[]')).toContain('body: a JSON object expected');
});

test('step 6: the first wrong field is named', async () => {
  await box.kommo.connect();
  const reason = async (more: object): Promise<unknown> => {
    const answer = await box.kommo.send({ ...incoming('Hello'), ...more });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ status: 0, error_code: 400 });
    return (answer.json as { error_description: string }).error_description;
  };
  expect(await reason({ timestamp: '1' })).toBe('timestamp: expected number, received string');
  expect(await reason({ msgid: 7 })).toBe('msgid: expected string, received number');
  expect(await reason({ msgid: undefined })).toBe('msgid: required');
  expect(await reason({ conversation_id: 'x'.repeat(256) })).toBe('conversation_id: longer than 255');
  expect(await reason({ source: { external_id: 'ключ' } })).toMatch(/^source.external_id: must be 1 to 40 printable/);
  expect(await reason({ sender: { id: 'a' } })).toBe('sender.name: required');
  expect(await reason({ message: { type: 'text' } })).toBe('message.text: required for text');
  expect(await reason({ message: { type: 'hologram', text: 'x' } })).toBe('message.type: unknown type');
  expect(await reason({ message: { type: 'picture' } })).toBe('message.media: required for picture');
  expect(await reason({ message: { type: 'location' } })).toBe('message.location: required for location');
  expect(await reason({ message: { type: 'contact', contact: { name: 'A' } } })).toBe(
    'message.contact.phone: required',
  );
  expect(await reason({ reply_to: { id: 'flat' } })).toBe('reply_to.message: required');
  expect(await reason({ message: null })).toMatch(/^message: /);
});

test('step 6: other fields are no fault', async () => {
  await box.kommo.connect();
  expect((await box.kommo.send(incoming('Hello', { unheard_of: true }))).status).toBe(200);
});

test('a body over 1 MiB is refused with 413', async () => {
  await box.kommo.connect();
  expect((await box.kommo.send(incoming('x'.repeat(1024 * 1024)))).status).toBe(413);
  expect((await box.kommo.send(incoming('x'.repeat(1024 * 1024 - 1000)))).status).toBe(200);
});

test('odd requests do not end the sandbox', async () => {
  const paths = ['/v2', '/v2/origin/custom/%E0%A4%A', '/v2/origin/custom//chats', `/v2/origin/custom/${SCOPE}/`, '/v3'];
  for (const path of paths) {
    const answer = await box.kommo.raw({ method: 'POST', path, body: '\u0000{', headers: {} });
    expect([403, 404]).toContain(answer.status);
  }
  expect((await box.kommo.connect()).status).toBe(200);
  expect(account.amojoId).toBe((await box.state()).kommo.channels[0]?.connected[0]?.accountAmojoId);
});
