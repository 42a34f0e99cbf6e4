import { sampleFile } from '../../support/sample-files';
import { ASTRID, BotBox, codeOf, MARCO, SKYPE, TEAMS, TENANT } from '../support/botframework';
import { FileServer } from '../support/file-server';
import { pick, type Answered } from '../support/http';

const plain = (text: string) => ({ text, textFormat: 'plain' });
const outcome = (answer: Answered) => [answer.status, codeOf(answer)];
const PNG = sampleFile('png').bytes;

const files = new FileServer();
beforeAll(() => files.start());
afterAll(() => files.stop());

describe('a bot in Teams', () => {
  let bot: BotBox;
  beforeEach(async () => {
    bot = await BotBox.inTeams();
  });
  afterEach(() => bot.stop());

  it('sends a text and is told its id; one that is not plain is read as marked up', async () => {
    const answer = await bot.send(plain('Good *day*\nto you'));
    expect(answer.status).toBe(201);
    expect(await bot.last()).toMatchObject({
      id: pick(answer, 'id'),
      from: 'line',
      status: 'delivered',
      text: 'Good *day*\nto you',
    });
    await bot.send({ text: 'Good *day* to [you](https://x.y/)' });
    expect((await bot.last())?.text).toBe('Good day to you');
    await bot.box.assume({ 'botframework-send-status': 202 });
    expect((await bot.send()).status).toBe(202);
  });

  it.each([
    ['nothing', {}, 'BadArgument'],
    ['a type that is none', { type: 'greeting', text: 'x' }, 'BadArgument'],
    ['a text that is a number', { text: 7 }, 'BadArgument'],
    ['a format that is none', { text: 'x', textFormat: 'html' }, 'BadArgument'],
    ['another sender', { text: 'x', from: { id: '28:other' } }, 'BadArgument'],
    ['another receiver', { text: 'x', recipient: { id: '29:other' } }, 'BadArgument'],
    ['another conversation', { text: 'x', conversation: { id: 'a:other' } }, 'BadArgument'],
    ['an id of its own', { text: 'x', id: '1' }, 'BadArgument'],
    ['a server of its own', { text: 'x', serviceUrl: 'https://x.y/' }, 'BadArgument'],
    [
      'seven suggestions',
      { text: 'x', suggestedActions: { actions: Array(7).fill({ type: 'imBack', title: 'A', value: 'a' }) } },
      'BadArgument',
    ],
    [
      'a card that is none',
      { attachments: [{ contentType: 'application/vnd.microsoft.card.hero', content: 7 }] },
      'BadArgument',
    ],
    [
      'a button to nowhere',
      {
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.hero',
            content: { buttons: [{ type: 'openUrl', title: 'A', value: 'x' }] },
          },
        ],
      },
      'BadArgument',
    ],
    ['a film', { attachments: [{ contentType: 'video/mp4', contentUrl: 'https://x.y/a.mp4' }] }, 'BadArgument'],
    ['a file without an address', { attachments: [{ contentType: 'image/png' }] }, 'BadArgument'],
    [
      'a file at an odd address',
      { attachments: [{ contentType: 'image/png', contentUrl: 'ftp://x.y/a.png' }] },
      'BadArgument',
    ],
  ])('is refused %s', async (_, body, code) => {
    expect(outcome(await bot.send(body))).toEqual([400, code]);
    expect(await bot.messages()).toEqual([]);
  });

  it('is refused what is no JSON, and what is too much', async () => {
    const path = `conversations/${ASTRID.id}/activities`;
    expect(outcome(await bot.call('POST', path, 'no JSON'))).toEqual([400, 'BadSyntax']);
    expect(outcome(await bot.send(plain('ä'.repeat(14_337))))).toEqual([413, 'MessageSizeTooBig']);
    expect((await bot.send(plain('ä'.repeat(14_336)))).status).toBe(201);
    expect(outcome(await bot.send({ ...plain('x'), value: 'x'.repeat(262_144) }))).toEqual([413, 'MessageSizeTooBig']);
    await bot.box.assume({ 'botframework-teams-kb': 24 });
    expect(outcome(await bot.send(plain('ä'.repeat(14_336))))).toEqual([413, 'MessageSizeTooBig']);
  });

  it('may name a field that nobody knows: that is in the journal', async () => {
    expect((await bot.send({ ...plain('x'), speech: 'x' })).status).toBe(201);
    const entries = await bot.box.journal('&side=botframework');
    expect(entries.at(-1)?.warnings).toEqual(['speech: no such field']);
    await bot.box.assume({ 'botframework-service-fields': 'ignore' });
    expect((await bot.send({ ...plain('x'), id: '1' })).status).toBe(201);
  });

  it('sends a small picture by its address', async () => {
    const contentUrl = files.file('/a.png', PNG, 'image/png');
    const picture = { contentType: 'image/png', contentUrl, name: 'a.png' };
    expect((await bot.send({ ...plain('See'), attachments: [picture] })).status).toBe(201);
    expect(await bot.last()).toMatchObject({ kind: 'picture', text: 'See', files: [{ size: PNG.length }] });
    const big = files.file('/b.png', Buffer.concat([PNG, Buffer.alloc(1024 * 1024)]), 'image/png');
    for (const wrong of [big, files.file('/c.png', PNG, 'text/html'), `${contentUrl}.gone`]) {
      expect(outcome(await bot.send({ attachments: [{ ...picture, contentUrl: wrong }] }))).toEqual([
        400,
        'BadArgument',
      ]);
    }
    await bot.box.assume({ 'botframework-loopback': 'off' });
    expect(outcome(await bot.send({ attachments: [picture] }))).toEqual([400, 'BadArgument']);
  });

  it('changes and takes back what it said, and nothing else', async () => {
    const id = pick(await bot.send(plain('One')), 'id');
    expect(await bot.update(id, { text: 'Two' })).toMatchObject({ status: 200, json: { id } });
    expect(await bot.last()).toMatchObject({ id, text: 'Two', edited: true });
    expect((await bot.delete(id)).status).toBe(200);
    expect(await bot.last()).toMatchObject({ removed: true });
    for (const answer of [await bot.update(id, { text: 'Three' }), await bot.delete(id), await bot.delete('1')]) {
      expect(outcome(answer)).toEqual([404, 'ActivityNotFoundInConversation']);
    }
    const theirs = pick(await bot.says({ text: 'Mine' }), 'id');
    expect((await bot.delete(theirs)).status).toBe(403);
  });

  it('answers a message that is there', async () => {
    const id = pick(await bot.says({ text: 'Hello' }), 'id');
    expect((await bot.send(plain('Hello!'), `activities/${id}`)).status).toBe(201);
    expect(outcome(await bot.send(plain('Hello!'), 'activities/1'))).toEqual([404, 'ActivityNotFoundInConversation']);
  });

  it('types for three seconds', async () => {
    const before = Date.now();
    expect(await bot.send({ type: 'typing' })).toMatchObject({
      status: 202,
      json: { id: expect.any(String) as string },
    });
    const { typingUntil } = await bot.view();
    expect(typingUntil).toBeGreaterThanOrEqual(before + 3_000);
    expect(typingUntil).toBeLessThanOrEqual(Date.now() + 3_000);
    await bot.box.assume({ 'botframework-typing-answer': 'empty' });
    expect((await bot.send({ type: 'typing' })).text).toBe('');
    expect(await bot.messages()).toEqual([]);
  });

  it('is held back after sixty in half a minute, or sooner', async () => {
    const answers = await Promise.all(Array.from({ length: 61 }, () => bot.send()));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'Throttled'));
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    await bot.box.assume({ 'botframework-throttling': 'off' });
    expect((await bot.send()).status).toBe(201);
  });

  it.each([
    [{}, 'Forbidden', { subCode: 'MessageWritesBlocked' }],
    [
      { 'botframework-nested-code': 'inner-error' },
      'Forbidden',
      { innerHttpError: { body: { error: { code: 'MessageWritesBlocked' } } } },
    ],
    [{ 'botframework-blocked': 'ConversationBlockedByUser' }, 'ConversationBlockedByUser', {}],
  ])('cannot write to somebody who has blocked it: %j', async (readings, code, more) => {
    await bot.box.assume(readings);
    await bot.act('block');
    expect(await bot.send()).toMatchObject({ status: 403, json: { error: { code, ...more } } });
  });

  it('cannot write to who has not added it, is gone, or is somewhere else', async () => {
    const path = `/lines/botframework/${TEAMS.appId}/customers`;
    const id = pick(await bot.box.control('POST', path, { name: 'New Person' }), 'id');
    const toNew = () =>
      bot.call('POST', `conversations/${encodeURIComponent(id)}/activities`, { type: 'message', ...plain('x') });
    expect(outcome(await toNew())).toEqual([403, 'BotNotInConversationRoster']);
    await bot.box.assume({ 'botframework-not-in-roster': 404 });
    expect(outcome(await toNew())).toEqual([404, 'BotNotInConversationRoster']);
    await bot.act('leave');
    expect(outcome(await bot.send())).toEqual([404, 'ConversationNotFound']);
    await bot.actOnLine('move', { region: 'amer' });
    expect(outcome(await bot.send())).toEqual([403, 'InvalidBotApiHost']);
  });

  it('is answered as told', async () => {
    await bot.actOnLine('answer', { status: 412, code: 'PreconditionFailed', operation: 'send' });
    expect(outcome(await bot.send())).toEqual([412, 'PreconditionFailed']);
    expect((await bot.send()).status).toBe(201);
  });

  it('asks who is there, and begins with whom it knows', async () => {
    const { json } = await bot.call('GET', `conversations/${ASTRID.id}/members`);
    expect(json).toEqual([
      expect.objectContaining({ id: ASTRID.userId, name: ASTRID.name, givenName: 'Astrid', tenantId: TENANT }),
    ]);
    expect(await bot.call('GET', `conversations/${ASTRID.id}/members/${ASTRID.userId}`)).toMatchObject({
      json: { email: ASTRID.email },
    });
    expect((await bot.call('GET', `conversations/${ASTRID.id}/members/29:other`)).status).toBe(404);
    expect(await bot.call('GET', `conversations/${ASTRID.id}/pagedmembers`)).toMatchObject({
      json: { members: [{ id: ASTRID.userId }] },
    });
    const begin = (more: object = {}) =>
      bot.call('POST', 'conversations', {
        isGroup: false,
        bot: { id: `28:${TEAMS.appId}` },
        members: [{ id: ASTRID.userId }],
        channelData: { tenant: { id: TENANT } },
        activity: { type: 'message', ...plain('Your order is ready') },
        ...more,
      });
    const begun = await begin();
    expect(begun).toMatchObject({ status: 201, json: { id: ASTRID.id, serviceUrl: bot.serviceUrl } });
    expect(await bot.last()).toMatchObject({ id: pick(begun, 'activityId'), text: 'Your order is ready' });
    expect(outcome(await begin({ channelData: {} }))).toEqual([400, 'BadArgument']);
    expect(outcome(await begin({ members: [{ id: '29:nobody' }] }))).toEqual([404, 'ConversationNotFound']);
  });

  it('finds no other paths and methods', async () => {
    expect((await bot.call('GET', 'greetings')).status).toBe(404);
    expect((await bot.call('DELETE', `conversations/${ASTRID.id}/members`)).status).toBe(405);
    expect(outcome(await bot.call('POST', `conversations/${ASTRID.id}/attachments`, {}))).toEqual([
      405,
      'MethodNotAllowed',
    ]);
    expect((await bot.get('somewhere')).status).toBe(404);
  });
});

