import { NoAnswer } from '../../../src/http/client';
import type { OutboundContent, OutboundFile } from '../../../src/messengers/contract';
import { viber } from '../../../src/messengers/viber';
import { buttonBody } from '../../../src/messengers/viber/press';
import type { Button, MediaType } from '../../../src/model/content';
import { errorOf, fileOf } from '../telegram/scripted-http';
import { ANN, NOW, TOKEN } from './events';
import { contextOf, ok, refusal, ScriptedViber, type ViberReply } from './scripted-viber';

const part = (content: OutboundContent) => ({ key: 'k', chat: ANN, content });
const hello = part({ type: 'text', text: 'Hi' });

async function bodyOf(content: OutboundContent) {
  const http = new ScriptedViber();
  await viber.send(contextOf(http), part(content));
  return http.only.body;
}

describe('a text', () => {
  it('is sent, and all digits of its token come back', async () => {
    const http = new ScriptedViber();
    expect(await viber.send(contextOf(http), hello)).toEqual({ remoteId: '5741311803571721087', at: NOW });
    expect(http.only).toEqual({
      method: 'send_message',
      url: 'https://chatapi.viber.com/pa/send_message',
      token: TOKEN,
      body: { receiver: ANN, sender: { name: 'Shop' }, type: 'text', text: 'Hi' },
    });
  });

  it.each(['', 'a b', 'x'.repeat(201)])('goes nowhere for the address %j', async (chat) => {
    const http = new ScriptedViber();
    expect(await errorOf(viber.send(contextOf(http), { ...hello, chat }))).toMatchObject({ code: 904, retry: 'no' });
    expect(http.calls).toHaveLength(0);
  });
});

describe('a file', () => {
  const link = 'https://courier.example/media/m/e/s/a.jpg';
  const file = (more: Partial<OutboundFile> = {}) =>
    fileOf('x/y', { name: 'a.pdf', size: 7, link: () => link, ...more });

  it.each<[MediaType, Partial<OutboundFile>, object]>([
    ['picture', {}, { type: 'picture', media: link, text: '' }],
    ['sticker', {}, { type: 'picture', media: link, text: '' }],
    ['video', {}, { type: 'video', media: link, size: 7 }],
    ['video', { durationS: 9.6 }, { type: 'video', media: link, size: 7, duration: 10 }],
    ['video', { durationS: 0.2 }, { type: 'video', media: link, size: 7, duration: 1 }],
    ['video', { durationS: 181 }, { type: 'file', media: link, size: 7, file_name: 'a.pdf' }],
    ['voice', { durationS: 3 }, { type: 'file', media: link, size: 7, file_name: 'a.pdf' }],
    ['audio', {}, { type: 'file', media: link, size: 7, file_name: 'a.pdf' }],
    ['file', {}, { type: 'file', media: link, size: 7, file_name: 'a.pdf' }],
  ])('that is a %s (%j) is a link that Viber fetches', async (type, more, fields) => {
    const body = await bodyOf({ type, file: file(more) });
    expect(body).toEqual({ receiver: ANN, sender: { name: 'Shop' }, ...fields });
  });

  it('has its words under a picture', async () => {
    expect(await bodyOf({ type: 'picture', file: file(), caption: 'look' })).toMatchObject({ text: 'look' });
  });

  it.each(['setup.exe', 'a.JS', 'x.apk'])('that is a program is refused at once: %s', async (name) => {
    const http = new ScriptedViber();
    const error = await errorOf(viber.send(contextOf(http), part({ type: 'file', file: file({ name }) })));
    expect(error).toMatchObject({ code: 905, retry: 'no' });
    expect(error.text).toContain('takes no programs');
    expect(http.calls).toHaveLength(0);
  });
});

