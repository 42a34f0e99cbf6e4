import { NoAnswer } from '../../../src/http/client';
import type { OutboundContent, OutboundFile } from '../../../src/messengers/contract';
import { wechat } from '../../../src/messengers/wechat';
import type { Button, MediaType } from '../../../src/model/content';
import { errorOf, fileOf } from '../telegram/scripted-http';
import { contextOf, ok, refusal, ScriptedWeChat, SEND, UPLOAD } from './scripted-wechat';
import { ANN, NOW } from './webhooks';

const part = (content: OutboundContent) => ({ key: 'k-1/0', chat: ANN, content });
const hello = part({ type: 'text', text: '你好 <a href="https://x.y">x</a>' });
const link = 'https://courier.example/media/m/e/s/bill.pdf';
const file = (more: Partial<OutboundFile> = {}) => fileOf('x/y', { name: 'bill.pdf', link: () => link, ...more });

async function sends(content: OutboundContent, http = new ScriptedWeChat()): Promise<ScriptedWeChat> {
  await wechat.send(contextOf(http), part(content));
  return http;
}

describe('a text', () => {
  it('is sent, and has our key for an id', async () => {
    const http = new ScriptedWeChat();
    expect(await wechat.send(contextOf(http), hello)).toEqual({ remoteId: 'k-1/0', at: NOW });
    expect(http.only).toEqual({
      verb: 'POST',
      path: SEND,
      query: { access_token: 't-1' },
      body: { touser: ANN, msgtype: 'text', text: { content: '你好 <a href="https://x.y">x</a>' } },
    });
  });

  it('goes out in letters, not in escapes', async () => {
    const http = new ScriptedWeChat();
    let raw = '';
    const spy = {
      request: (request: Parameters<ScriptedWeChat['request']>[0]) => {
        if (typeof request.body === 'string') raw = request.body;
        return http.request(request);
      },
      download: http.download.bind(http),
    };
    await wechat.send(contextOf(spy), hello);
    expect(raw).toContain('你好');
    expect(raw).not.toContain('\\u');
  });

  it.each(['', 'a b', 'oAnn\r\nx', 'x'.repeat(129)])('goes nowhere for the address %j', async (chat) => {
    const http = new ScriptedWeChat();
    expect(await errorOf(wechat.send(contextOf(http), { ...hello, chat }))).toMatchObject({ code: 904, retry: 'no' });
    expect(http.calls).toHaveLength(0);
  });
});

