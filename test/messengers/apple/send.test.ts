import { NoAnswer } from '../../../src/http/client';
import { apple } from '../../../src/messengers/apple';
import { TEXT_LIMIT } from '../../../src/messengers/apple/limits';
import type { OutboundContent } from '../../../src/messengers/contract';
import type { Button, ListMessage } from '../../../src/model/content';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, ScriptedApple } from './scripted-apple';
import { ANN, BID, BUSINESS, NOW } from './webhooks';

const KEY = '7d1f0c9e-5a4b-4c3d-8e2f-1a0b9c8d7e6f';
const ALL = 'LIST,QUICK,TIME';
const part = (content: OutboundContent, key = KEY) => ({ key, chat: ANN, content });
const hello = part({ type: 'text', text: 'Hi' });

async function sent(content: OutboundContent, capabilities?: string) {
  const http = new ScriptedApple();
  await apple.send(contextOf(http, capabilities), part(content));
  return http.sent;
}

describe('a text', () => {
  it('is sent, with what the headers say in the body, too', async () => {
    const http = new ScriptedApple();
    expect(await apple.send(contextOf(http), hello)).toEqual({ remoteId: KEY, at: NOW });
    expect(http.calls.map(({ url }) => url)).toEqual(['https://mspgw.push.apple.com/v1/message']);
    const { headers, ...body } = http.sent;
    expect(body).toEqual({ v: 1, id: KEY, sourceId: BUSINESS, destinationId: ANN, type: 'text', body: 'Hi' });
    expect(headers).toMatchObject({
      id: KEY,
      'source-id': BUSINESS,
      'destination-id': ANN,
      'content-type': 'application/json',
    });
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('that is long is zipped', async () => {
    const text = 'я'.repeat(TEXT_LIMIT);
    expect(await sent({ type: 'text', text })).toMatchObject({ body: text, headers: { 'content-encoding': 'gzip' } });
  });

  it('has no mark of a file', async () => {
    expect(await sent({ type: 'text', text: 'a\ufffcb' })).toMatchObject({ body: 'ab' });
  });

  it('in parts has an id for each, the same in every attempt', async () => {
    const idOf = async (key: string) => (await apple.send(contextOf(new ScriptedApple()), { ...hello, key })).remoteId;
    const first = await idOf(`${KEY}/0`);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await idOf(`${KEY}/0`)).toBe(first);
    expect(await idOf(`${KEY}/1`)).not.toBe(first);
  });

  it.each(['', 'tel:+14085551234', 'urn:mbid:', 'urn:mbid:a b', `urn:mbid:${'x'.repeat(300)}`])(
    'goes nowhere for the address %j',
    async (chat) => {
      const http = new ScriptedApple();
      expect(await errorOf(apple.send(contextOf(http), { ...hello, chat }))).toMatchObject({ code: 904, retry: 'no' });
      expect(http.calls).toHaveLength(0);
    },
  );
});

it('who has deleted the conversation is not written to', async () => {
  const http = new ScriptedApple();
  const context = { ...contextOf(http), chatReference: JSON.stringify({ capabilities: [], closed: true }) };
  expect(await errorOf(apple.send(context, hello))).toMatchObject({ code: 905, retry: 'no' });
  await expect(apple.typing?.(context, ANN)).rejects.toMatchObject({ code: 905 });
  expect(http.calls).toHaveLength(0);
});

it('a customer sees that somebody types', async () => {
  const http = new ScriptedApple();
  await apple.typing?.(contextOf(http), ANN);
  expect(http.sent).toMatchObject({ type: 'typing_start', v: 1, destinationId: ANN });
});

describe('buttons', () => {
  const rows = (...labels: string[]): readonly (readonly Button[])[] => labels.map((text) => [{ text }]);
  const withButtons = (buttons: readonly (readonly Button[])[], capabilities?: string) =>
    sent({ type: 'text', text: 'Pick', buttons }, capabilities);
  const items = (...labels: string[]) => labels.map((title, row) => ({ identifier: `b:${row}:0`, title }));

  it.each([2, 3, 5])('are quick replies where there are %i', async (count) => {
    const labels = ['Yes', 'No', 'Perhaps', 'Never', 'Ever'].slice(0, count);
    expect(await withButtons(rows(...labels), ALL)).toMatchObject({
      type: 'interactive',
      interactiveData: {
        bid: BID,
        useLiveLayout: true,
        data: {
          version: '1.0',
          requestIdentifier: KEY,
          'quick-reply': { summaryText: 'Pick', items: items(...labels) },
        },
      },
    });
  });

  it.each<[string[], string]>([
    [['Yes'], ALL],
    [['1', '2', '3', '4', '5', '6'], ALL],
    [['Yes', 'No'], 'LIST'],
  ])('that are %j are a list for a device that shows %s', async (labels, capabilities) => {
    expect(await withButtons(rows(...labels), capabilities)).toMatchObject({
      interactiveData: {
        data: { listPicker: { sections: [{ order: 0, multipleSelection: false, items: items(...labels) }] } },
        receivedMessage: { title: 'Pick', style: 'icon' },
        replyMessage: { title: 'Pick', style: 'icon' },
      },
    });
  });

  it.each([undefined, 'AUTH', 'TIME'])('are lines for a device that shows %s', async (capabilities) => {
    expect(await withButtons(rows('Yes', 'No'), capabilities)).toMatchObject({
      type: 'text',
      body: 'Pick\n\n1. Yes\n2. No',
    });
  });

  it('name their row and their place in it, and none is empty', async () => {
    const buttons = [
      [{ text: 'A' }, { text: ' B ' }],
      [{ text: ' ' }, { text: 'C' }],
    ];
    const identifiers = ['b:0:0', 'b:0:1', 'b:1:1'];
    expect(await withButtons(buttons, ALL)).toMatchObject({
      interactiveData: { data: { 'quick-reply': { items: identifiers.map((identifier) => ({ identifier })) } } },
    });
    expect(await withButtons([[{ text: ' ' }]], ALL)).toMatchObject({ type: 'text', body: 'Pick' });
  });

  it('of a part name the message', async () => {
    const http = new ScriptedApple();
    const content = { type: 'text', text: 'Pick', buttons: rows('Yes', 'No') } as const;
    await apple.send(contextOf(http, ALL), part(content, `${KEY}/2`));
    expect(http.sent).toMatchObject({ interactiveData: { data: { requestIdentifier: KEY } } });
  });
});

describe('a list', () => {
  const row = (title: string, data: string, description?: string) => ({
    title,
    data,
    ...(description === undefined ? {} : { description }),
  });
  const menu: ListMessage = {
    header: 'Shirts',
    body: 'Pick a size',
    footer: 'All in stock',
    button: 'Sizes',
    sections: [{ title: 'Small', rows: [row('S', 's'), row('M', 'm', 'the usual')] }, { rows: [row('L', 'l')] }],
  };
  const times = (...data: string[]): ListMessage => ({
    body: 'When?',
    button: 'Times',
    sections: [{ rows: data.map((each) => row('a time', each)) }],
  });
  const sentList = async (list: ListMessage, capabilities?: string) => {
    const http = new ScriptedApple();
    expect(await apple.sendList?.(contextOf(http, capabilities), { key: KEY, chat: ANN, list })).toMatchObject({
      remoteId: KEY,
    });
    return http.sent;
  };

  it('is a list, with its rows counted over all sections', async () => {
    expect(await sentList(menu, ALL)).toMatchObject({
      type: 'interactive',
      interactiveData: {
        bid: BID,
        data: {
          requestIdentifier: KEY,
          listPicker: {
            sections: [
              {
                title: 'Small',
                order: 0,
                items: [
                  { identifier: 'l:0', title: 'S', order: 0 },
                  { identifier: 'l:1', title: 'M', subtitle: 'the usual', order: 1 },
                ],
              },
              { title: 'Sizes', order: 1, items: [{ identifier: 'l:2', title: 'L', order: 0 }] },
            ],
          },
        },
        receivedMessage: { title: 'Shirts', subtitle: 'Pick a size\n\nAll in stock', style: 'icon' },
        replyMessage: { title: 'Sizes', style: 'icon' },
      },
    });
  });

  it('is quick replies for a device that shows no lists, and lines for one that shows neither', async () => {
    expect(await sentList(menu, 'QUICK')).toMatchObject({
      interactiveData: {
        data: {
          'quick-reply': {
            summaryText: 'Shirts\n\nPick a size\n\nAll in stock',
            items: [
              { identifier: 'l:0', title: 'S' },
              { identifier: 'l:1', title: 'M' },
              { identifier: 'l:2', title: 'L' },
            ],
          },
        },
      },
    });
    expect(await sentList(menu)).toMatchObject({
      type: 'text',
      body: 'Shirts\n\nPick a size\n\nAll in stock\n\n1. S\n2. M – the usual\n3. L',
    });
  });

  it.each([
    ['2026-11-21T10:00Z', '2026-11-21T10:00+0000', 3_600],
    ['2026-11-21T10:00:00+02:00', '2026-11-21T08:00+0000', 3_600],
    ['2026-11-21T23:30:00.000-0330/PT30M', '2026-11-22T03:00+0000', 1_800],
    ['2026-11-21T10:00Z/PT1H15M', '2026-11-21T10:00+0000', 4_500],
  ])('of times such as %s asks for a time', async (data, startTime, duration) => {
    expect(await sentList(times(data, '2027-01-01T00:00Z'), ALL)).toMatchObject({
      interactiveData: {
        data: {
          event: {
            title: 'When?',
            timeslots: [
              { identifier: 'l:0', startTime, duration },
              { identifier: 'l:1', startTime: '2027-01-01T00:00+0000', duration: 3_600 },
            ],
          },
        },
        receivedMessage: { title: 'When?' },
        replyMessage: { title: 'Times' },
      },
    });
  });

  it.each([['2026-11-21T10:00'], ['2026-13-45T10:00Z'], ['tomorrow'], ['']])(
    'of %j is a list like any other',
    async (data) => {
      expect(await sentList(times(data, '2027-01-01T00:00Z'), ALL)).toHaveProperty('interactiveData.data.listPicker');
    },
  );

  it('of times is a list for a device that shows no times', async () => {
    expect(await sentList(times('2027-01-01T00:00Z'), 'LIST')).toHaveProperty('interactiveData.data.listPicker');
  });
});

describe('a refusal', () => {
  it.each<[number, object]>([
    [400, { code: 905, retry: 'no', text: 'Apple refused the message (HTTP 400): words of Apple' }],
    [401, { code: 902, retry: 'later', breadth: 'source' }],
    [403, { code: 902, retry: 'later', breadth: 'source' }],
    [404, { code: 904, retry: 'no' }],
    [408, { code: 903, retry: 'later' }],
    [410, { code: 905, retry: 'no', text: expect.stringMatching(/deleted the conversation/) as string }],
    [413, { code: 905, retry: 'no' }],
    [418, { code: 905, retry: 'no' }],
    [429, { code: 905, retry: 'later', breadth: 'source', retryAfterMs: 7_000 }],
    [500, { code: 903, retry: 'later', retryAfterMs: 7_000 }],
    [502, { code: 903, retry: 'later' }],
    [503, { code: 903, retry: 'later' }],
    [504, { code: 905, retry: 'unknown' }],
    [599, { code: 905, retry: 'unknown' }],
  ])('with HTTP %i is %j', async (status, wanted) => {
    const answer = { status, body: 'words\n of  Apple', headers: { 'retry-after': '7' } };
    const http = new ScriptedApple({ message: answer });
    expect(await errorOf(apple.send(contextOf(http), hello))).toMatchObject(wanted);
    expect(http.calls).toHaveLength(1);
  });

  it.each([
    ['', 'Apple refused the message (HTTP 400).'],
    ['<html>', 'Apple refused the message (HTTP 400).'],
    ['x'.repeat(300), `Apple refused the message (HTTP 400): ${'x'.repeat(199)}…`],
  ])('in the words %j is told so', async (body, text) => {
    const http = new ScriptedApple({ message: { status: 400, body } });
    expect(await errorOf(apple.send(contextOf(http), hello))).toMatchObject({ text });
  });

  it.each([
    ['no', { code: 903, retry: 'later' }],
    ['maybe', { code: 905, retry: 'unknown' }],
  ] as const)('that never came, of what arrived %s, is %j', async (reached, wanted) => {
    const http = new ScriptedApple({ message: new NoAnswer(reached, 'the connection broke') });
    expect(await errorOf(apple.send(contextOf(http), hello))).toMatchObject(wanted);
  });
});
