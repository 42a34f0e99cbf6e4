import type { SiteView } from '../../src/sandbox/control/schemas-platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SANDBOX } from '../../src/sandbox/credentials';
import { startSandbox } from '../../src/sandbox/server';
import { Crm } from './support/crm';
import { Harness } from './support/harness';
import { call, eventually } from './support/http';
import { KommoCaller, SCOPE, incoming } from './support/kommo-caller';
import { listOf, PlatformCaller } from './support/platform-caller';
import { Receiver } from './support/receiver';

const { account, channel, users } = SANDBOX.kommo;
const MINUTE = 60_000;

let box: Harness;
let crm: Crm;
let hooks: Receiver;
let origin: string;
beforeEach(async () => {
  box = await Harness.start();
  crm = new Crm(box);
  hooks = new Receiver();
  origin = await hooks.start();
  await box.kommo.connect();
});
afterEach(async () => {
  await box.stop();
  await hooks.stop();
});

const subscribe = (...settings: string[]) =>
  crm.api.crm('POST', '/webhooks', { destination: `${origin}/crm/secret-path`, settings });

/** The fields of what came, oldest first; those of the account apart. */
async function told(count: number): Promise<Record<string, string>[]> {
  const received = await hooks.until(count);
  return received.map(({ raw }) => Object.fromEntries(new URLSearchParams(raw)));
}
const move = (minutes: number) => box.control('PUT', '/clock', { offsetMs: minutes * MINUTE });
const attempts = async () => (await box.journal('&side=kommo')).filter(({ operation }) => operation === 'crm-hook');
const failed = async () => (await attempts()).filter(({ endedAt }) => endedAt !== null);

