import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { pick, type Answered } from './support/http';
import { incoming, outgoing, SCOPE } from './support/kommo-caller';

const { account, channel, users } = SANDBOX.kommo;
const NOBODY = '00000000-0000-4000-8000-000000000000';
const UUID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as string;

let box: Harness;
let chatId: string;
let writtenId: string;
beforeEach(async () => {
  box = await Harness.start();
  await box.kommo.connect();
  chatId = pick(await box.kommo.send(incoming('Hello', { msgid: 'm-1' })), 'new_message', 'conversation_id');
  writtenId = pick(await box.managerWrites(chatId, 'Hi'), 'id');
});
afterEach(() => box.stop());

interface Operation {
  readonly method: string;
  /** Below `/v2/origin/custom/`, of this channel or scope. */
  readonly path: (owner: string) => string;
  readonly owner: 'channel' | 'scope';
  readonly body?: object;
  readonly answer: { readonly status: number; readonly json?: unknown };
  /** A body that is bad data, and what is bad. */
  readonly bad?: readonly [object, string];
}

const message = (more: object = {}) => ({ event_type: 'new_message', payload: incoming('x', more) });
const stored = (more: object) => ({ new_message: { conversation_id: UUID, sender_id: UUID, msgid: UUID, ...more } });

/** kommo-chat-api.md §6. */
const OPERATIONS: Readonly<Record<string, () => Operation>> = {
  connect: () => ({
    method: 'POST',
    path: (owner) => `${owner}/connect`,
    owner: 'channel',
    body: { account_id: account.amojoId, title: 'Courier', hook_api_version: 'v2' },
    answer: {
      status: 200,
      json: {
        account_id: account.amojoId,
        scope_id: SCOPE,
        title: 'Courier',
        hook_api_version: 'v2',
        is_time_window_disabled: false,
      },
    },
    bad: [{ account_id: 5 }, 'account_id: expected string, received number'],
  }),
  disconnect: () => ({
    method: 'DELETE',
    path: (owner) => `${owner}/disconnect`,
    owner: 'channel',
    body: { account_id: account.amojoId },
    answer: { status: 200 },
    bad: [{}, 'account_id: required'],
  }),
  'create chat': () => ({
    method: 'POST',
    path: (owner) => `${owner}/chats`,
    owner: 'scope',
    body: { conversation_id: 'chat-9', user: { id: 'p-9', name: 'Ben', profile: { email: 'b@example.org' } } },
    answer: {
      status: 200,
      json: { id: UUID, user: { id: UUID, client_id: 'p-9', name: 'Ben', email: 'b@example.org' } },
    },
    bad: [{ conversation_id: 'chat-9', user: { id: 'p-9' } }, 'user.name: required'],
  }),
  'incoming message': () => ({
    method: 'POST',
    path: (owner) => owner,
    owner: 'scope',
    body: message({ msgid: 'm-9' }),
    answer: { status: 200, json: stored({ ref_id: 'm-9' }) },
    bad: [message({ sender: { id: 'p', ref_id: NOBODY, name: 'A' } }), 'sender: user not found'],
  }),
  'outgoing message': () => ({
    method: 'POST',
    path: (owner) => owner,
    owner: 'scope',
    body: { event_type: 'new_message', payload: outgoing('x', users[0].id, { msgid: 'm-9' }) },
    answer: { status: 200, json: stored({ sender_id: users[0].id, receiver_id: UUID, ref_id: 'm-9' }) },
    bad: [{ event_type: 'new_message', payload: outgoing('x', NOBODY) }, 'sender: user not found'],
  }),
  edit: () => ({
    method: 'POST',
    path: (owner) => owner,
    owner: 'scope',
    body: { event_type: 'edit_message', payload: { ...incoming('edited'), msgid: 'm-1' } },
    answer: { status: 200, json: stored({ ref_id: 'm-1' }) },
    bad: [{ event_type: 'edit_message', payload: { ...incoming('x'), msgid: 'none' } }, 'msgid: message not found'],
  }),
  'delivery status': () => ({
    method: 'POST',
    path: (owner) => `${owner}/${writtenId}/delivery_status`,
    owner: 'scope',
    body: { status_code: 1 },
    answer: { status: 200 },
    bad: [{ status_code: 5 }, 'status_code: 1, 2 or -1 expected'],
  }),
  history: () => ({
    method: 'GET',
    path: (owner) => `${owner}/chats/${chatId}/history?limit=1&offset=1`,
    owner: 'scope',
    answer: {
      status: 200,
      json: {
        messages: [
          {
            timestamp: expect.any(Number) as number,
            msec_timestamp: expect.any(Number) as number,
            sender: { id: UUID, client_id: 'person-1', name: 'Ana' },
            message: {
              id: UUID,
              client_id: 'm-1',
              type: 'text',
              text: 'Hello',
              media: '',
              thumbnail: '',
              file_name: '',
              file_size: 0,
            },
          },
        ],
      },
    },
  }),
  typing: () => ({
    method: 'POST',
    path: (owner) => `${owner}/typing`,
    owner: 'scope',
    body: { conversation_id: 'chat-1', sender: { id: 'person-1' } },
    answer: { status: 204 },
    bad: [{ conversation_id: 'chat-1', sender: { id: 'nobody' } }, 'sender: user not found'],
  }),
  react: () => ({
    method: 'POST',
    path: (owner) => `${owner}/react`,
    owner: 'scope',
    body: { conversation_id: 'chat-1', msgid: 'm-1', user: { id: 'person-1' }, type: 'react', emoji: '😍' },
    answer: { status: 200 },
    bad: [
      { msgid: 'm-1', user: { id: 'person-1' }, type: 'unreact' },
      'conversation_id: conversation_id or conversation_ref_id needed',
    ],
  }),
};

