import { NoAnswer } from '../../../src/http/client';
import type { OutboundContent, OutboundPart } from '../../../src/messengers/contract';
import { whatsapp } from '../../../src/messengers/whatsapp';
import { graphError, graphOk, ScriptedGraph } from '../support/scripted-graph';
import { errorOf, fileOf } from '../telegram/scripted-http';
import { contextOf, SEND, SENT, UPLOAD, never } from './calls';
import { NOW, TOKEN, USER } from './webhooks';

const part = (content: OutboundContent, more: Partial<OutboundPart> = {}): OutboundPart => ({
  key: 'm-1/0',
  chat: USER,
  content,
  lastInboundAt: NOW - 1_000,
  ...more,
});
const text = (said: string, more: Partial<OutboundPart> = {}) => part({ type: 'text', text: said }, more);

/** What was sent. */
async function sent(outbound: OutboundPart, http = new ScriptedGraph({ [SEND]: SENT })): Promise<unknown> {
  expect(await whatsapp.send(contextOf(http), outbound)).toEqual({
    remoteId: 'wamid.OUT',
    at: NOW,
    chat: '16505551234',
  });
  return http.only(SEND).json;
}

const addressed = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  recipient: USER,
  biz_opaque_callback_data: 'm-1/0',
};

describe('a text', () => {
  it('goes with the token, to the version that is set', async () => {
    const http = new ScriptedGraph({ [SEND]: SENT });
    expect(await sent(text('Hi'), http)).toEqual({
      ...addressed,
      type: 'text',
      text: { body: 'Hi', preview_url: false },
    });
    expect(http.only(SEND)).toMatchObject({ bearer: TOKEN, version: 'v26.0' });
  });

  it('with a link has a preview', async () => {
    expect(await sent(text('See https://x.y'))).toMatchObject({ text: { preview_url: true } });
  });

  it('quotes, where WhatsApp knows the message', async () => {
    expect(await sent(text('Hi', { replyTo: 'wamid.Q' }))).toMatchObject({ context: { message_id: 'wamid.Q' } });
    expect(await sent(text('Hi', { replyTo: 'other' }))).not.toHaveProperty('context');
    expect(whatsapp.isMessageId?.('wamid.Q')).toBe(true);
    expect(whatsapp.isMessageId?.('other')).toBe(false);
  });

  it('to somebody who never wrote says so in what comes back', async () => {
    const first = never(text('Hi'));
    expect(await sent(first)).toMatchObject({ biz_opaque_callback_data: 'first:m-1/0' });
  });

  it.each([
    ['16505551234', { to: '+16505551234' }],
    ['+16505551234', { to: '+16505551234' }],
    ['US.ENT.11815799212886844830', { recipient: 'US.ENT.11815799212886844830' }],
  ])('to %s', async (chat, recipient) => {
    expect(await sent(text('Hi', { chat }))).toMatchObject(recipient);
  });

  it.each(['', 'ann.lee', '+', 'us.1', 'US.1;DROP', '+1 650'])('does not go to %j', async (chat) => {
    const http = new ScriptedGraph();
    expect(await errorOf(whatsapp.send(contextOf(http), text('Hi', { chat })))).toMatchObject({
      code: 904,
      retry: 'no',
    });
    expect(http.calls).toEqual([]);
  });
});