test('a customer’s message, as a form with every value a text', async () => {
  await subscribe('add_message');
  await crm.writes('Bob', 'Hello & bye');
  const [fields] = await told(1);
  const chatId = await crm.chatOf('Bob');
  const { talks, contacts, leads } = await crm.site();
  expect(hooks.received[0]).toMatchObject({
    path: '/crm/secret-path',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(fields).toEqual({
    'account[id]': '30000001',
    'account[subdomain]': 'sandbox',
    'account[_links][self]': 'https://sandbox.kommo.com',
    'message[add][0][id]': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    'message[add][0][chat_id]': chatId,
    'message[add][0][talk_id]': String(talks[0]?.id),
    'message[add][0][contact_id]': String(contacts[0]?.id),
    'message[add][0][text]': 'Hello & bye',
    'message[add][0][created_at]': expect.stringMatching(/^\d{10}$/) as string,
    'message[add][0][element_type]': '2',
    'message[add][0][element_id]': String(leads[0]?.id),
    'message[add][0][entity_type]': 'lead',
    'message[add][0][entity_id]': String(leads[0]?.id),
    'message[add][0][type]': 'incoming',
    'message[add][0][message_type]': 'text',
    'message[add][0][origin]': channel.code,
    'message[add][0][author][id]': expect.any(String) as string,
    'message[add][0][author][type]': 'external',
    'message[add][0][author][name]': 'Bob',
  });
});

test('a file is named with its address', async () => {
  await subscribe('add_message');
  const message = { type: 'file', media: `${origin}/a.pdf`, file_name: 'a.pdf', file_size: 10 };
  await crm.writes('Bob', '', { message });
  const posted = await eventually(async () => {
    await hooks.until(1);
    return hooks.received.find(({ path: at }) => at.startsWith('/crm'));
  });
  const fields = Object.fromEntries(new URLSearchParams(posted.raw));
  expect(fields).toMatchObject({
    'message[add][0][message_type]': 'file',
    'message[add][0][attachment][type]': 'file',
    'message[add][0][attachment][link]': `${origin}/a.pdf`,
    'message[add][0][attachment][file_name]': 'a.pdf',
  });
});

test('what a manager writes, with its author and its recipient', async () => {
  await crm.writes('Bob', 'Hello');
  await subscribe('add_outgoing_message');
  await box.managerWrites(await crm.chatOf('Bob'), 'Good morning');
  const [fields] = await told(1);
  expect(fields).toMatchObject({
    'outgoing_message[add][0][type]': 'outgoing',
    'outgoing_message[add][0][text]': 'Good morning',
    'outgoing_message[add][0][author][type]': 'internal',
    'outgoing_message[add][0][author][user_id]': String((await crm.site()).users[0]?.id),
    'outgoing_message[add][0][author][name]': users[0].name,
    'outgoing_message[add][0][recipient][name]': 'Bob',
  });
});

test('the life of a talk: begun, closed by a manager, begun again', async () => {
  await subscribe('add_talk', 'update_talk');
  await crm.writes('Bob', 'Hello');
  const [begun] = await told(1);
  const talkId = (await crm.site()).talks[0]?.id;
  expect(begun).toMatchObject({
    'talk[add][0][talk_id]': String(talkId),
    'talk[add][0][is_in_work]': '1',
    'talk[add][0][is_read]': '0',
    'talk[add][0][entity_type]': 'lead',
    'talk[add][0][origin]': channel.code,
  });
  const closed = await crm.api.crm('POST', `/talks/${String(talkId)}/close`, { force_close: true });
  expect([closed.status, closed.text]).toEqual([202, '']);
  expect((await told(2))[1]).toMatchObject({ 'talk[update][0][is_in_work]': '0' });
  expect((await crm.api.crm('POST', `/talks/${String(talkId)}/close`, {})).status).toBe(422);
  await crm.writes('Bob', 'One thing more');
  expect((await told(3))[2]?.['talk[add][0][talk_id]']).not.toBe(String(talkId));
});

test('with a bot that asks for a score, a talk is closed later', async () => {
  await crm.control('PATCH', '', { nps: true });
  await crm.writes('Bob', 'Hello');
  await subscribe('update_talk');
  const talkId = String((await crm.site()).talks[0]?.id);
  await crm.api.crm('POST', `/talks/${talkId}/close`, {});
  expect((await told(1))[0]).toMatchObject({ 'talk[update][0][is_in_work]': '1' });
  expect(listOf(await crm.api.crm('GET', '/talks'), 'talks')).toMatchObject([{ status: 'nps_in_progress' }]);
  await crm.control('POST', `/talks/${talkId}/close`);
  expect((await told(2))[1]).toMatchObject({ 'talk[update][0][is_in_work]': '0' });
});

describe('incoming leads', () => {
  beforeEach(() => subscribe('add_unsorted', 'update_unsorted', 'delete_unsorted'));

  test('made, written in again, accepted', async () => {
    await crm.writes('Bob', 'Hello');
    const [made] = await told(1);
    const [item] = (await crm.site()).unsorted;
    expect(made).toMatchObject({
      'unsorted[add][0][uid]': item?.uid,
      'unsorted[add][0][category]': 'chats',
      'unsorted[add][0][pipeline_id]': String(item?.pipelineId),
      'unsorted[add][0][source_data][origin][chat_id]': item?.chatId,
      'unsorted[add][0][source_data][data][0][text]': 'Hello',
      'unsorted[add][0][data][contacts][0][id]': String(item?.contactId),
    });
    await crm.writes('Bob', 'Anybody?');
    expect((await told(2))[1]).toMatchObject({ 'unsorted[update][0][source_data][data][0][text]': 'Anybody?' });
    await crm.api.crm('POST', `/leads/unsorted/${String(item?.uid)}/accept`, {});
    expect((await told(3))[2]).toMatchObject({
      'unsorted[delete][0][action]': 'accept',
      'unsorted[delete][0][uid]': item?.uid,
      'unsorted[delete][0][accept_result][leads][0]': String(item?.leadId),
      'unsorted[delete][0][accept_result][contacts][0]': String(item?.contactId),
    });
  });

  test('declined', async () => {
    await crm.writes('Bob', 'Hello');
    const { unsorted } = await crm.site();
    await crm.control('POST', `/unsorted/${String(unsorted[0]?.uid)}/decline`, {});
    expect((await told(2))[1]).toMatchObject({
      'unsorted[delete][0][action]': 'decline',
      'unsorted[delete][0][decline_result][leads][0]': String(unsorted[0]?.leadId),
    });
  });
});

test.each([
  ['add', 'add[0]'],
  ['chat_template_reviews', 'chat_template_reviews[add][0]'],
])('a template that goes to review, under the key %s', async (reading, key) => {
  await box.assume({ 'template-review-envelope': reading });
  await subscribe('add_chat_template_review');
  await crm.source({ external_id: 'wa', services: [{ type: 'whatsapp', params: { waba: true } }] });
  const template = { name: 'Hello', content: 'Hi', type: 'waba', waba_category: 'UTILITY', waba_language: 'en' };
  const [made] = listOf(await crm.api.crm('POST', '/chats/templates', [template]), 'chat_templates');
  await crm.api.crm('POST', `/chats/templates/${String(made?.id)}/review`, {});
  expect((await told(1))[0]).toMatchObject({
    [`${key}[name]`]: 'Hello',
    [`${key}[reviews][0][status]`]: 'review',
    [`${key}[is_on_review]`]: '1',
  });
});

test('a template that a user makes: told of by its review, listed only where it is read so, answered by the integration', async () => {
  await subscribe('add_chat_template_review');
  const source = await crm.source({ external_id: 'wa', services: [{ type: 'whatsapp', params: { waba: true } }] });
  const { json } = await crm.control('POST', '/templates', {
    name: 'Hello',
    content: 'Hi',
    type: 'waba',
    waba_category: 'UTILITY',
    waba_language: 'en',
  });
  const [made] = (json as SiteView).templates;
  const path = `/templates/${String(made?.id)}`;
  expect(made?.clientId).toBeNull();
  await crm.control('POST', `${path}/review`);
  const [hook = {}] = await told(1);
  expect(hook).toMatchObject({ 'add[0][name]': 'Hello', 'add[0][reviews][0][source_id]': String(source) });

  expect((await crm.api.crm('GET', '/chats/templates')).status).toBe(204);
  await box.assume({ 'template-by-user': 'listed' });
  expect(listOf(await crm.api.crm('GET', '/chats/templates'), 'chat_templates')).toMatchObject([{ id: made?.id }]);

  const review = `/chats${path}/review/${String(hook['add[0][reviews][0][id]'])}`;
  await crm.api.crm('POST', review, { status: 'rejected', reject_reason: 'No' });
  expect((await crm.site()).templates[0]?.reviews).toMatchObject([{ status: 'rejected', rejectReason: 'No' }]);
  await crm.control('PATCH', path, { content: 'Good day' });
  expect((await crm.site()).templates[0]?.content).toBe('Good day');
  await crm.control('DELETE', path);
  expect((await crm.site()).templates).toEqual([]);
});

test('nobody is told of what was not subscribed to, or by another account', async () => {
  await subscribe('add_message');
  await crm.control('POST', '/talks', { contactId: 1, chatId: '5a0db0c5-0000-4000-8000-00000000ffff' });
  await crm.writes('Bob', 'Hello');
  expect(Object.keys((await told(1))[0] ?? {}).some((key) => key.startsWith('message'))).toBe(true);
  expect(hooks.received).toHaveLength(1);
});

describe('a destination that does not take it', () => {
  beforeEach(() => subscribe('add_message'));

  test('is tried at 0, 5, 20, 35 and 95 minutes by the clock, then never', async () => {
    hooks.answer = () => 503;
    await crm.writes('Bob', 'Hello');
    let count = 1;
    await eventually(async () => (await failed()).length === 1);
    for (const minutes of [5, 20, 35, 95]) {
      await move(minutes - 0.5);
      expect(await attempts()).toHaveLength(count);
      await move(minutes + 0.5);
      count += 1;
      await hooks.until(count);
      await eventually(async () => (await failed()).length === count);
    }
    await move(10_000);
    expect(await attempts()).toHaveLength(5);
    const bodies = hooks.received.map(({ raw }) => raw);
    expect(new Set(bodies).size).toBe(1);
  });

  test('and says 404 is tried three times', async () => {
    hooks.answer = () => 404;
    await crm.writes('Bob', 'Hello');
    for (const [count, minutes] of [
      [1, 6],
      [2, 22],
      [3, 1000],
    ] as const) {
      await hooks.until(count);
      await eventually(async () => (await failed()).length === count);
      await move(minutes);
    }
    expect(await attempts()).toHaveLength(3);
  });

  test('takes it at the second attempt', async () => {
    hooks.answer = (_webhook, index) => (index === 0 ? 500 : 204);
    await crm.writes('Bob', 'Hello');
    await eventually(async () => (await failed()).length === 1);
    await move(6);
    await hooks.until(2);
    await eventually(async () => (await failed()).length === 2);
    await move(1000);
    expect((await failed()).map(({ status, stored }) => [status, stored])).toEqual([
      [500, false],
      [204, true],
    ]);
  });

  test('has two seconds', async () => {
    hooks.answer = () => new Promise(() => undefined);
    await crm.writes('Bob', 'Hello');
    await eventually(async () => (await failed()).length === 1);
    const [{ status, answer, startedAt, endedAt } = { startedAt: 0, endedAt: 0 }] = (await failed()) as {
      status?: unknown;
      answer?: unknown;
      startedAt: number;
      endedAt: number;
    }[];
    expect([status, answer]).toEqual([null, 'Read timeout expired']);
    expect(endedAt - startedAt).toBeGreaterThan(1_900);
    expect(endedAt - startedAt).toBeLessThan(4_000);
  });

  test('is switched off after more than a hundred bad answers within two hours, and on by hand', async () => {
    hooks.answer = () => 400;
    for (let count = 0; count < 100; count += 1) await crm.writes('Bob', `Hello ${String(count)}`);
    await eventually(async () => (await failed()).length === 100);
    const webhook = async () => listOf(await crm.api.crm('GET', '/webhooks'), 'webhooks')[0];
    expect(await webhook()).toMatchObject({ disabled: false });
    await crm.writes('Bob', 'One too many');
    await eventually(async () => (await webhook())?.disabled === true);
    await crm.writes('Bob', 'Nobody is told');
    await move(6);
    expect(await attempts()).toHaveLength(101);
    await move(0);

    await subscribe('add_message');
    expect(await webhook()).toMatchObject({ disabled: true });
    await box.assume({ 'webhook-subscribe-again': 'enables' });
    await subscribe('add_message');
    expect(await webhook()).toMatchObject({ disabled: false });
    const id = String((await webhook())?.id);
    await crm.control('PATCH', `/webhooks/${id}`, { disabled: true });
    await crm.control('PATCH', `/webhooks/${id}`, { disabled: false });
    hooks.answer = () => 200;
    await crm.writes('Bob', 'Told again');
    await hooks.until(102);
  });

  test('is asked no more once the subscription is gone, or all is reset', async () => {
    hooks.answer = () => 500;
    await crm.writes('Bob', 'Hello');
    await eventually(async () => (await failed()).length === 1);
    await crm.api.crm('DELETE', '/webhooks', { destination: `${origin}/crm/secret-path` });
    await move(6);
    await move(0);
    await subscribe('add_message');
    await crm.writes('Bob', 'Again');
    await eventually(async () => (await failed()).length === 2);
    await box.control('POST', '/reset');
    await move(6);
    expect(await attempts()).toEqual([]);
  });
});

test('what waits for its next attempt is sent after a restart', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sandbox-'));
  const options = {
    host: '127.0.0.1',
    port: 0,
    apiUrl: 'http://127.0.0.1:1',
    stateFile: path.join(folder, 'state.json'),
  };
  hooks.answer = (_webhook, index) => (index === 0 ? 500 : 200);
  try {
    const first = await startSandbox(options);
    const kommo = new KommoCaller(first.url);
    await kommo.connect();
    const settings = ['add_message'];
    await new PlatformCaller(first.url).crm('POST', '/webhooks', { destination: `${origin}/crm`, settings });
    await kommo.call('POST', SCOPE, { event_type: 'new_message', payload: incoming('Hello') });
    await hooks.until(1);
    await eventually(async () => {
      const { json } = await call(`${first.url}/control/journal?limit=100&side=kommo`, 'GET');
      const { entries } = json as { entries: { operation: string; endedAt: number | null }[] };
      return entries.some(({ operation, endedAt }) => operation === 'crm-hook' && endedAt !== null);
    });
    await first.close();
    const second = await startSandbox(options);
    await call(`${second.url}/control/clock`, 'PUT', { offsetMs: 6 * MINUTE });
    const received = await hooks.until(2);
    expect(received[1]?.raw).toBe(received[0]?.raw);
    const { json } = await call(`${second.url}/control/platform/accounts/${String(account.id)}/board`, 'GET');
    expect(json).toMatchObject({ pipelines: [{ cards: [{ text: 'Hello', stage: 'incoming' }] }, {}] });
    await second.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});
