import { NoAnswer } from '../../../src/http/client';
import type { OutboundPart } from '../../../src/messengers/contract';
import { messenger } from '../../../src/messengers/messenger';
import { replyWindowOf } from '../../../src/messengers/reply-window';
import type { Button } from '../../../src/model/content';
import * as pages from '../support/pages';
import { graphError, graphOk, ScriptedGraph } from '../support/scripted-graph';

const ON = `POST ${pages.PAGE}/messages`;
const sent = graphOk({ recipient_id: pages.ANN, message_id: 'm_20' });
const HOUR = 3_600_000;

function part(more: Partial<OutboundPart> = {}): OutboundPart {
  return {
    key: 'key-1',
    chat: pages.ANN,
    content: { type: 'text', text: 'Hi' },
    lastInboundAt: pages.NOW - HOUR,
    ...more,
  };
}

const send = (graph: ScriptedGraph, more: Partial<OutboundPart> = {}, credentials = {}) =>
  messenger.send(pages.contextOf(graph, credentials), part(more));

async function messageFor(more: Partial<OutboundPart>): Promise<unknown> {
  const graph = new ScriptedGraph({ [ON]: sent });
  await send(graph, more);
  return (graph.only(ON).json as { message: unknown }).message;
}

describe('a text', () => {
  it('goes with our key, in the name of the Page', async () => {
    const graph = new ScriptedGraph({ [ON]: sent });
    expect(await send(graph)).toEqual({ remoteId: 'm_20', at: pages.NOW });
    expect(graph.only(ON)).toMatchObject({
      version: 'v26.0',
      bearer: pages.TOKEN,
      json: {
        recipient: { id: pages.ANN },
        messaging_type: 'RESPONSE',
        message: { text: 'Hi', metadata: 'key-1' },
      },
    });
  });

  it('quotes a message, also by a piece of it', async () => {
    const graph = new ScriptedGraph({ [ON]: sent });
    await send(graph, { replyTo: 'm_3#1' });
    expect(graph.only(ON).json).toMatchObject({ reply_to: { mid: 'm_3' } });
  });

  it('goes without the quote where that is gone', async () => {
    const graph = new ScriptedGraph({ [ON]: [graphError(100), sent] });
    await send(graph, { replyTo: 'm_3' });
    expect(graph.made(ON)).toHaveLength(2);
    expect(graph.made(ON)[1]?.json).not.toHaveProperty('reply_to');
  });

  it('is not tried again for another reason', async () => {
    const graph = new ScriptedGraph({ [ON]: graphError(100, { error_subcode: 2018001 }) });
    expect(await pages.errorOf(send(graph, { replyTo: 'm_3' }))).toMatchObject({ code: 904 });
    expect(graph.made(ON)).toHaveLength(1);
  });

  it('to an address that is none is not sent', async () => {
    const graph = new ScriptedGraph();
    expect(await pages.errorOf(send(graph, { chat: '../me' }))).toMatchObject({ code: 904, retry: 'no' });
    expect(graph.calls).toEqual([]);
  });
});

describe('the right to answer', () => {
  it.each([
    ['yes', 23 * HOUR, { messaging_type: 'RESPONSE' }],
    ['yes', 24 * HOUR, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }],
    ['yes', 167 * HOUR, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }],
    ['yes', 168 * HOUR, { messaging_type: 'RESPONSE' }],
    ['no', 30 * HOUR, { messaging_type: 'RESPONSE' }],
  ] as const)('human agent: %s, after %d', async (humanAgent, age, expected) => {
    const graph = new ScriptedGraph({ [ON]: sent });
    await send(graph, { lastInboundAt: pages.NOW - age }, { humanAgent });
    expect(graph.only(ON).json).toMatchObject(expected);
    if (!('tag' in expected)) expect(graph.only(ON).json).not.toHaveProperty('tag');
  });

  it('a bot has none after a day', async () => {
    const graph = new ScriptedGraph({ [ON]: sent });
    await send(graph, { lastInboundAt: pages.NOW - 30 * HOUR, byBot: true }, { humanAgent: 'yes' });
    expect(graph.only(ON).json).toMatchObject({ messaging_type: 'RESPONSE' });
    expect(graph.only(ON).json).not.toHaveProperty('tag');
  });

  it.each([
    ['yes', 168 * HOUR],
    ['no', 24 * HOUR],
  ] as const)('human agent: %s, lasts %d ms after the customer wrote', (humanAgent, windowMs) => {
    expect(replyWindowOf(messenger, { ...pages.contextOf(new ScriptedGraph({})).credentials, humanAgent })).toBe(
      windowMs,
    );
  });
});

