import type { AssumptionView } from '../../src/sandbox/assumptions';
import { SANDBOX } from '../../src/sandbox/credentials';
import { KOMMO_READINGS, type KommoReading } from '../../src/sandbox/kommo/readings';
import { FileServer } from './support/file-server';
import { Harness } from './support/harness';
import { eventually, pick, type Answered } from './support/http';
import { actions, inbox, manager, messageHooks, messagesOf, upload } from './support/kommo-inbox';
import { incoming, outgoing, SCOPE } from './support/kommo-caller';

const { account, channel, users } = SANDBOX.kommo;
const NOBODY = '00000000-0000-4000-8000-000000000000';
const MEDIA = 'http://127.0.0.1:1/1.bin';

let box: Harness;
let files: FileServer;
beforeEach(async () => {
  files = new FileServer();
  await files.start();
  box = await Harness.start();
  await box.kommo.connect();
});
afterEach(async () => {
  await box.stop();
  await files.stop();
});

/** What is done, and what is seen of it under each reading. */
interface Case {
  readonly see: () => Promise<unknown>;
  /** By value; what a value has no entry for is not tried. */
  readonly seen: Readonly<Record<string, unknown>>;
}

const said = ({ status, json }: Answered): [number, string | undefined] => [
  status,
  (json as { error_description?: string } | undefined)?.error_description,
];
const send = (more: object = {}) => box.kommo.send(incoming('x', more));
const edit = (more: object) =>
  box.kommo.call('POST', SCOPE, {
    event_type: 'edit_message',
    payload: { ...incoming('edited'), msgid: 'm-1', ...more },
  });
const post = (path: string, body: object) => box.kommo.call('POST', `${SCOPE}/${path}`, body);
const connect = (more: object = {}) =>
  box.kommo.call('POST', `${channel.id}/connect`, {
    account_id: account.amojoId,
    title: 'Courier',
    hook_api_version: 'v2',
    ...more,
  });
const first = () => send({ msgid: 'm-1' });
const chatOf = (sent: Answered) => pick(sent, 'new_message', 'conversation_id');
const react = (more: object = {}) =>
  post('react', {
    conversation_id: 'chat-1',
    msgid: 'm-1',
    user: { id: 'person-1' },
    type: 'react',
    emoji: '👍',
    ...more,
  });
const historyOf = async (sent: Answered, query = '') => {
  const { json } = await box.kommo.history(chatOf(sent), query);
  return (json as { messages: { message: Record<string, unknown> }[] } | undefined)?.messages.map(
    ({ message }) => message,
  );
};
/** A manager's message in the first chat, and its id. */
const written = async () => pick(await box.managerWrites(chatOf(await first()), 'Hi'), 'id');
const status = async (id: string, body: object) => said(await box.kommo.status(id, body));
const fetched = () =>
  eventually(async () => {
    const { media } = (await messagesOf(box)).at(-1) ?? {};
    return media && media.state !== 'waiting' ? [media.state, media.error] : undefined;
  });
const withFile = async (media: string) => {
  await box.assume({ 'media-fetch-delay-ms': 0 });
  await send({ message: { type: 'file', media } });
  return fetched();
};
const OK: [number, undefined] = [200, undefined];
const no = (reason: string, code = 400): [number, string] => [code, reason];