describe('buttons', () => {
  const rows = (...labels: string[][]) => labels.map((row) => row.map((label) => ({ text: label })));

  it('stand under the text and bring back their place', async () => {
    const content = { type: 'text', text: 'Choose', buttons: rows(['Yes', ' No '], ['Later']) } as const;
    expect(await sent(part(content))).toEqual({
      ...addressed,
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Choose' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'b:0:0', title: 'Yes' } },
            { type: 'reply', reply: { id: 'b:0:1', title: 'No' } },
            { type: 'reply', reply: { id: 'b:1:0', title: 'Later' } },
          ],
        },
      },
    });
  });

  it('without words are none', async () => {
    expect(await sent(part({ type: 'text', text: 'Hi', buttons: rows([' ']) }))).toMatchObject({ type: 'text' });
  });

  it.each([
    ['two alike', rows(['Yes', 'Yes']), 'same words'],
    ['four', rows(['1', '2', '3', '4']), 'too many'],
    ['a long one', rows(['x'.repeat(21)]), 'too long'],
  ])('%s are refused', async (_, buttons, why) => {
    const http = new ScriptedGraph();
    const error = await errorOf(whatsapp.send(contextOf(http), part({ type: 'text', text: 'Hi', buttons })));
    expect(error).toMatchObject({ code: 905, retry: 'no', text: expect.stringContaining(why) as string });
  });
});

it('sends a menu, whose rows are counted over its sections', async () => {
  const http = new ScriptedGraph({ [SEND]: SENT });
  const where = { key: 'm-1/0', chat: USER, lastInboundAt: NOW };
  const list = {
    header: 'H'.repeat(61),
    body: 'What would you like?',
    footer: 'Shop',
    button: 'Open',
    sections: [
      {
        title: 'Hot',
        rows: [
          { data: 'a', title: 'Tea', description: 'Green' },
          { data: 'b', title: 'Coffee' },
        ],
      },
      { rows: [{ data: 'c', title: 'Water' }] },
    ],
  };
  expect(await whatsapp.sendList?.(contextOf(http), { ...where, list })).toEqual({
    remoteId: 'wamid.OUT',
    at: NOW,
    chat: '16505551234',
  });
  expect(http.only(SEND).json).toEqual({
    ...addressed,
    type: 'interactive',
    interactive: {
      type: 'list',
      header: { type: 'text', text: `${'H'.repeat(59)}…` },
      body: { text: 'What would you like?' },
      footer: { text: 'Shop' },
      action: {
        button: 'Open',
        sections: [
          {
            title: 'Hot',
            rows: [
              { id: 'l:0', title: 'Tea', description: 'Green' },
              { id: 'l:1', title: 'Coffee' },
            ],
          },
          { title: '2', rows: [{ id: 'l:2', title: 'Water' }] },
        ],
      },
    },
  });
});

describe('a file', () => {
  const uploading = () => new ScriptedGraph({ [UPLOAD]: graphOk({ id: '4490709327384033' }), [SEND]: SENT });
  const id = '4490709327384033';

  it.each([
    ['picture', 'image/png', { type: 'image', image: { id, caption: 'Look' } }],
    ['video', 'video/mp4', { type: 'video', video: { id, caption: 'Look' } }],
    ['file', 'application/pdf', { type: 'document', document: { id, caption: 'Look', filename: 'a.bin' } }],
    ['voice', 'audio/ogg; codecs=opus', { type: 'audio', audio: { id, voice: true } }],
    ['voice', 'audio/mpeg', { type: 'audio', audio: { id } }],
    ['audio', 'audio/ogg; codecs=opus', { type: 'audio', audio: { id } }],
    ['sticker', 'image/webp', { type: 'sticker', sticker: { id } }],
  ] as const)('that is a %s (%s) is uploaded, and then sent', async (type, mimeType, block) => {
    const http = uploading();
    expect(await sent(part({ type, file: fileOf(mimeType), caption: 'Look' }), http)).toEqual({
      ...addressed,
      ...block,
    });
    const plain = mimeType.split(';')[0] ?? '';
    expect(http.only(UPLOAD)).toMatchObject({
      bearer: TOKEN,
      fields: { messaging_product: 'whatsapp', type: plain },
      files: { file: { name: 'a.bin', type: plain, bytes: 'bytes' } },
    });
  });

  it('of a type that WhatsApp does not name is fetched by it', async () => {
    const http = uploading().on(UPLOAD, graphError(100));
    expect(await sent(part({ type: 'file', file: fileOf('application/zip') }), http)).toMatchObject({
      document: { link: 'https://courier.example/media/a.bin', filename: 'a.bin' },
    });
  });

  it.each([
    ['refused', graphError(131053), 905, 'no'],
    ['without an answer', new NoAnswer('maybe', 'the connection broke'), 903, 'later'],
    ['to a server with an error', { status: 500, body: '<html>' }, 903, 'later'],
  ])('whose upload is %s is not sent', async (_, answer, code, retry) => {
    const http = uploading().on(UPLOAD, answer);
    const error = await errorOf(whatsapp.send(contextOf(http), part({ type: 'picture', file: fileOf('image/png') })));
    expect(error).toMatchObject({ code, retry });
    expect(http.made(SEND)).toEqual([]);
  });
});

