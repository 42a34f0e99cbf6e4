import { splitText } from '../../../src/messengers/split-text';
import type { OutboundPart } from '../../../src/messengers/contract';
import { instagram } from '../../../src/messengers/instagram';
import * as pages from '../support/pages';
import { graphError, graphOk, ScriptedGraph } from '../support/scripted-graph';

const { PAGE, ACCOUNT: source, ANN: chat, APP } = pages;
const at = 1_790_000_000_123;
const events = (...messaging: object[]) =>
  pages.eventsOf(instagram, { object: 'instagram', entry: [{ id: source, time: at, messaging }] });
const item = (what: object) => ({ sender: { id: chat }, recipient: { id: source }, timestamp: at, ...what });
const said = (message: object) => events(item({ message: { mid: 'aWdf1', ...message } }));
const url = 'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1';

describe('from the customer', () => {
  it('a message comes from the account', () => {
    expect(said({ text: 'Hello' })).toEqual([
      {
        kind: 'message',
        key: `message/${source}/aWdf1`,
        source,
        chat,
        author: { remoteId: chat, name: 'Instagram user', isUnnamed: true },
        remoteId: 'aWdf1',
        at,
        opensWindow: true,
        content: { type: 'text', text: 'Hello' },
      },
    ]);
  });

  it('a message that is taken back', () => {
    expect(said({ is_deleted: true })).toEqual([
      { kind: 'removal', key: `removal/${source}/aWdf1`, source, chat, remoteId: 'aWdf1', at },
    ]);
  });

  it.each([
    [{ is_unsupported: true }, { type: 'unsupported', what: 'message of a kind that Meta does not hand over' }],
    [{ attachments: [{ type: 'ephemeral' }] }, { type: 'unsupported', what: 'photo or video that can be seen once' }],
    [
      { attachments: [{ type: 'story_mention', payload: { url } }] },
      { type: 'text', text: '', sharedPost: { url, site: 'Instagram story that mentions you' } },
    ],
    [
      { text: 'Nice', reply_to: { story: { url, id: '1' } } },
      { type: 'text', text: 'Nice', sharedPost: { url, site: 'your Instagram story' } },
    ],
    [
      { attachments: [{ type: 'share', payload: { url } }] },
      { type: 'text', text: '', sharedPost: { url, site: 'Instagram' } },
    ],
    [
      { attachments: [{ type: 'ig_reel', payload: { url, title: 'T' } }] },
      { type: 'text', text: 'T', sharedPost: { url, site: 'Instagram reel' } },
    ],
  ])('%j', (message, content) => {
    expect(said(message)).toMatchObject([{ kind: 'message', content }]);
  });

  it('reading, message by message', () => {
    expect(events(item({ read: { mid: 'aWdf2' } }))).toEqual([
      { kind: 'receipt', key: `read/${source}/aWdf2`, source, chat, remoteId: 'aWdf2', state: 'read', at },
    ]);
  });

  it('what the account wrote to itself is ignored', () => {
    expect(said({ text: 'x', is_self: true, is_echo: true })).toMatchObject([{ kind: 'ignored' }]);
  });

  it('an echo with our key is proof, though no app be named', () => {
    const echo = { sender: { id: source }, recipient: { id: chat }, timestamp: at };
    const message = { mid: 'aWdf2', is_echo: true, text: 'Hi' };
    expect(events({ ...echo, message: { ...message, metadata: 'key-1' } })).toMatchObject([
      { kind: 'echo', chat, correlation: 'key-1' },
    ]);
    expect(events({ ...echo, message })[0]).not.toHaveProperty('correlation');
  });

  it('a webhook of a Page is another product’s', () => {
    expect(pages.eventsOf(instagram, { object: 'page', entry: [{ id: PAGE }] })).toMatchObject([{ kind: 'unparsed' }]);
  });
});

