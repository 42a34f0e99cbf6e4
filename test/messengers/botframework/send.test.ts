import type { OutboundContent, OutboundFile, OutboundPart } from '../../../src/messengers/contract';
import { botframework } from '../../../src/messengers/botframework';
import { errorOf, fileOf } from '../telegram/scripted-http';
import { ANN, APP, BOT, CHAT, NOW, REFERENCE, SERVICE, TALK } from './activities';
import { bot, contextOf, ScriptedMicrosoft } from './scripted-connector';

const ACTIVITIES = `${SERVICE}v3/conversations/a%3A1xyz/activities`;
const AROUND = { type: 'message', from: { id: BOT }, conversation: { id: TALK }, recipient: { id: ANN } };
const HERO = 'application/vnd.microsoft.card.hero';
const LINK = 'https://courier.example/media/a.bin';

const partOf = (content: OutboundContent, chat = CHAT): OutboundPart => ({ key: 'k', chat, content });
const text = (said: string): OutboundContent => ({ type: 'text', text: said });

async function sent(content: OutboundContent, chat = CHAT): Promise<Record<string, unknown> | undefined> {
  const http = new ScriptedMicrosoft();
  await botframework.send(contextOf(http), partOf(content, chat));
  return http.only.body;
}

describe('a message', () => {
  it('goes to the server that the chat was told of last, with our token', async () => {
    const http = new ScriptedMicrosoft();
    expect(await botframework.send(contextOf(http), partOf(text('*hello*')))).toEqual({
      remoteId: '1732178005000',
      at: 1732178005000,
    });
    expect(http.only).toEqual({
      method: 'POST',
      url: ACTIVITIES,
      token: 'Bearer t-1',
      body: { ...AROUND, text: '*hello*', textFormat: 'plain' },
    });
  });

  it.each([
    'https://smba.trafficmanager.net/emea',
    'https://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net/emea//',
  ])('goes there with one slash: %s', async (serviceUrl) => {
    const http = new ScriptedMicrosoft();
    const chatReference = JSON.stringify({ serviceUrl, bot: BOT, user: ANN });
    await botframework.send(
      contextOf(http, { chatReference }),
      partOf(text('x'), 'msteams/19:a@thread.v2;messageid=1/2'),
    );
    expect(http.only.url).toBe(
      'https://smba.trafficmanager.net/emea/v3/conversations/19%3Aa%40thread.v2%3Bmessageid%3D1%2F2/activities',
    );
  });

  it('has the time of our clock where the id is none', async () => {
    const http = new ScriptedMicrosoft({ status: 200, body: { id: 'abc|0000001' } });
    expect(await botframework.send(contextOf(http), partOf(text('x'), 'webchat/abc'))).toEqual({
      remoteId: 'abc|0000001',
      at: NOW,
    });
  });

  it.each([
    ['nobody has told where', undefined, CHAT, 904],
    ['what was told is nothing', '{', CHAT, 904],
    ['the chat is none', REFERENCE, 'msteams', 904],
    ['the server is unsafe', JSON.stringify({ serviceUrl: 'http://a.b/', bot: BOT, user: ANN }), CHAT, 904],
  ])('is refused where %s', async (_, chatReference, chat, code) => {
    const http = new ScriptedMicrosoft();
    const { chatReference: told, ...context } = contextOf(http);
    expect(told).toBeDefined();
    const given = chatReference === undefined ? context : { ...context, chatReference };
    expect(await errorOf(botframework.send(given, partOf(text('x'), chat)))).toMatchObject({ code, retry: 'no' });
    expect(http.calls).toEqual([]);
  });

  it('goes to a sandbox without https where its keys come without', async () => {
    const http = new ScriptedMicrosoft();
    const chatReference = JSON.stringify({ serviceUrl: 'http://127.0.0.1:8090/botframework/', bot: BOT, user: ANN });
    const credentials = bot({ openIdMetadataUrl: 'http://127.0.0.1:8090/botframework/openid' });
    await botframework.send(contextOf(http, { chatReference, credentials }), partOf(text('x')));
    expect(http.only.url).toContain('http://127.0.0.1:8090/botframework/v3/');
  });
});