describe('buttons', () => {
  const keyboardOf = async (rows: readonly (readonly Button[])[], text = 'Pick') => {
    const body = await bodyOf({ type: 'text', text, buttons: rows });
    return body as { text: string; keyboard?: { Buttons: { Columns: number; Text: string; ActionBody: string }[] } };
  };

  it('are a keyboard of replies and links', async () => {
    expect(
      await keyboardOf([[{ text: ' Yes ' }, { text: 'No' }], [{ text: 'Site', url: 'https://x.y/z' }]]),
    ).toMatchObject({
      text: 'Pick',
      keyboard: {
        Type: 'keyboard',
        DefaultHeight: false,
        Buttons: [
          { Columns: 3, Rows: 1, ActionType: 'reply', ActionBody: buttonBody('Yes', 0, 0), Text: 'Yes' },
          { Columns: 3, Rows: 1, ActionType: 'reply', ActionBody: buttonBody('No', 0, 1), Text: 'No' },
          { Columns: 6, Rows: 1, ActionType: 'open-url', ActionBody: 'https://x.y/z', Text: 'Site' },
        ],
      },
    });
  });

  it.each([
    [1, [6]],
    [2, [3, 3]],
    [3, [2, 2, 2]],
    [4, [3, 3, 3, 3]],
    [5, [2, 2, 2, 3, 3]],
    [6, [2, 2, 2, 2, 2, 2]],
    [7, [2, 2, 2, 2, 2, 2, 6]],
  ])('%d in a row fill the six columns, and keep their places', async (count, columns) => {
    const { keyboard } = await keyboardOf([
      Array.from({ length: count }, (_, index) => ({ text: `B${String(index)}` })),
    ]);
    expect(keyboard?.Buttons.map(({ Columns }) => Columns)).toEqual(columns);
    expect(keyboard?.Buttons.at(-1)?.ActionBody).toBe(buttonBody(`B${String(count - 1)}`, 0, count - 1));
  });

  it.each(['example.com', 'mailto:a@b.c', 'javascript:alert(1)', '', `https://x.y/${'z'.repeat(2_000)}`])(
    'whose link Viber would not open name it in the text: %j',
    async (url) => {
      const { text, keyboard } = await keyboardOf([[{ text: 'Yes' }, { text: 'Site', url }]]);
      expect(text).toBe(`Pick\n\nSite: ${url}`);
      expect(keyboard?.Buttons.map(({ Text }) => Text)).toEqual(['Yes']);
    },
  );

  it('say their label where the text has no room for such a link', async () => {
    const text = 'x'.repeat(7_000);
    const body = await keyboardOf([[{ text: 'Site', url: 'no link' }]], text);
    expect(body.text).toBe(text);
    expect(body.keyboard?.Buttons[0]?.ActionBody).toBe(buttonBody('Site', 0, 0));
  });

  it('are left out where there is nothing to press', async () => {
    expect(await keyboardOf([[], [{ text: ' ' }]])).not.toHaveProperty('keyboard');
  });

  it('stand under files, too', async () => {
    const body = await bodyOf({ type: 'video', file: fileOf('video/mp4'), buttons: [[{ text: 'Yes' }]] });
    expect(body).toMatchObject({ type: 'video', keyboard: { Buttons: [{ Text: 'Yes' }] } });
    expect(body).not.toHaveProperty('text');
  });
});