it.each([10, 100, 200])('a late answer without the right to it holds nothing else: %d', async (code) => {
  const graph = new ScriptedGraph({ [ON]: graphError(code) });
  const late = send(graph, { lastInboundAt: pages.NOW - 30 * HOUR }, { humanAgent: 'yes' });
  expect(await pages.errorOf(late)).toMatchObject({
    code: 905,
    retry: 'no',
    text: expect.stringContaining('Human Agent') as string,
  });
});

describe('a file', () => {
  it.each([
    ['picture', 'image'],
    ['video', 'video'],
    ['voice', 'audio'],
    ['audio', 'audio'],
    ['sticker', 'image'],
    ['file', 'file'],
  ] as const)('%s is uploaded as %s', async (type, kind) => {
    const graph = new ScriptedGraph({ [ON]: sent });
    const content = { type, file: pages.fileOf('a.pdf', 'application/pdf') };
    expect(await send(graph, { content })).toMatchObject({ remoteId: 'm_20' });
    const { fields, files } = graph.only(ON);
    expect(JSON.parse(fields.recipient ?? '')).toEqual({ id: pages.ANN });
    expect(fields.messaging_type).toBe('RESPONSE');
    expect(JSON.parse(fields.message ?? '')).toEqual({ attachment: { type: kind, payload: {} }, metadata: 'key-1' });
    expect(files).toEqual({ filedata: { name: 'a.pdf', type: 'application/pdf', bytes: 'bytes' } });
  });
});

describe('buttons', () => {
  const rows = (count: number, url?: string): Button[][] =>
    Array.from({ length: count }, (_, index) => [{ text: `B${index}`, ...(url === undefined ? {} : { url }) }]);
  const withButtons = (text: string, buttons: Button[][]) => messageFor({ content: { type: 'text', text, buttons } });

  it('up to three stay under the text', async () => {
    expect(await withButtons('Pick', [[{ text: 'Yes' }, { text: 'Site', url: 'https://x.y' }]])).toEqual({
      attachment: {
        type: 'template',
        payload: {
          template_type: 'button',
          text: 'Pick',
          buttons: [
            { type: 'postback', title: 'Yes', payload: 'b:0:0:key-1' },
            { type: 'web_url', title: 'Site', url: 'https://x.y' },
          ],
        },
      },
      metadata: 'key-1',
    });
  });

  it('more stand above the keyboard', async () => {
    const message = await withButtons('Pick', rows(13));
    expect(message).toMatchObject({ text: 'Pick', metadata: 'key-1' });
    const { quick_replies } = message as { quick_replies: unknown[] };
    expect(quick_replies).toHaveLength(13);
    expect(quick_replies[12]).toEqual({ content_type: 'text', title: 'B12', payload: 'b:12:0:key-1' });
  });

  it('links among more stand in the text', async () => {
    expect(await withButtons('Pick', [...rows(3), ...rows(1, 'https://x.y')])).toMatchObject({
      text: 'Pick\nB0: https://x.y',
      quick_replies: [{ title: 'B0' }, { title: 'B1' }, { title: 'B2' }],
    });
    expect(await withButtons('Pick', rows(4, 'https://x.y'))).not.toHaveProperty('quick_replies');
  });

  it('none of them without words', async () => {
    expect(await withButtons('Pick', [[{ text: ' ' }]])).toEqual({ text: 'Pick', metadata: 'key-1' });
  });

  it('too many or too long are not sent', async () => {
    const graph = new ScriptedGraph();
    const content = (buttons: Button[][]) => ({ content: { type: 'text', text: 'x', buttons } as const });
    expect(await pages.errorOf(send(graph, content(rows(14))))).toMatchObject({ code: 905, retry: 'no' });
    expect(await pages.errorOf(send(graph, content([[{ text: 'x'.repeat(21) }]])))).toMatchObject({ code: 905 });
  });
});