describe('to the customer', () => {
  const part: OutboundPart = { key: 'key-1', chat, content: { type: 'text', text: 'Hi' }, lastInboundAt: pages.NOW };

  it('goes through the Page', async () => {
    const graph = new ScriptedGraph({
      [`POST ${PAGE}/messages`]: graphOk({ recipient_id: chat, message_id: 'aWdf2' }),
    });
    expect(await instagram.send(pages.contextOf(graph), part)).toEqual({ remoteId: 'aWdf2', at: pages.NOW });
  });

  it('says which account has its messages closed', async () => {
    const graph = new ScriptedGraph({ [`POST ${PAGE}/messages`]: graphError(200, { error_subcode: 2534041 }) });
    expect(await pages.errorOf(instagram.send(pages.contextOf(graph), part))).toMatchObject({
      code: 902,
      text: expect.stringContaining('Allow access to messages') as string,
    });
  });

  it.each(['字', '😀', 'é', 'x'])(
    'a long text of %s goes out in parts of no more bytes than Instagram takes',
    (letter) => {
      const { textLimit, textUnit } = instagram.capabilities;
      const parts = splitText(letter.repeat(1_500), textLimit, textUnit);
      expect(parts.map((part) => Buffer.byteLength(part) <= 1_000)).toEqual(parts.map(() => true));
      expect(parts.join('')).toBe(letter.repeat(1_500));
    },
  );

  it('has the heart for a reaction, and no other', async () => {
    const graph = new ScriptedGraph({ [`POST ${PAGE}/messages`]: graphOk({ recipient_id: chat }) });
    const react = (emoji: string) =>
      instagram.react?.(pages.contextOf(graph), { chat, remoteId: 'aWdf1', emoji }) ?? pages.missing();
    await react('❤️');
    expect(graph.calls[0]?.json).toMatchObject({ payload: { message_id: 'aWdf1', reaction: 'love' } });
    expect(await pages.errorOf(react('👍'))).toMatchObject({ code: 905, retry: 'no' });
  });
});

describe('the connection', () => {
  const answers = {
    'GET me': graphOk({ id: PAGE, name: 'Shop' }),
    'GET debug_token': graphOk({ data: { app_id: APP, is_valid: true, scopes: [] } }),
  };
  const identify = (page: object) =>
    instagram.identify(pages.contextOf(new ScriptedGraph({ ...answers, [`GET ${PAGE}`]: graphOk(page) })));

  it('is of the account that the Page is linked with', async () => {
    const account = { id: source, name: 'My Shop', username: 'my.shop' };
    expect(await identify({ id: PAGE, instagram_business_account: account })).toEqual({
      remoteId: source,
      name: 'My Shop',
      address: '@my.shop',
      app: APP,
    });
  });

  it('needs one', async () => {
    expect(await pages.errorOf(identify({ id: PAGE }))).toMatchObject({ code: 902, retry: 'no' });
  });

  it('is told of Instagram', async () => {
    const success = graphOk({ success: true });
    const graph = new ScriptedGraph({
      [`GET ${APP}/subscriptions`]: graphOk({ data: [] }),
      [`POST ${APP}/subscriptions`]: success,
      [`GET ${PAGE}/subscribed_apps`]: graphOk({ data: [{ id: APP, subscribed_fields: ['message_reads'] }] }),
      [`POST ${PAGE}/subscribed_apps`]: success,
    });
    await instagram.connect(pages.contextOf(graph));
    expect(graph.only(`POST ${APP}/subscriptions`).json).toMatchObject({ object: 'instagram' });
    expect(graph.only(`POST ${PAGE}/subscribed_apps`).query.subscribed_fields).toMatch(
      /^message_reads,messages,.*seen/,
    );
  });

  it('knows a customer by name and user name', async () => {
    const graph = new ScriptedGraph({ [`GET ${chat}`]: graphOk({ name: 'Ann', username: 'ann.lee' }) });
    expect(await instagram.profile?.(pages.contextOf(graph), chat)).toEqual({
      name: 'Ann',
      profileLink: 'https://www.instagram.com/ann.lee',
    });
    expect(graph.calls[0]?.query).toEqual({ fields: 'name,username,profile_pic' });
  });
});
