import type { OutboundContent, OutboundPart } from '../../../src/messengers/contract';
import { custom } from '../../../src/messengers/custom';
import { FROM_COURIER } from '../../../src/messengers/custom/protocol/from-courier';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, credentials, NOW, OUTBOUND, ScriptedService, secretOf, SERVICE, sign } from './service';

const KEY = '0b6e6b0c-1111-4222-8333-123456789abc';
const ID = `brg-${KEY}`;
const file = {
  name: 'menu.pdf',
  mimeType: 'application/pdf',
  size: 123,
  durationS: 4,
  open: () => {
    throw new Error('files go as links');
  },
  link: () => 'https://courier.example/media/x/menu.pdf',
};
const attachment = {
  url: 'https://courier.example/media/x/menu.pdf',
  name: 'menu.pdf',
  mime_type: 'application/pdf',
  size: 123,
  duration_s: 4,
};

async function told(content: OutboundContent, more: Partial<OutboundPart> = {}) {
  const http = new ScriptedService();
  const sent = await custom.send(contextOf(http), { key: KEY, chat: 'c1', content, ...more });
  expect(FROM_COURIER['message.created'].schema.parse(http.last.event)).toEqual(http.last.event);
  return { sent, http, ...http.last };
}

it('a text, with all that goes with it', async () => {
  const writtenAt = NOW - 5_000;
  const { sent, event, url, headers } = await told(
    { type: 'text', text: 'Hello' },
    { writtenAt, customer: 'u1', replyTo: 'svc-1' },
  );
  expect(sent).toEqual({ remoteId: ID, at: NOW });
  expect(url).toBe(SERVICE);
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': `evt_${KEY}` });
  expect(event).toEqual({
    type: 'message.created',
    version: '1',
    timestamp: '2026-11-21T09:59:55.000Z',
    data: {
      message: {
        id: ID,
        created_at: '2026-11-21T09:59:55.000Z',
        sender: { type: 'agent' },
        text: 'Hello',
        reply_to: { id: 'svc-1' },
      },
      conversation: { id: 'c1' },
      contact: { id: 'u1' },
    },
  });
});

it('is signed over its bytes, at the time of the attempt', async () => {
  const { headers, body } = await told({ type: 'text', text: 'ü你' }, { writtenAt: 1 });
  expect(headers['webhook-timestamp']).toBe(String(NOW / 1_000));
  expect(headers['webhook-signature']).toBe(sign(OUTBOUND, `evt_${KEY}`, NOW / 1_000, body));
});

it('is signed with both secrets while one follows the other', async () => {
  const http = new ScriptedService();
  const outboundSecret = `${secretOf(9)} ${OUTBOUND}`;
  await custom.send(contextOf(http, { ...credentials, outboundSecret }), {
    key: KEY,
    chat: 'c1',
    content: { type: 'text', text: 'x' },
  });
  const { headers, body } = http.last;
  const both = [secretOf(9), OUTBOUND].map((secret) => sign(secret, `evt_${KEY}`, NOW / 1_000, body));
  expect(headers['webhook-signature']).toBe(both.join(' '));
});

it('is the same in every attempt, and another for every part', async () => {
  const part = { type: 'text', text: 'x' } as const;
  const first = await told(part, { writtenAt: 7 });
  const again = await told(part, { writtenAt: 7 });
  expect(again.body).toEqual(first.body);
  expect(again.headers['webhook-id']).toBe(first.headers['webhook-id']);
  const other = await told(part, { key: `${KEY}/1` });
  expect(other.sent.remoteId).toBe(`${ID}-1`);
  expect(other.headers['webhook-id']).toBe(`evt_${KEY}-1`);
});

it.each(['picture', 'video', 'voice', 'audio', 'file', 'sticker'] as const)('a %s goes as a link', async (type) => {
  const { event } = await told({ type, file, caption: 'Here' });
  expect(event.data.message).toMatchObject({ text: 'Here', attachments: [{ kind: type, ...attachment }] });
});

it('buttons know their places', async () => {
  const buttons = [[{ text: 'Yes' }, { text: 'No' }], [{ text: 'Site', url: 'https://x.example' }]];
  const { event } = await told({ type: 'text', text: 'Well?', buttons });
  expect(event.data.message).toMatchObject({
    buttons: [
      { id: '0-0', title: 'Yes', kind: 'reply' },
      { id: '0-1', title: 'No', kind: 'reply' },
      { id: '1-0', title: 'Site', kind: 'url', url: 'https://x.example' },
    ],
  });
});

describe('a reaction', () => {
  it.each([
    ['👍', ['👍']],
    [null, []],
  ])('%s is told as %j', async (emoji, reactions) => {
    const http = new ScriptedService();
    http.pong = { capabilities: { reactions: 'any' } };
    await custom.react?.(contextOf(http), { chat: 'c1', remoteId: 'svc-1', emoji });
    expect(http.last.event).toMatchObject({
      type: 'message.reaction',
      data: { message: { id: 'svc-1' }, conversation: { id: 'c1' }, sender: { type: 'agent' }, reactions },
    });
    expect(FROM_COURIER['message.reaction'].schema.parse(http.last.event)).toEqual(http.last.event);
  });

  it('is not told to a service that has none', async () => {
    const http = new ScriptedService();
    const reacted = custom.react?.(contextOf(http), { chat: 'c1', remoteId: 'svc-1', emoji: '👍' });
    expect(await errorOf(reacted ?? Promise.resolve())).toMatchObject({ code: 905, retry: 'no' });
    expect(http.types()).toEqual(['connection.ping']);
  });
});

describe('typing', () => {
  it.each([
    [{ typing: true }, ['connection.ping', 'typing.changed']],
    [{}, ['connection.ping']],
  ])('with %j is told by %j', async (capabilities, types) => {
    const http = new ScriptedService();
    http.pong = { capabilities };
    await custom.typing?.(contextOf(http), 'c1');
    expect(http.types()).toEqual(types);
  });
});