const refusal = (status: number, type: string, description: string) => ({
  status,
  json: { status: 0, error_code: status, error_type: type, error_description: description },
});
const seen = ({ status, json, text }: Answered) => (text === '' ? { status } : { status, json });

describe.each(Object.entries(OPERATIONS))('%s', (_name, describe_) => {
  const call = (owner?: string, body?: object, secret?: string) => {
    const operation = describe_();
    const at = operation.path(owner ?? (operation.owner === 'channel' ? channel.id : SCOPE));
    return box.kommo.call(operation.method, at, body ?? operation.body, secret === undefined ? {} : { secret });
  };

  test('is answered', async () => {
    const answer = await call();
    expect(seen(answer)).toEqual(describe_().answer);
    if (answer.text !== '') expect(answer.headers.get('content-type')).toContain('application/json');
    expect((await box.journal()).at(-1)).toMatchObject({ status: answer.status, answer: answer.json ?? null });
  });

  test('is refused with another secret, and nothing is done', async () => {
    const before = (await box.state()).kommo;
    expect(seen(await call(undefined, undefined, 'other'))).toEqual(
      refusal(403, 'ORIGIN_INVALID_SIGNATURE', 'invalid signature'),
    );
    expect((await box.state()).kommo).toEqual(before);
  });

  test('is unknown to a channel or scope that is not there', async () => {
    const { owner } = describe_();
    const elsewhere = owner === 'channel' ? NOBODY : `${channel.id}_${NOBODY}`;
    expect(seen(await call(elsewhere))).toEqual(refusal(404, 'ORIGIN_NOT_REGISTERED', 'NOT_FOUND'));
  });

  test('is refused for bad data, and nothing is done', async () => {
    const { bad } = describe_();
    if (!bad) {
      expect((await box.kommo.history(chatId, '?limit=0')).status).toBe(400);
      return;
    }
    const [body, reason] = bad;
    const before = (await box.state()).kommo;
    expect(seen(await call(undefined, body))).toEqual(refusal(400, 'INVALID_DATA', reason));
    expect((await box.state()).kommo).toEqual(before);
  });
});

test('a message that is not there is unknown to status and reactions', async () => {
  const unknown = refusal(404, 'MESSAGE_NOT_FOUND', 'message not found');
  expect(seen(await box.kommo.status(NOBODY, { status_code: 1 }))).toEqual(unknown);
  const firstId = (await box.state()).kommo.chats[0]?.messages[0]?.id ?? '';
  // A customer's own message has no delivery to report.
  expect(seen(await box.kommo.status(firstId, { status_code: 1 }))).toEqual(unknown);
  const react = { conversation_id: 'chat-1', user: { id: 'person-1' }, type: 'react', emoji: '😍' };
  const reacted = (more: object) => box.kommo.call('POST', `${SCOPE}/react`, { ...react, ...more });
  expect(seen(await reacted({ msgid: 'none' }))).toEqual(unknown);
  expect(seen(await reacted({ id: NOBODY }))).toEqual(unknown);
  expect(seen(await reacted({ msgid: 'm-1', conversation_id: 'chat-2' }))).toEqual(unknown);
});

test('the history of a chat that is not there, or beyond its end, is empty', async () => {
  expect(seen(await box.kommo.history(NOBODY))).toEqual({ status: 204 });
  expect(seen(await box.kommo.history(chatId, '?offset=2'))).toEqual({ status: 204 });
});