describe('buttons', () => {
  const rows = [[{ text: 'Yes' }, { text: ' ' }], [{ text: 'Shop', url: 'https://shop.example/' }]];

  it('hand back which they are in Teams, and open links', async () => {
    expect(await sent({ type: 'text', text: 'Well?', buttons: rows })).toEqual({
      ...AROUND,
      text: 'Well?',
      textFormat: 'plain',
      attachments: [
        {
          contentType: HERO,
          content: {
            buttons: [
              {
                type: 'messageBack',
                title: 'Yes',
                text: 'Yes',
                displayText: 'Yes',
                value: { courier: { row: 0, column: 0 } },
              },
              { type: 'openUrl', title: 'Shop', value: 'https://shop.example/' },
            ],
          },
        },
      ],
    });
  });

  it('say their label in channels that hand nothing else back', async () => {
    expect(await sent({ type: 'text', text: 'Well?', buttons: [[{ text: 'Yes' }]] }, 'skype/8:x')).toMatchObject({
      attachments: [{ contentType: HERO, content: { buttons: [{ type: 'imBack', title: 'Yes', value: 'Yes' }] } }],
    });
  });

  it('whose link no button may open stand in the text', async () => {
    const body = await sent({ type: 'text', text: 'Call', buttons: [[{ text: 'Us', url: 'tel:+1' }]] });
    expect(body).toEqual({ ...AROUND, text: 'Call\nUs: tel:+1', textFormat: 'plain' });
  });
});

describe('a file', () => {
  const file = (mimeType: string, more: Partial<OutboundFile> = {}) => fileOf(mimeType, more);
  const MB = 1_024 * 1_024;
  const shown = (contentType: string) => ({ contentType, contentUrl: LINK, name: 'a.bin' });
  const linked = {
    contentType: HERO,
    content: { buttons: [{ type: 'openUrl', title: 'a.bin', value: LINK }] },
  };

  it.each([
    ['picture', file('image/png'), CHAT, shown('image/png')],
    ['picture', file('image/jpeg', { size: MB }), CHAT, shown('image/jpeg')],
    ['picture', file('image/jpeg', { size: MB + 1 }), CHAT, linked],
    ['picture', file('image/webp'), CHAT, linked],
    ['sticker', file('image/gif'), CHAT, shown('image/gif')],
    ['video', file('video/mp4'), CHAT, linked],
    ['voice', file('audio/ogg; codecs=opus'), CHAT, linked],
    ['file', file('application/pdf'), CHAT, linked],
    ['picture', file('image/webp', { size: 9 * MB }), 'skype/8:x', shown('image/webp')],
    ['video', file('video/mp4'), 'skype/8:x', shown('video/mp4')],
    ['voice', file('audio/ogg; codecs=opus'), 'skype/8:x', shown('audio/ogg')],
    ['file', file('application/pdf'), 'webchat/x', shown('application/pdf')],
  ] as const)('%s %j in %s', async (type, outbound, chat, attachment) => {
    expect(await sent({ type, file: outbound, caption: 'See' }, chat)).toEqual({
      ...AROUND,
      conversation: { id: chat.slice(chat.indexOf('/') + 1) },
      text: 'See',
      textFormat: 'plain',
      attachments: [attachment],
    });
  });

  it('may have no words', async () => {
    expect(await sent({ type: 'picture', file: file('image/png') })).toEqual({
      ...AROUND,
      attachments: [shown('image/png')],
    });
  });
});

it('typing is an activity that stays nowhere', async () => {
  const http = new ScriptedMicrosoft({ status: 202 });
  await botframework.typing?.(contextOf(http), CHAT);
  expect(http.only).toMatchObject({ url: ACTIVITIES, body: { ...AROUND, type: 'typing' } });
});

it('is the app that a source is known by', async () => {
  expect(await botframework.identify(contextOf(new ScriptedMicrosoft()))).toMatchObject({ remoteId: APP });
});