describe('a refusal', () => {
  it.each([
    [1, 905, 'no', 'message', 'address'],
    [2, 902, 'later', 'source', 'token'],
    [3, 905, 'no', 'message', 'did not accept the message: words of Viber'],
    [4, 905, 'no', 'message', 'missing in the message: words of Viber'],
    [5, 904, 'no', 'message', 'does not know this customer'],
    [6, 905, 'no', 'message', 'unsubscribed'],
    [7, 902, 'no', 'message', 'blocked'],
    [8, 902, 'later', 'source', 'no bot'],
    [9, 902, 'no', 'message', 'suspended'],
    [10, 902, 'later', 'source', 'webhook'],
    [11, 905, 'no', 'message', 'devices'],
    [12, 905, 'later', 'chat', 'After 100 within an hour'],
    [13, 905, 'no', 'message', 'too old'],
    [14, 905, 'no', 'message', 'too new'],
    [15, 902, 'no', 'message', 'not opened'],
    [16, 905, 'no', 'message', 'inline'],
    [17, 905, 'no', 'message', 'inline'],
    [18, 905, 'no', 'message', 'public chat'],
    [19, 905, 'no', 'message', 'many at once'],
    [20, 905, 'no', 'message', 'many at once'],
    [21, 903, 'later', 'message', 'internal error (21)'],
    [999, 903, 'later', 'message', 'internal error (999)'],
    [-1, 903, 'later', 'message', 'internal error (-1)'],
  ] as const)('%d → %d %s %s', async (status, code, retry, breadth, text) => {
    const http = new ScriptedViber({ send_message: refusal(status) });
    const error = await errorOf(viber.send(contextOf(http), hello));
    expect(error).toMatchObject({ code, retry, breadth });
    expect(error.text).toContain(text);
  });

  const reply = (http: number, body = '<html>', headers: Record<string, string> = {}): ViberReply => ({
    http,
    body,
    headers,
  });
  it.each<[string, ViberReply | NoAnswer, object]>([
    ['no connection', new NoAnswer('no', 'refused'), { code: 903, retry: 'later' }],
    ['a broken connection', new NoAnswer('maybe', 'reset'), { code: 905, retry: 'unknown' }],
    ['401', reply(401), { code: 902, retry: 'later', breadth: 'source' }],
    ['403', reply(403), { code: 905, retry: 'no' }],
    ['302', reply(302), { code: 905, retry: 'no' }],
    ['413', reply(413), { code: 905, retry: 'no' }],
    [
      '429',
      reply(429, '', { 'retry-after': '7' }),
      { code: 903, retry: 'later', breadth: 'source', retryAfterMs: 7_000 },
    ],
    ['500', reply(500), { code: 903, retry: 'later' }],
    ['503', reply(503, '', { 'retry-after': '7' }), { code: 903, retry: 'later', retryAfterMs: 7_000 }],
    ['504', reply(504), { code: 905, retry: 'unknown' }],
    ['a success that is not JSON', reply(200), { code: 905, retry: 'unknown' }],
    ['a success without a status', reply(200, '{}'), { code: 905, retry: 'unknown' }],
    ['a success without a token', reply(200, '{"status":0}'), { code: 905, retry: 'unknown' }],
    ['a status beside another HTTP one', { ...refusal(6), http: 400 }, { code: 905, retry: 'no' }],
  ])('%s', async (_, answer, expected) => {
    expect(await errorOf(viber.send(contextOf(new ScriptedViber({ send_message: answer })), hello))).toMatchObject(
      expected,
    );
  });

  it('waits some seconds where there were too many, or as told', async () => {
    const waits = async (headers: Record<string, string>) =>
      (await errorOf(viber.send(contextOf(new ScriptedViber({ send_message: { ...refusal(12), headers } })), hello)))
        .retryAfterMs;
    expect(await waits({})).toBe(5_000);
    expect(await waits({ 'retry-after': '30' })).toBe(30_000);
  });

  it('for its version alone goes once more for a newer one', async () => {
    const http = new ScriptedViber({ send_message: [refusal(14), ok()] });
    expect(await viber.send(contextOf(http), hello)).toMatchObject({ remoteId: '5741311803571721087' });
    expect(http.calls.map(({ body }) => body.min_api_version)).toEqual([undefined, 7]);
  });

  it('never shows the token, and is cut', async () => {
    const http = new ScriptedViber({ send_message: refusal(3, `${TOKEN} ${'x'.repeat(500)}`) });
    const { text } = await errorOf(viber.send(contextOf(http), hello));
    expect(text).not.toContain(TOKEN);
    expect(text.length).toBeLessThan(300);
  });
});