describe('a bot in Skype', () => {
  let bot: BotBox;
  beforeEach(async () => {
    bot = await BotBox.inSkype();
  });
  afterEach(() => bot.stop());

  it('shows films and files as they are', async () => {
    const contentUrl = files.file('/a.mp4', sampleFile('mp4').bytes, 'video/mp4');
    await bot.send({ attachments: [{ contentType: 'video/mp4', contentUrl, name: 'a.mp4' }] });
    expect(await bot.last()).toMatchObject({ kind: 'video', files: [{ mimeType: 'video/mp4' }] });
  });

  it('puts a file into the channel’s store and names it', async () => {
    const path = `conversations/${encodeURIComponent(MARCO.id)}/attachments`;
    const body = { type: 'image/png', name: 'a.png', originalBase64: PNG.toString('base64') };
    const id = pick(await bot.call('POST', path, body), 'id');
    expect(await bot.call('GET', `attachments/${id}`)).toMatchObject({
      json: { name: 'a.png', views: [{ viewId: 'original', size: PNG.length }] },
    });
    const contentUrl = `${bot.serviceUrl}v3/attachments/${id}/views/original`;
    await bot.send({ attachments: [{ contentType: 'image/png', contentUrl }] });
    expect(await bot.last()).toMatchObject({ kind: 'picture', files: [{ id }] });
  });

  it('changes nothing, and knows no messageBack', async () => {
    const id = pick(await bot.send(), 'id');
    expect(outcome(await bot.update(id, { text: 'Two' }))).toEqual([405, 'MethodNotAllowed']);
    expect(outcome(await bot.delete(id))).toEqual([405, 'MethodNotAllowed']);
    const content = { buttons: [{ type: 'messageBack', title: 'A', value: {} }] };
    const answer = await bot.send({ attachments: [{ contentType: 'application/vnd.microsoft.card.hero', content }] });
    expect(outcome(answer)).toEqual([400, 'BadArgument']);
    expect(outcome(await bot.send(plain('x'.repeat(8_001))))).toEqual([413, 'MessageSizeTooBig']);
  });

  it('is switched off where it is so read', async () => {
    await bot.box.assume({ 'botframework-skype': 'retired' });
    expect((await bot.send()).status).toBe(404);
    expect((await bot.line()).id).toBe(SKYPE.appId);
  });
});
