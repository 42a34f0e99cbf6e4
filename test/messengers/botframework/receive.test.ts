import { botframework } from '../../../src/messengers/botframework';
import { BotCredentials } from '../../../src/messengers/botframework/credentials';
import { WEBHOOK_CONFIRMED } from '../../../src/model/webhook-url';
import {
  activity,
  ANN,
  APP,
  AT,
  BOT,
  CHAT,
  credentials,
  eventOf,
  eventsOf,
  message,
  read,
  receiving,
  REFERENCE,
  requestOf,
  SERVICE,
  TALK,
} from './activities';

const said = message({ text: 'hello' });
const CALLED: unknown = expect.objectContaining({ kind: 'ignored', key: WEBHOOK_CONFIRMED });

describe('an activity', () => {
  it.each([
    ['as its token says', said, { serviceurl: SERVICE }, 'events'],
    ['of an endorsed channel', said, { serviceurl: SERVICE, endorsements: ['skype', 'msteams'] }, 'events'],
    ['of another channel', said, { serviceurl: SERVICE, endorsements: ['skype'] }, 'refused'],
    ['of no channel', message({ channelId: undefined }), { serviceurl: SERVICE, endorsements: ['skype'] }, 'refused'],
    ['for another server', message({ serviceUrl: 'https://evil.example/' }), { serviceurl: SERVICE }, 'refused'],
    ['without the slash', message({ serviceUrl: SERVICE.slice(0, -1) }), { serviceurl: SERVICE }, 'refused'],
    ['for no server', message({ serviceUrl: undefined }), { serviceurl: SERVICE }, 'refused'],
    ['for an unsafe server', message({ serviceUrl: 'http://a.b/' }), { serviceurl: 'http://a.b/' }, 'refused'],
    ['for something else', message({ serviceUrl: 'ftp://a.b/' }), { serviceurl: 'ftp://a.b/' }, 'refused'],
  ])('%s', (_, sent, claims, kind) => {
    expect(read(sent, claims)).toMatchObject(kind === 'refused' ? { kind, status: 403 } : { kind });
  });

  it('whose token nobody has verified is refused', () => {
    expect(botframework.receive(receiving, requestOf(said))).toMatchObject({ kind: 'refused', status: 401 });
  });

  it('may name a server without https where the keys come without, as in a sandbox', () => {
    const serviceUrl = 'http://127.0.0.1:8090/botframework/';
    const entered = BotCredentials.parse({
      ...credentials,
      openIdMetadataUrl: 'http://127.0.0.1:8090/botframework/v1/.well-known/openidconfiguration',
    });
    const received = botframework.receive(
      { ...receiving, credentials: entered, claims: { serviceurl: serviceUrl } },
      requestOf(message({ text: 'hello', serviceUrl })),
    );
    expect(received).toMatchObject({ kind: 'events', events: [{ kind: 'message' }, CALLED] });
  });

  it.each(['not JSON', '[]', '7', 'null', '""'])('that is none is kept as it came: %s', (body) => {
    expect(read(body)).toMatchObject({ kind: 'events', events: [{ kind: 'unparsed' }], answer: { status: 200 } });
  });

  it.each([
    ['of no type', activity({ type: undefined })],
    ['in no conversation', activity({ conversation: undefined })],
    ['of a channel with an odd name', activity({ channelId: 'a/b' })],
    ['without an id', message({ text: 'x', id: undefined })],
    ['of nobody', message({ text: 'x', from: undefined })],
  ])('%s is kept as it came', (_, sent) => {
    expect(eventOf(sent)).toMatchObject({ kind: 'unparsed', key: expect.stringMatching(/^body\//) as string });
  });
});

describe('the endpoint', () => {
  it.each(['message', 'conversationUpdate', 'installationUpdate', 'contactRelationUpdate'])(
    'is known to be called by a %s',
    (type) => {
      expect(read(activity({ type, text: 'x' }))).toMatchObject({ events: [expect.anything(), CALLED] });
    },
  );

  it('is not told again with each thing that comes of a message', () => {
    expect(read(activity({ type: 'messageDelete' }))).toMatchObject({ events: [{ kind: 'removal' }] });
  });
});

describe('a message', () => {
  it('tells who wrote it, where, and how to answer', () => {
    expect(eventOf(said)).toEqual({
      kind: 'message',
      key: `message/${CHAT}/1732178000000`,
      source: APP,
      chat: CHAT,
      chatReference: REFERENCE,
      author: { remoteId: `msteams/${ANN}`, name: 'Ann Smith', language: 'en-US' },
      remoteId: '1732178000000',
      at: AT,
      opensWindow: true,
      content: { type: 'text', text: 'hello' },
    });
  });

  it('tells a fresh server where the chat has one', () => {
    const serviceUrl = 'https://smba.trafficmanager.net/amer/';
    const received = read(message({ text: 'x', serviceUrl }), { serviceurl: serviceUrl });
    expect(received).toMatchObject({
      events: [{ chat: CHAT, chatReference: JSON.stringify({ serviceUrl, bot: BOT, user: ANN }) }, CALLED],
    });
  });

  it('with the same ids in another channel is another one', () => {
    const other = eventOf(message({ text: 'hello', channelId: 'webchat' }));
    expect(other).toMatchObject({ chat: `webchat/${TALK}`, author: { remoteId: `webchat/${ANN}` } });
    expect(other.key).not.toBe(eventOf(said).key);
  });

  it.each([
    ['msteams', 'Teams user'],
    ['skype', 'Skype user'],
    ['telegram', 'Bot Framework user'],
    ['constructor', 'Bot Framework user'],
  ])('of somebody without a name, in %s, has to be asked for', (channelId, name) => {
    expect(eventOf(message({ text: 'x', channelId, from: { id: ANN, name: ' ' }, locale: 7 }))).toMatchObject({
      author: { remoteId: `${channelId}/${ANN}`, name, isUnnamed: true },
    });
  });

  it('without a time came when it came', () => {
    expect(eventOf(message({ text: 'x', timestamp: 'soon' }))).toMatchObject({ at: receiving.clock.now() });
  });

  it.each([{ from: { id: BOT } }, { from: { id: 'x', role: 'bot' } }])('of the bot itself is none: %j', (more) => {
    expect(eventOf(message({ text: 'x', ...more })).kind).toBe('ignored');
  });

  it.each([{ isGroup: true }, { conversationType: 'groupChat' }, { conversationType: 'channel' }])(
    'in a group is ignored: %j',
    (more) => {
      const ignored = eventOf(message({ text: 'x', conversation: { id: '19:x@thread.tacv2', ...more } }));
      expect(ignored).toMatchObject({ kind: 'ignored', key: 'group/msteams/19:x@thread.tacv2/message' });
    },
  );
});

describe('what happens to a message', () => {
  const place = { source: APP, chat: CHAT, chatReference: REFERENCE, at: AT };
  const author = { remoteId: `msteams/${ANN}`, name: 'Ann Smith', language: 'en-US' };

  it.each(['editMessage', 'undeleteMessage', undefined])('it says something else: %s', (eventType) => {
    const edited = activity({ type: 'messageUpdate', text: 'hello there', channelData: { eventType } });
    expect(eventOf(edited)).toEqual({
      kind: 'edit',
      key: `edit/${CHAT}/1732178000000/${AT}`,
      ...place,
      author,
      remoteId: '1732178000000',
      content: { type: 'text', text: 'hello there' },
    });
  });

  it('it is taken back', () => {
    const removed = activity({ type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } });
    expect(eventOf(removed)).toEqual({
      kind: 'removal',
      key: `removal/${CHAT}/1732178000000/${AT}`,
      ...place,
      remoteId: '1732178000000',
    });
  });

  it.each([
    ['replyToId', { replyToId: '1732177000000' }, '1732177000000'],
    ['id', { id: '1732177000000' }, '1732177000000'],
    ['both', { replyToId: '1732177000000', id: 'f:1' }, '1732177000000'],
  ])('it is reacted to, and named by %s', (_, named, remoteId) => {
    const reacted = activity({ type: 'messageReaction', reactionsAdded: [{ type: 'heart' }], ...named });
    expect(eventOf(reacted)).toEqual({
      kind: 'reaction',
      key: `reaction/${CHAT}/${remoteId}/msteams/${ANN}/+heart/${AT}`,
      ...place,
      author,
      remoteId,
      reaction: { kind: 'emoji', emoji: '❤️' },
    });
  });

  it.each([
    [['like'], [], { kind: 'emoji', emoji: '👍' }],
    [['plusOne'], [], { kind: 'emoji', emoji: '👍' }],
    [['laugh'], [], { kind: 'emoji', emoji: '😆' }],
    [['surprised'], [], { kind: 'emoji', emoji: '😮' }],
    [['sad'], [], { kind: 'emoji', emoji: '😢' }],
    [['angry'], ['like'], { kind: 'emoji', emoji: '😠' }],
    [['like', 'heart'], [], { kind: 'emoji', emoji: '❤️' }],
    [['🎉'], [], { kind: 'emoji', emoji: '🎉' }],
    [['1f44d_thumbs'], [], { kind: 'other', what: '1f44d_thumbs' }],
    [['<b>'], [], { kind: 'other', what: 'reaction' }],
    [['toString'], [], { kind: 'other', what: 'toString' }],
    [[], ['like'], { kind: 'none' }],
  ])('it is reacted to with %j, and not any more with %j', (added, removed, reaction) => {
    const types = (names: readonly string[]) => names.map((type) => ({ type }));
    const reacted = activity({
      type: 'messageReaction',
      replyToId: '1',
      reactionsAdded: types(added),
      reactionsRemoved: types(removed),
    });
    expect(eventOf(reacted)).toMatchObject({ kind: 'reaction', reaction });
  });

  it('it is reacted to with nothing', () => {
    expect(eventOf(activity({ type: 'messageReaction', replyToId: '1' })).kind).toBe('ignored');
  });

  it.each([
    ['a change', { type: 'messageUpdate', id: undefined }],
    ['a removal', { type: 'messageDelete', id: undefined }],
    ['a reaction', { type: 'messageReaction', id: undefined, reactionsAdded: [{ type: 'like' }] }],
  ])('%s of nothing is kept as it came', (_, more) => {
    expect(eventOf(activity(more)).kind).toBe('unparsed');
  });

  it('it and those before are read', () => {
    const receipt = activity({
      type: 'event',
      name: 'application/vnd.microsoft.readReceipt',
      value: { lastReadMessageId: '1732178000123' },
    });
    expect(eventOf(receipt)).toEqual({
      kind: 'watermark',
      key: `read/${CHAT}/1732178000123`,
      source: APP,
      chat: CHAT,
      state: 'read',
      until: 1732178000123,
    });
  });
});

describe('beside messages', () => {
  it('typing is passed on and not kept', () => {
    expect(read(activity({ type: 'typing' }))).toEqual({
      kind: 'events',
      events: [],
      answer: { status: 200 },
      typing: [{ source: APP, chat: CHAT }],
    });
  });

  it.each([
    ['contactRelationUpdate', { action: 'add' }, 'Messages arrive.'],
    ['contactRelationUpdate', { action: 'remove' }, 'Messages do not arrive until'],
    ['installationUpdate', { action: 'add' }, 'Messages arrive.'],
    ['installationUpdate', { action: 'remove' }, 'Messages do not arrive until'],
    ['conversationUpdate', { membersRemoved: [{ id: ANN }, { id: BOT }] }, 'Messages do not arrive until'],
  ])('%s %j is told to the manager', (type, more, text) => {
    expect(eventOf(activity({ type, ...more }))).toMatchObject({
      kind: 'notice',
      source: APP,
      chat: CHAT,
      at: AT,
      text: expect.stringContaining(text) as string,
    });
  });

  it.each([
    ['installationUpdate', { action: 'add-upgrade' }],
    ['installationUpdate', {}],
    ['conversationUpdate', { membersAdded: [{ id: BOT }] }],
    ['conversationUpdate', { topicName: 'x' }],
    ['event', { name: 'application/vnd.microsoft.readReceipt', value: { lastReadMessageId: 'x' } }],
    ['event', { name: 'other', value: {} }],
    ['endOfConversation', {}],
    ['handoff', {}],
    ['trace', {}],
    ['deleteUserData', {}],
    ['what comes later', {}],
  ])('%s %j is of no consequence', (type, more) => {
    expect(eventOf(activity({ type, ...more })).kind).toBe('ignored');
  });

  it('an invoke is answered in the protocol: nobody here implements it', () => {
    const { events, answer } = eventsOf(activity({ type: 'invoke', name: 'fileConsent/invoke', value: {} }));
    expect(events).toMatchObject([{ kind: 'ignored' }]);
    expect(answer).toEqual({ status: 501 });
  });
});