describe('what Meta refuses', () => {
  const words = { message: '(#1) Words of Meta to +1 650 555 1234' };

  it.each([
    [190, undefined, 902, 'later', 'source'],
    [190, 460, 902, 'later', 'source'],
    [10, undefined, 902, 'later', 'source'],
    [200, undefined, 902, 'later', 'source'],
    [230, undefined, 902, 'later', 'source'],
    [200, 2018028, 902, 'later', 'source'],
    [200, 2534041, 902, 'later', 'source'],
    [10, 1893063, 902, 'no', 'message'],
    [368, undefined, 902, 'no', 'message'],
    [10, 2018278, 905, 'no', 'message'],
    [10, 2018065, 905, 'no', 'message'],
    [10, 2534022, 905, 'no', 'message'],
    [100, undefined, 905, 'no', 'message'],
    [551, 1545041, 905, 'no', 'message'],
    [551, undefined, 905, 'no', 'message'],
    [200, 1545041, 905, 'no', 'message'],
    [10, 2018108, 905, 'no', 'message'],
    [200, 2018108, 905, 'no', 'message'],
    [100, 2018001, 904, 'no', 'message'],
    [100, 2534014, 904, 'no', 'message'],
    [100, 2534029, 905, 'no', 'message'],
    [10900, undefined, 905, 'no', 'message'],
    [10, 2018300, 905, 'no', 'message'],
    [100, 2018300, 905, 'no', 'message'],
    [100, 2018109, 905, 'no', 'message'],
    [100, 2018008, 905, 'no', 'message'],
    [100, 2018294, 905, 'no', 'message'],
    [100, 2018047, 905, 'no', 'message'],
    [100, 2018074, 905, 'no', 'message'],
    [4, undefined, 903, 'later', 'source'],
    [17, undefined, 903, 'later', 'source'],
    [32, undefined, 903, 'later', 'source'],
    [613, undefined, 903, 'later', 'source'],
    [613, 2534040, 903, 'later', 'source'],
    [613, 2018338, 903, 'later', 'source'],
    [80006, undefined, 903, 'later', 'source'],
    [4, 2018022, 903, 'later', 'source'],
    [1, undefined, 903, 'unknown', 'message'],
    [2, undefined, 903, 'unknown', 'message'],
    [1200, undefined, 903, 'unknown', 'message'],
    [1, 99, 903, 'unknown', 'message'],
    [1, 1357046, 903, 'unknown', 'message'],
    [2, 2018344, 905, 'no', 'message'],
    [98765, 4321, 905, 'no', 'message'],
  ])('%d/%s', async (code, error_subcode, kommo, retry, breadth) => {
    const graph = new ScriptedGraph({ [ON]: graphError(code, { ...words, error_subcode }) });
    const error = await pages.errorOf(send(graph));
    expect(error).toMatchObject({ code: kommo, retry, breadth });
    expect(error.text).toMatch(/^\w.*[.!…)]$/s);
    expect(error.text).not.toContain('555');
    expect(graph.made(ON)).toHaveLength(1);
  });

  it('says how long to wait', async () => {
    const usage = JSON.stringify({ 1: [{ estimated_time_to_regain_access: 2 }] });
    const graph = new ScriptedGraph({
      [ON]: { ...graphError(613), headers: { 'x-business-use-case-usage': usage } },
    });
    expect(await pages.errorOf(send(graph))).toMatchObject({ retry: 'later', retryAfterMs: 120_000 });
  });

  it.each([
    ['never reached', new NoAnswer('no', 'refused'), 'later'],
    ['without an answer', new NoAnswer('maybe', 'broke'), 'unknown'],
    ['not understood', graphOk({ ok: true }), 'unknown'],
    ['an error of something between', { status: 502, body: '<html>' }, 'unknown'],
  ])('%s', async (_, answer, retry) => {
    expect(await pages.errorOf(send(new ScriptedGraph({ [ON]: answer })))).toMatchObject({ retry });
  });
});