const CASES: Readonly<Record<KommoReading, Case>> = {
  'wrong-method': {
    see: async () => (await box.kommo.call('POST', `${channel.id}/disconnect`, {})).status,
    seen: { 'refuse-405': 405, 'refuse-404': 404 },
  },
  'date-or-md5-wrong': {
    see: async () => {
      const old = new Date(Date.now() - 3_600_000).toUTCString();
      const call = box.kommo.signed('POST', `/v2/origin/custom/${SCOPE}`, {});
      const other = { ...call, headers: { ...call.headers, 'Content-MD5': 'f'.repeat(32) } };
      return [said(await box.kommo.call('POST', SCOPE, {}, { date: old })), said(await box.kommo.raw(other))];
    },
    seen: {
      'refuse-403': [no('invalid signature', 403), no('invalid signature', 403)],
      'refuse-400': [no('Date: absent or wrong'), no('Content-MD5: absent or wrong')],
    },
  },
  'future-date': {
    see: async () => {
      const date = new Date(Date.now() + 3_600_000).toUTCString();
      const event = { event_type: 'new_message', payload: incoming('x') };
      return (await box.kommo.call('POST', SCOPE, event, { date })).status;
    },
    seen: { 'refuse-403': 403, accept: 200 },
  },
  'absent-content-type': {
    see: async () =>
      (await box.kommo.call('GET', `${SCOPE}/chats/${NOBODY}/history`, undefined, { contentType: '' })).status,
    seen: { 'get-only': 204, 'refuse-403': 403 },
  },
  'content-type-parameters': {
    see: async () => {
      const event = { event_type: 'new_message', payload: incoming('x') };
      return (await box.kommo.call('POST', SCOPE, event, { contentType: 'application/json; charset=utf-8' })).status;
    },
    seen: { 'refuse-400': 400, accept: 200 },
  },
  'legacy-signature': {
    see: async () => {
      const body = JSON.stringify({ event_type: 'new_message', payload: incoming('x') });
      const { createHmac } = await import('node:crypto');
      const signature = createHmac('sha1', channel.secret).update(body).digest('hex');
      const headers = { 'Content-Type': 'application/json', 'X-Signature': signature };
      return (await box.kommo.raw({ method: 'POST', path: `/v2/origin/custom/${SCOPE}`, body, headers })).status;
    },
    seen: { off: 403, on: 200 },
  },
  'unknown-scope': {
    see: async () => (await box.kommo.call('POST', `${channel.id}_${NOBODY}`, {})).status,
    seen: { 'refuse-404': 404, 'refuse-403': 403 },
  },
  'rate-limit-per-second': {
    see: async () => {
      const answers = [];
      for (let n = 0; n < 8; n += 1) answers.push((await send()).status);
      return answers.includes(429);
    },
    seen: { 0: false, 7: true },
  },
  'body-limit-bytes': {
    see: async () => (await send({ message: { type: 'text', text: 'x'.repeat(70_000) } })).status,
    seen: { 1048576: 200, 65536: 413, 0: 200 },
  },
  'refusal-body': {
    see: async () => {
      const unknown = await box.kommo.status(NOBODY, { status_code: 1 });
      const bad = await send({ msgid: 7 });
      return [unknown.status, unknown.text === '', bad.status, bad.text === ''];
    },
    seen: { envelope: [404, false, 400, false], empty: [404, true, 400, true] },
  },
  'unknown-fields': {
    see: async () => said(await send({ message: { type: 'text', text: 'x', markup: {} } })),
    seen: { ignore: OK, 'refuse-400': no('message.markup: no such field') },
  },
  'id-length-limit': {
    see: async () => [said(await send({ msgid: 'x'.repeat(255) })), said(await send({ msgid: 'x'.repeat(256) }))],
    seen: {
      255: [OK, no('msgid: longer than 255')],
      64: [no('msgid: longer than 64'), no('msgid: longer than 64')],
      0: [OK, OK],
    },
  },
  'text-length-limit': {
    see: async () => said(await send({ message: { type: 'text', text: 'x'.repeat(4097) } })),
    seen: { 0: OK, 4096: no('message.text: longer than 4096') },
  },
  'message-times': {
    see: async () => [
      said(await send({ msec_timestamp: undefined })),
      said(await send({ timestamp: undefined })),
      said(await send({ timestamp: undefined, msec_timestamp: undefined })),
    ],
    seen: {
      both: [no('msec_timestamp: required'), no('timestamp: required'), no('timestamp: required')],
      either: [OK, OK, no('timestamp: timestamp or msec_timestamp needed')],
    },
  },
  'participant-name': {
    see: async () => said(await send({ sender: { id: 'person-1' } })),
    seen: { required: no('sender.name: required'), optional: OK },
  },
  'null-text': {
    see: async () => said(await send({ message: { type: 'picture', media: MEDIA, text: null } })),
    seen: { 'refuse-400': no('message.text: expected string, received null'), accept: OK },
  },
  'file-name-and-size': {
    see: async () => {
      const bare = await send({ message: { type: 'picture', media: MEDIA } });
      const noSize = await send({ message: { type: 'file', media: MEDIA, file_name: 'x' } });
      const voice = await send({ message: { type: 'voice', media: MEDIA } });
      return [said(bare), said(noSize), said(voice)];
    },
    seen: {
      warn: [OK, OK, OK],
      'refuse-400': [no('message.file_name: required for picture'), no('message.file_size: required for file'), OK],
    },
  },
  'status-on-new-message': {
    see: async () => {
      const answer = await send({ message: { type: 'text', text: 'x', delivery_status: { status_code: 1 } } });
      return [said(answer), (await box.journal()).at(-1)?.warnings];
    },
    seen: {
      'refuse-400': [no('message.delivery_status: only in an edit'), undefined],
      ignore: [OK, ['message.delivery_status: only in an edit']],
    },
  },
  'edit-status-place': {
    see: async () => {
      await box.kommo.send(outgoing('import', users[0].id, { msgid: 'm-1' }));
      await edit({ delivery_status: { status_code: 2 } });
      return (await messagesOf(box))[0]?.status;
    },
    seen: { message: null, both: 'read' },
  },
  'flat-reply': {
    see: async () => {
      await first();
      const answer = await send({ reply_to: { msgid: 'm-1' } });
      return [said(answer), (await messagesOf(box))[1]?.quote?.text];
    },
    seen: { 'refuse-400': [no('reply_to.message: required'), undefined], accept: [OK, 'x'] },
  },
  'react-emoji': {
    see: async () => {
      await first();
      return said(await react({ emoji: undefined }));
    },
    seen: { required: no('emoji: required for react'), optional: OK },
  },
  'unlisted-account': {
    see: async () => {
      const amojoId = '5a0db0c5-0000-4000-8000-00000000a002';
      await box.control('POST', '/kommo/accounts', { amojoId, id: 2, subdomain: 'other', users: [] });
      return (await connect({ account_id: amojoId })).status;
    },
    seen: { 'refuse-403': 403, accept: 200 },
  },
  'connect-title': {
    see: async () => said(await connect({ title: undefined })),
    seen: { required: no('title: required'), optional: OK },
  },
  'connect-again': {
    see: async () => pick(await connect({ title: 'Second' }), 'title'),
    seen: { 'last-wins': 'Second', 'first-stays': 'Courier' },
  },
  'connect-answer': {
    see: async () => Object.keys((await connect()).json as object).includes('is_time_window_disabled'),
    seen: { full: true, old: false },
  },
  'connect-hook-version': {
    see: async () => {
      const answers = [await connect({ hook_api_version: 'v1' }), await connect({ hook_api_version: undefined })];
      await box.managerWrites(chatOf(await first()), 'Hi');
      const hook = (await box.courier.until(1))[0]?.json as object;
      return [...answers.map(said), Object.keys(hook).includes('conversation_id')];
    },
    seen: {
      'v2-only': [no('hook_api_version: v2 only'), no('hook_api_version: required'), false],
      'v1-too': [OK, OK, true],
    },
  },
  'double-disconnect': {
    see: async () => {
      const body = { account_id: account.amojoId };
      const call = () => box.kommo.call('DELETE', `${channel.id}/disconnect`, body);
      return [(await call()).status, (await call()).status];
    },
    seen: { 'accept-200': [200, 200], 'refuse-404': [200, 404] },
  },
  'success-body': {
    see: async () => (await box.kommo.status(await written(), { status_code: 1 })).text,
    seen: { empty: '', '{}': '{}' },
  },
  'create-chat-user': {
    see: async () => said(await post('chats', { conversation_id: 'chat-1', user: { ref_id: users[0].id } })),
    seen: { strict: no('user.id: required'), lenient: OK },
  },
  'create-chat-contact': {
    see: async () => {
      const user = { id: 'person-1', name: 'Ana', profile: { phone: '1', email: 'a@example.org' } };
      const { json } = await post('chats', { conversation_id: 'chat-1', user });
      const { phone, profile } = (json as { user: Record<string, unknown> }).user;
      return { phone, profile };
    },
    seen: {
      flat: { phone: '1', profile: undefined },
      nested: { phone: undefined, profile: { phone: '1', email: 'a@example.org' } },
    },
  },
  'phone-plus': {
    see: async () => {
      const user = { id: 'person-1', name: 'Ana', profile: { phone: '+15550100001' } };
      return pick(await post('chats', { conversation_id: 'chat-1', user }), 'user', 'phone');
    },
    seen: { dropped: '15550100001', kept: '+15550100001' },
  },
  'other-person-in-chat': {
    see: async () => {
      await first();
      return said(await send({ sender: { id: 'person-2', name: 'Ben' } }));
    },
    seen: { accept: OK, 'refuse-400': no('sender: another customer is in this chat') },
  },
  'unknown-sender': {
    see: async () => said(await box.kommo.send(outgoing('x', NOBODY))),
    seen: {
      'refuse-400': no('sender: user not found'),
      'refuse-403': no('sender: user not found', 403),
      'refuse-404': no('sender: user not found', 404),
    },
  },
  'outgoing-binds': {
    see: async () => {
      const begun = { scopeId: SCOPE, phone: '+15550100042', userId: users[0].id, text: 'Hi' };
      const chat = (await box.control('POST', '/kommo/write-first', begun)).json as {
        id: string;
        customer: { id: string };
      };
      const receiver = { id: 'own-person', ref_id: chat.customer.id, name: 'Ana' };
      const more = { conversation_id: 'own-chat', conversation_ref_id: chat.id, receiver };
      await box.kommo.send(outgoing('import', users[1].id, more));
      const [shown] = await inbox(box);
      return [shown?.clientId, shown?.customer.clientId, shown?.messages.length];
    },
    seen: { yes: ['own-chat', 'own-person', 2], no: [null, null, 2] },
  },
  'silent-default': {
    see: async () => {
      await first();
      await send({ silent: false });
      return (await messagesOf(box)).map(({ notified }) => notified);
    },
    seen: { off: [true, true], on: [false, true] },
  },
  'repeated-msgid': {
    see: async () => {
      const ids = pick(await first(), 'new_message', 'msgid');
      const again = await first();
      const same = again.status === 200 ? pick(again, 'new_message', 'msgid') === ids : undefined;
      return [said(again), same, (await messagesOf(box)).length];
    },
    seen: {
      'same-ids': [OK, true, 1],
      'refuse-400': [no('msgid: already exists'), undefined, 1],
      'store-again': [OK, false, 2],
    },
  },
  'msgid-unique-within': {
    see: async () => {
      await first();
      await first();
      await send({ msgid: 'm-1', conversation_id: 'chat-2' });
      await edit({ conversation_id: 'chat-1' });
      return (await inbox(box)).map(({ messages }) => messages.map(({ text }) => text));
    },
    seen: { scope: [['edited']], chat: [['edited'], ['x']] },
  },
  'response-ids': {
    see: async () => Object.keys(((await first()).json as { new_message: object }).new_message),
    seen: { full: ['conversation_id', 'sender_id', 'msgid', 'ref_id'], old: ['msgid', 'ref_id'] },
  },
  'response-receiver-id': {
    see: async () => {
      const { new_message } = (await first()).json as { new_message: { receiver_id?: null } };
      const imported = await box.kommo.send(outgoing('x', users[0].id));
      return [new_message.receiver_id, typeof pick(imported, 'new_message', 'receiver_id')];
    },
    seen: { absent: [undefined, 'string'], null: [null, 'string'] },
  },
  'unknown-quote': {
    see: async () => [
      said(await send({ reply_to: { message: { msgid: 'none' } } })),
      said(await send({ forwards: { messages: [{ id: NOBODY }] } })),
    ],
    seen: {
      'refuse-400': [no('reply_to.message: message not found'), no('forwards.messages.0: message not found')],
      ignore: [OK, OK],
    },
  },
  'user-import-echo': {
    see: async () => {
      await box.kommo.send(outgoing('by user', users[0].id, { msgid: 'by-user' }));
      await box.kommo.send(outgoing('by bot', channel.bot.id));
      await box.managerWrites('chat-1', 'last');
      await eventually(async () => (await messagesOf(box)).find(({ text, hook }) => text === 'last' && hook));
      return (await messageHooks(box, 1)).map(({ message }) => message.text).sort();
    },
    seen: { none: ['last'], hook: ['by user', 'last'] },
  },
  'unknown-edit': {
    see: async () => said(await edit({ msgid: 'none' })),
    seen: { 'refuse-400': no('msgid: message not found'), accept: OK },
  },
  'edit-ids': {
    see: async () => said(await edit({ msgid: undefined, id: pick(await first(), 'new_message', 'msgid') })),
    seen: { either: OK, 'msgid-required': no('msgid: required') },
  },
  'edit-conversation': {
    see: async () => {
      await first();
      return said(await edit({ conversation_id: 'chat-2' }));
    },
    seen: { 'refuse-400': no('conversation_id: the message is in another chat'), ignore: OK },
  },
  'edit-changes-type': {
    see: async () => {
      await first();
      const answer = await edit({ message: { type: 'location', location: { lon: 1, lat: 2 } } });
      return [said(answer), (await messagesOf(box))[0]?.type];
    },
    seen: { accept: [OK, 'location'], 'refuse-400': [no('message.type: the message is of type text'), 'text'] },
  },
  'edit-time-limit-ms': {
    see: async () => {
      const threeDaysAgo = Date.now() - 3 * 86_400_000;
      await send({ msgid: 'm-1', timestamp: Math.floor(threeDaysAgo / 1000), msec_timestamp: threeDaysAgo });
      return said(await edit({}));
    },
    seen: { 0: OK, 172800000: no('msgid: the message is too old to be edited') },
  },
  'edit-answer-sender': {
    see: async () => {
      await first();
      return Object.keys(((await edit({})).json as { new_message: object }).new_message).includes('sender_id');
    },
    seen: { there: true, absent: false },
  },
  'delivery-status-field': {
    see: async () => status(await written(), { delivery_status: 1 }),
    seen: { both: OK, 'status_code-only': no('status_code: required') },
  },
  'delivery-error-without-failure': {
    see: async () => status(await written(), { status_code: 1, error_code: 905, error: 'x' }),
    seen: { 'refuse-400': no('error_code: only with status -1'), ignore: OK },
  },
  'delivery-status-own-id': {
    see: async () => {
      await box.kommo.send(outgoing('import', users[0].id, { msgid: 'own-1' }));
      return (await box.kommo.status('own-1', { status_code: 1 })).status;
    },
    seen: { 'refuse-404': 404, accept: 200 },
  },
  'delivery-status-backwards': {
    see: async () => {
      const id = await written();
      await box.kommo.status(id, { status_code: 2 });
      const answer = await status(id, { status_code: 1 });
      return [answer, (await messagesOf(box)).find((message) => message.id === id)?.status];
    },
    seen: {
      ignore: [OK, 'read'],
      'refuse-400': [no('status_code: status cannot go backwards'), 'read'],
      accept: [OK, 'delivered'],
    },
  },
  'typing-bad-data': {
    see: async () => said(await post('typing', { conversation_id: 'none', sender: { id: 'person-1' } })),
    seen: {
      'refuse-400': no('conversation_id: chat not found'),
      'refuse-404': no('conversation_id: chat not found', 404),
    },
  },
  'typing-first-call': {
    see: async () => {
      await first();
      const shown = async () => {
        const { status: code } = await post('typing', { conversation_id: 'chat-1', sender: { id: 'person-1' } });
        return [code, (await inbox(box))[0]?.typingUntil !== null];
      };
      return [await shown(), await shown()];
    },
    seen: {
      shows: [
        [204, true],
        [204, true],
      ],
      'opens-profile': [
        [204, false],
        [204, true],
      ],
    },
  },
  'reaction-unknown-user': {
    see: async () => {
      await first();
      return said(await react({ user: { id: 'stranger' } }));
    },
    seen: { 'refuse-400': no('user: user not found'), accept: OK },
  },
  'history-default-limit': {
    see: async () => {
      const sent = await first();
      for (let n = 0; n < 24; n += 1) await send();
      return (await historyOf(sent))?.length;
    },
    seen: { 50: 25, 20: 20 },
  },
  'history-limit-over-50': {
    see: async () => (await box.kommo.history(chatOf(await first()), '?limit=51')).status,
    seen: { 'refuse-400': 400, cut: 200 },
  },
  'history-order': {
    see: async () => {
      const sent = await send({ msgid: 'a', msec_timestamp: 1000 });
      await send({ msgid: 'b', msec_timestamp: 2000 });
      return (await historyOf(sent))?.map(({ client_id }) => client_id);
    },
    seen: { 'newest-first': ['b', 'a'], 'oldest-first': ['a', 'b'] },
  },
  'history-lag-ms': {
    see: async () => (await box.kommo.history(chatOf(await first()))).status,
    seen: { 0: 200, 2000: 204, 10000: 204 },
  },
  'history-media': {
    see: async () => {
      const media = files.file('/1.bin', 'x');
      await box.assume({ 'media-fetch-delay-ms': 0 });
      const sent = await send({ message: { type: 'file', media } });
      await fetched();
      return (await historyOf(sent))?.map((message) => message.media === media);
    },
    seen: { 'own-url': [false], 'as-sent': [true] },
  },
  'history-empty-values': {
    see: async () => Object.keys((await historyOf(await first()))?.[0] ?? {}),
    seen: {
      there: ['id', 'client_id', 'type', 'text', 'media', 'thumbnail', 'file_name', 'file_size'],
      absent: ['id', 'client_id', 'type', 'text'],
    },
  },
  'media-fetch-delay-ms': {
    see: async () => {
      await send({ message: { type: 'file', media: files.file('/1.bin', 'x') } });
      await fetched();
      const [answered, fetch] = (await box.journal()).slice(-2);
      return (fetch?.startedAt ?? 0) - (answered?.startedAt ?? 0) >= 400;
    },
    seen: { 0: false, 400: true },
  },
  'media-fetch-tries': {
    see: async () => {
      await withFile(MEDIA);
      return (await box.journal()).filter(({ operation }) => operation === 'media-fetch').length;
    },
    seen: { 3: 3, 1: 1, 0: 0 },
  },
  'media-fetch-timeout-ms': {
    see: () => withFile(files.on('/slow', (_req, res) => setTimeout(() => res.end('x'), 1200))),
    seen: { 10000: ['there', null], 1000: ['failed', 'no whole answer in time'] },
  },
  'media-fetch-limit-bytes': {
    see: () => withFile(files.file('/big', Buffer.alloc(2_097_153))),
    seen: { 104857600: ['there', null], 2097152: ['failed', 'larger than 2097152 bytes'], 0: ['there', null] },
  },
  'media-fetch-redirects': {
    see: () => {
      const Location = files.file('/there', 'x');
      return withFile(files.on('/here', (_req, res) => res.writeHead(302, { Location }).end()));
    },
    seen: { refuse: ['failed', 'answered 302, not 200'], follow: ['there', null] },
  },
  'attachment-life-ms': {
    see: async () => {
      const file = await upload(box, 'a.pdf', 'application/pdf', 'x');
      await manager(box, chatOf(await first())).writes({ file: file.id });
      const media = String((await messageHooks(box, 1))[0]?.message.media);
      await box.control('PUT', '/clock', { offsetMs: 3_700_000 });
      return (await fetch(media)).status;
    },
    seen: { 0: 200, 3600000: 404 },
  },
  'attachment-limit-mb': {
    see: async () => {
      const file = await upload(box, 'a.bin', 'application/octet-stream', Buffer.alloc(2_097_153));
      return (await manager(box, chatOf(await first())).writes({ file: file.id })).status;
    },
    seen: { 0: 201, 2: 413 },
  },
  'hook-newline': {
    see: async () => {
      await box.managerWrites(chatOf(await first()), 'Hi');
      const { createHmac } = await import('node:crypto');
      const { raw = '', headers } = (await box.courier.until(1))[0] ?? {};
      const over = (text: string) => createHmac('sha1', channel.secret).update(text).digest('hex');
      return [raw.endsWith('\n'), headers?.['x-signature'] === over(raw)];
    },
    seen: { unsigned: [true, false], none: [false, true], signed: [true, true] },
  },
  'hook-optional-fields': {
    see: async () => {
      await box.managerWrites(chatOf(await first()), 'Hi');
      const { receiver, message } = (await messageHooks(box, 1))[0] ?? {};
      return [receiver?.email, message?.tag, message?.file_size, message?.template];
    },
    seen: {
      full: ['', '', 0, undefined],
      sparse: [undefined, undefined, undefined, undefined],
      null: [null, null, null, null],
    },
  },
  'reaction-hook': {
    see: async () => {
      const sent = await first();
      await manager(box, chatOf(sent)).reacts(pick(sent, 'new_message', 'msgid'), '👍');
      const { reaction } = (await actions(box, 1))[0] as { reaction: object };
      return Object.keys(reaction);
    },
    seen: {
      message: ['message', 'user', 'conversation', 'type', 'emoji'],
      msgid: ['msgid', 'user', 'conversation', 'type', 'emoji'],
    },
  },
};

test('every reading of Kommo’s sheet is tried, under each of its values', async () => {
  const listed = (await box.control('GET', '/assumptions')).json as Record<string, AssumptionView>;
  const ours = Object.keys(listed).filter((name) => listed[name]?.text.includes('kommo-chat-api.md'));
  expect(Object.keys(CASES).sort()).toEqual(ours.sort());
  for (const [name, { values, ...rest }] of Object.entries(KOMMO_READINGS)) {
    const { seen } = CASES[name as KommoReading];
    if ('free' in rest) expect([name, Object.keys(seen).length > 0]).toEqual([name, true]);
    else expect([name, Object.keys(seen).sort()]).toEqual([name, values.map(String).sort()]);
  }
});

const tried = Object.entries(CASES).flatMap(([name, { see, seen }]) =>
  Object.entries(seen).map(([value, expected]) => [name, value, see, expected] as const),
);

test.each(tried)('%s: %s', async (name, value, see, expected) => {
  const free = 'free' in KOMMO_READINGS[name as KommoReading];
  expect((await box.assume({ [name]: free ? Number(value) : value })).status).toBe(200);
  expect(await see()).toEqual(expected);
});