describe('a file', () => {
  it.each<[MediaType, Partial<OutboundFile>, string]>([
    ['picture', {}, 'image'],
    ['sticker', {}, 'image'],
    ['voice', { durationS: 60 }, 'voice'],
    ['audio', {}, 'voice'],
  ])('that is a %s is put into the store and sent by its id', async (type, more, kind) => {
    const { calls } = await sends({ type, file: file({ name: 'a.jpg', mimeType: 'image/jpeg', ...more }) });
    expect(calls).toMatchObject([
      {
        verb: 'POST',
        path: UPLOAD,
        query: { access_token: 't-1', type: kind },
        file: { field: 'media', name: 'a.jpg', type: 'image/jpeg', bytes: 'bytes' },
      },
      { path: SEND, body: { touser: ANN, msgtype: kind, [kind]: { media_id: `m-${kind}` } } },
    ]);
  });

  it('that is a film has a picture that stands for it', async () => {
    const { calls, sent } = await sends({ type: 'video', file: file({ name: 'a.mp4' }) });
    expect(calls.map(({ query }) => query.type)).toEqual(['video', 'thumb', undefined]);
    expect(calls[1]?.file).toMatchObject({ type: 'image/jpeg', name: 'film.jpg' });
    const video = { media_id: 'm-video', thumb_media_id: 'm-thumb' };
    expect(sent).toEqual([{ touser: ANN, msgtype: 'video', video }]);
  });

  it.each<[MediaType, Partial<OutboundFile>]>([
    ['file', {}],
    ['voice', { durationS: 61 }],
    ['audio', { durationS: 200 }],
  ])('that WeChat has no kind for (%s) goes as a link', async (type, more) => {
    const { sent } = await sends({ type, file: file(more) });
    expect(sent).toEqual([{ touser: ANN, msgtype: 'text', text: { content: `bill.pdf\n${link}` } }]);
  });

  it('that goes as a link has its words above it', async () => {
    const { sent } = await sends({ type: 'file', file: file(), caption: 'The bill' });
    expect(sent).toMatchObject([{ text: { content: `The bill\n\nbill.pdf\n${link}` } }]);
  });

  it('with a long name still fits', async () => {
    const { sent } = await sends({
      type: 'file',
      file: file({ name: `${'猫'.repeat(250)}.pdf` }),
      caption: '猫'.repeat(333),
    });
    const [{ text }] = sent as [{ text: { content: string } }];
    expect(Buffer.byteLength(text.content)).toBeLessThan(2_048);
    expect(text.content).toMatch(/猫\.pdf\n/);
  });

  it.each([40004, 40005, 40006, 40009, 40011, 45001])(
    'that the store does not take (%d) goes as a link',
    async (code) => {
      const http = await sends({ type: 'picture', file: file() }, new ScriptedWeChat({ [UPLOAD]: refusal(code) }));
      expect(http.sent).toMatchObject([{ msgtype: 'text' }]);
    },
  );

  it('that the store has forgotten is put there again, once', async () => {
    const content: OutboundContent = { type: 'picture', file: file() };
    const once = await sends(content, new ScriptedWeChat({ [SEND]: [refusal(40007), ok()] }));
    expect(once.calls.map(({ path }) => path)).toEqual([UPLOAD, SEND, UPLOAD, SEND]);
    const ever = new ScriptedWeChat({ [SEND]: refusal(40007) });
    expect(await errorOf(wechat.send(contextOf(ever), part(content)))).toMatchObject({ code: 905, retry: 'no' });
    expect(ever.sent).toHaveLength(2);
  });

  it.each([
    ['no answer', new NoAnswer('maybe', 'reset')],
    ['a busy store', refusal(-1)],
    ['a gateway that knows nothing', { http: 504, body: '' }],
    ['nonsense', ok({ type: 'image' })],
  ])('may be tried again after %s: nothing was sent', async (_, answer) => {
    const http = new ScriptedWeChat({ [UPLOAD]: answer });
    const error = await errorOf(wechat.send(contextOf(http), part({ type: 'picture', file: file() })));
    expect(error).toMatchObject({ retry: 'later' });
    expect(http.sent).toHaveLength(0);
  });
});

describe('buttons', () => {
  const rows: readonly (readonly Button[])[] = [
    [{ text: ' Yes ' }, { text: 'No' }],
    [{ text: ' ' }, { text: 'Later' }],
  ];

  it('are a menu, each with its place', async () => {
    const { sent } = await sends({ type: 'text', text: 'Pick', buttons: rows });
    const list = [
      { id: '100', content: 'Yes' },
      { id: '101', content: 'No' },
      { id: '201', content: 'Later' },
    ];
    expect(sent).toEqual([
      { touser: ANN, msgtype: 'msgmenu', msgmenu: { head_content: 'Pick', list, tail_content: '' } },
    ]);
  });

  it('without words are none', async () => {
    const { sent } = await sends({ type: 'text', text: 'Pick', buttons: [[{ text: ' ' }]] });
    expect(sent).toMatchObject([{ msgtype: 'text' }]);
  });

  it('that are too many for WeChat are lines', async () => {
    const http = new ScriptedWeChat({ [SEND]: [refusal(45098), ok()] });
    const { sent } = await sends({ type: 'text', text: 'Pick', buttons: rows }, http);
    expect(sent[1]).toEqual({ touser: ANN, msgtype: 'text', text: { content: 'Pick\n\n1. Yes\n2. No\n3. Later' } });
  });
});

describe('what was claimed', () => {
  it('has room for all that a part may be', () => {
    const { textLimit, textUnit, captionLimits, buttons, windowMs, unanswered } = wechat.capabilities;
    expect(textUnit).toBe('utf8');
    expect(textLimit).toBeLessThanOrEqual(2_048);
    expect(captionLimits.picture).toBe(0);
    expect(buttons?.links).toBe(false);
    expect(windowMs).toBe(48 * 3_600_000);
    expect(unanswered).toEqual({
      written: { most: 5, withinMs: 48 * 3_600_000 },
      acted: { most: 3, withinMs: 60_000 },
    });
  });
});