describe('a send without a good answer', () => {
  it.each([
    ['that never came', new NoAnswer('maybe', 'the connection broke'), 905, 'unknown'],
    ['as nothing went out', new NoAnswer('no', 'the connection was refused'), 903, 'later'],
    ['that is not JSON', { status: 200, body: '<html>' }, 905, 'unknown'],
    ['that names no message', graphOk({ messages: [] }), 905, 'unknown'],
    ['of something between', { status: 502, body: '<html>' }, 905, 'unknown'],
    ['that it cannot be used now', { status: 503, body: '' }, 903, 'later'],
    ['that it is too much', { status: 429, body: '' }, 903, 'later'],
    ['of somebody else', { status: 404, body: '<html>' }, 905, 'no'],
  ])('%s', async (_, answer, code, retry) => {
    const http = new ScriptedGraph({ [SEND]: answer });
    expect(await errorOf(whatsapp.send(contextOf(http), text('Hi')))).toMatchObject({ code, retry });
  });

  it('never shows a secret or a number of the customer', async () => {
    const words = `Malformed access token ${TOKEN} for +1 (650) 555-1234`;
    const http = new ScriptedGraph({ [SEND]: graphError(100, { error_data: { details: words } }) });
    const error = await errorOf(whatsapp.send(contextOf(http), text('Hi')));
    expect(`${error.message} ${error.text} ${error.stack ?? ''}`).not.toMatch(/EAAG|650|1234/);
  });
});

describe('a reaction', () => {
  const reaction = { chat: USER, remoteId: 'wamid.IN', emoji: '👍' };

  it.each([
    ['👍', '👍'],
    [null, ''],
  ])('%s', async (emoji, wire) => {
    const http = new ScriptedGraph({ [SEND]: SENT });
    await whatsapp.react?.(contextOf(http), { ...reaction, emoji });
    expect(http.only(SEND).json).toMatchObject({
      recipient: USER,
      type: 'reaction',
      reaction: { message_id: 'wamid.IN', emoji: wire },
    });
  });

  it('may be repeated where there was no answer', async () => {
    const http = new ScriptedGraph({ [SEND]: new NoAnswer('maybe', 'broke') });
    const error = await errorOf(whatsapp.react?.(contextOf(http), reaction) ?? Promise.resolve());
    expect(error).toMatchObject({ code: 903, retry: 'later' });
  });

  it('to something that is no message of WhatsApp is refused', async () => {
    const http = new ScriptedGraph();
    const error = await errorOf(whatsapp.react?.(contextOf(http), { ...reaction, remoteId: 'x' }) ?? Promise.resolve());
    expect(error).toMatchObject({ code: 905, retry: 'no' });
  });
});

describe('typing', () => {
  it("belongs to the customer's newest message, which is read by that", async () => {
    const http = new ScriptedGraph({ [SEND]: graphOk({ success: true }) });
    await whatsapp.typing?.(contextOf(http), USER, 'wamid.IN');
    expect(http.only(SEND).json).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.IN',
      typing_indicator: { type: 'text' },
    });
  });

  it('is not shown where the customer wrote nothing', async () => {
    const http = new ScriptedGraph();
    await whatsapp.typing?.(contextOf(http), USER);
    expect(http.calls).toEqual([]);
  });
});
