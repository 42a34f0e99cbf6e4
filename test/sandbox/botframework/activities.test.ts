import { sampleFile } from '../../support/sample-files';
import { ASTRID, BotBox, TEAMS, TENANT, type Activity } from '../support/botframework';
import { answered, eventually } from '../support/http';

const BOT = `28:${TEAMS.appId}`;
const named = (activity: Activity, name: string) => activity[name] as readonly Activity[] | undefined;

describe('a customer in Teams', () => {
  let bot: BotBox;
  beforeEach(async () => {
    bot = await BotBox.inTeams();
    await bot.endpoint();
  });
  afterEach(() => bot.stop());

  const says = (message: object) => bot.toldOf(() => bot.says(message));
  const sent = async (message: object) => ((await bot.says(message)).json as { id: string }).id;

  it('writes: the words, with a copy in HTML, and who and where', async () => {
    const told = await says({ text: 'Is it <there>?' });
    expect(told).toMatchObject({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: bot.serviceUrl,
      text: 'Is it <there>?',
      textFormat: 'plain',
      from: { id: ASTRID.userId, name: ASTRID.name, aadObjectId: ASTRID.aadObjectId },
      recipient: { id: BOT, name: TEAMS.name },
      conversation: { id: ASTRID.id, conversationType: 'personal', tenantId: TENANT },
      attachments: [{ contentType: 'text/html', content: '<p>Is it &lt;there&gt;?</p>' }],
      channelData: { tenant: { id: TENANT } },
    });
    expect(told.id).toMatch(/^\d{13}$/);
    await bot.settled();
    expect(await bot.last()).toMatchObject({ handed: true });
    await bot.box.assume({ 'botframework-html-copy': 'where-needed' });
    expect(await says({ text: 'Hello' })).not.toHaveProperty('attachments');
  });

  it('sends a picture, which the connector keeps for the bot', async () => {
    const { bytes } = sampleFile('png');
    const file = await bot.file('a.png', 'image/png', bytes);
    const [picture] = named(await says({ files: [file], as: 'picture' }), 'attachments') ?? [];
    expect(picture).toMatchObject({ contentType: 'image/png', name: 'a.png' });
    const url = String(picture?.contentUrl);
    expect((await fetch(url)).status).toBe(401);
    const headers = { Authorization: `Bearer ${await bot.token()}` };
    const fetched = Buffer.from(await (await fetch(url, { headers })).arrayBuffer());
    expect(fetched.equals(bytes)).toBe(true);
    await bot.box.assume({ 'botframework-attachment-redirect': 'on', 'botframework-image-type': 'image/*' });
    const led = await fetch(url, { headers, redirect: 'manual' });
    expect(led.status).toBe(302);
    const there = led.headers.get('location') ?? '';
    expect([(await fetch(there)).status, (await fetch(there, { headers })).status]).toEqual([200, 401]);
    const [other] = named(await says({ files: [file], as: 'picture' }), 'attachments') ?? [];
    expect(other).toMatchObject({ contentType: 'image/*' });
  });

  it('sends a file, which is in a store of their own for a while', async () => {
    const file = await bot.file('offer.pdf', 'application/pdf');
    const [told] = named(await says({ files: [file], as: 'file' }), 'attachments') ?? [];
    expect(told).toMatchObject({
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name: 'offer.pdf',
      content: { fileType: 'pdf', uniqueId: file },
    });
    const { downloadUrl } = told?.content as { downloadUrl: string };
    expect(await answered(await fetch(downloadUrl))).toMatchObject({ status: 200, text: 'bytes' });
    await bot.box.assume({ 'botframework-download-life-ms': 0 });
    await bot.box.control('PUT', '/clock', { offsetMs: 1_000 });
    expect((await fetch(downloadUrl)).status).toBe(404);
  });

  it('sends several pictures at once, a sticker, a place and a card', async () => {
    const [one, two] = [await bot.file('1.png', 'image/png'), await bot.file('2.png', 'image/png')];
    expect(named(await says({ files: [one, two], as: 'picture' }), 'attachments')).toHaveLength(2);
    const [copy, ...more] = named(await says({ files: [one], as: 'sticker' }), 'attachments') ?? [];
    expect(more).toEqual([]);
    expect(copy).toMatchObject({
      contentType: 'text/html',
      content: expect.stringMatching(/<img [^>]*src="http/) as string,
    });
    expect(
      named(await says({ location: { latitude: 59.33, longitude: 18.07, title: 'Shop' } }), 'entities'),
    ).toContainEqual({
      type: 'Place',
      name: 'Shop',
      geo: { type: 'GeoCoordinates', latitude: 59.33, longitude: 18.07 },
    });
    expect(named(await says({ contact: { name: 'Bo Ek', phone: '+46700000000' } }), 'attachments')).toMatchObject([
      { contentType: 'text/vcard', contentUrl: expect.stringMatching(/^data:text\/vcard;base64,/) as string },
    ]);
  });

  it('answers: the copy says what', async () => {
    await bot.send({ text: 'Which size?', textFormat: 'plain' });
    const asked = await bot.last();
    const told = await says({ text: 'The small one', replyTo: asked?.id });
    expect(told.text).toContain('Which size?');
    const [copy] = named(told, 'attachments') ?? [];
    expect(copy?.content).toContain(`itemtype="http://schema.skype.com/Reply" itemid="${asked?.id ?? ''}"`);
    expect(copy?.content).toMatch(/<\/blockquote><p>The small one<\/p>$/);
  });

  it('edits, takes back, and has it there again', async () => {
    const id = await sent({ text: 'One' });
    await bot.told(1);
    expect(await bot.toldOf(() => bot.handset('PATCH', `messages/${id}`, { text: 'Two' }))).toMatchObject({
      type: 'messageUpdate',
      id,
      text: 'Two',
      channelData: { eventType: 'editMessage' },
    });
    expect(await bot.toldOf(() => bot.handset('DELETE', `messages/${id}`))).toMatchObject({
      type: 'messageDelete',
      id,
      channelData: { eventType: 'softDeleteMessage' },
    });
    expect((await bot.handset('PATCH', `messages/${id}`, { text: 'Three' })).status).toBe(409);
    expect(await bot.toldOf(() => bot.act('undelete', { messageId: id }))).toMatchObject({
      type: 'messageUpdate',
      id,
      text: 'Two',
      channelData: { eventType: 'undeleteMessage' },
    });
    expect(await bot.last()).toMatchObject({ removed: false, edited: true });
  });

  it('reacts with what Teams offers, one at a time', async () => {
    await bot.send();
    const { id } = (await bot.last()) ?? { id: '' };
    const react = (emoji: string | null) => bot.handset('POST', `messages/${id}/reaction`, { emoji });
    const first = await bot.toldOf(() => react('👍'));
    expect(first).toMatchObject({ type: 'messageReaction', replyToId: id, reactionsAdded: [{ type: 'like' }] });
    expect(first.id).not.toBe(id);
    await react('❤️');
    expect((await bot.told(3)).slice(1)).toMatchObject([
      { reactionsRemoved: [{ type: 'like' }] },
      { reactionsAdded: [{ type: 'heart' }] },
    ]);
    await bot.box.assume({ 'botframework-reaction-target': 'id' });
    const gone = await bot.toldOf(() => react(null));
    expect(gone).toMatchObject({ id, reactionsRemoved: [{ type: 'heart' }] });
    expect(gone).not.toHaveProperty('replyToId');
    expect(await react('🦄')).toMatchObject({
      status: 409,
      json: { detail: expect.stringMatching('Teams offers') as string },
    });
  });

  it('reads: all up to the newest, where the bot may know', async () => {
    await bot.send();
    await bot.send();
    const newest = (await bot.last())?.id;
    expect(await bot.toldOf(() => bot.act('read'))).toMatchObject({
      type: 'event',
      name: 'application/vnd.microsoft.readReceipt',
      value: { lastReadMessageId: newest },
    });
    expect((await bot.messages()).map(({ status }) => status)).toEqual(['read', 'read']);
    await bot.box.assume({ 'botframework-read-receipts': 'not-granted' });
    await bot.send();
    await bot.act('read');
    expect(await bot.toldOf(() => bot.says({ text: 'after' }))).toMatchObject({ type: 'message' });
  });

  it('types, and the bot hears nothing of it', async () => {
    expect((await bot.act('type')).status).toBe(409);
    expect((await bot.view()).can).not.toContain('type');
  });

  it('adds and removes the bot', async () => {
    expect(await bot.toldOf(() => bot.act('block'))).toMatchObject({ type: 'installationUpdate', action: 'remove' });
    expect((await bot.says({ text: 'Hello?' })).status).toBe(409);
    await bot.act('unblock');
    expect((await bot.told(3)).slice(1)).toMatchObject([
      { type: 'conversationUpdate', membersAdded: [{ id: ASTRID.userId }, { id: BOT }] },
      { type: 'installationUpdate', action: 'add' },
    ]);
    await bot.act('upgrade');
    expect((await bot.told(5)).slice(3)).toMatchObject([{ action: 'remove-upgrade' }, { action: 'add-upgrade' }]);
  });

  it('who is new has added the bot before the first words', async () => {
    const path = `/lines/botframework/${TEAMS.appId}/customers`;
    const { json } = await bot.box.control('POST', path, { name: 'New Person' });
    const { id } = json as { id: string };
    const handset = `/lines/botframework/${TEAMS.appId}/handsets/${encodeURIComponent(id)}`;
    await bot.box.control('POST', `${handset}/messages`, { text: 'Hello' });
    expect((await bot.told(3)).map(({ type }) => type)).toEqual([
      'conversationUpdate',
      'installationUpdate',
      'message',
    ]);
    expect((await bot.box.control('POST', path, { name: 'A', phone: '+46700000000' })).status).toBe(409);
  });

  it('presses a button, which hands back what it carries', async () => {
    const press = async (buttons: object[], content: object = { buttons }): Promise<Activity> => {
      const card = { contentType: 'application/vnd.microsoft.card.hero', content };
      await bot.send({ text: 'Pick', textFormat: 'plain', attachments: [card] });
      const { id } = (await bot.last()) ?? { id: '' };
      return bot.toldOf(() => bot.handset('POST', `messages/${id}/press`, { row: 0, column: 0 }));
    };
    expect(await press([{ type: 'imBack', title: 'A', value: 'a!' }])).toMatchObject({ type: 'message', text: 'a!' });
    const back = { type: 'messageBack', title: 'B', text: 'b', displayText: 'shown', value: { b: 1 } };
    const told = await press([back]);
    expect(told).toMatchObject({
      type: 'message',
      text: 'b',
      value: { b: 1 },
      replyToId: (await bot.messages()).at(-2)?.id,
    });
    expect(await bot.last()).toMatchObject({ from: 'customer', text: 'shown' });
    await bot.box.assume({ 'botframework-message-back-value': 'text' });
    expect(await press([back])).toMatchObject({ value: '{"b":1}' });
    expect(await press([{ type: 'invoke', title: 'C', value: { c: 1 } }])).toMatchObject({
      type: 'invoke',
      value: { c: 1 },
    });
  });

  it('fills in an adaptive card', async () => {
    const content = {
      type: 'AdaptiveCard',
      version: '1.4',
      body: [
        { type: 'TextBlock', text: 'When?' },
        { type: 'Input.Date', id: 'day' },
      ],
      actions: [
        { type: 'Action.Submit', title: 'Then', data: { day: '2026-12-01' } },
        { type: 'Action.OpenUrl', title: 'More', url: 'https://example.com/' },
      ],
    };
    await bot.send({ attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] });
    const shown = await bot.last();
    expect(shown).toMatchObject({ kind: 'card', text: 'When?', buttons: [[{ text: 'Then' }], [{ text: 'More' }]] });
    const told = await bot.toldOf(() =>
      bot.handset('POST', `messages/${shown?.id ?? ''}/press`, { row: 0, column: 0 }),
    );
    expect(told).toMatchObject({ type: 'message', value: { day: '2026-12-01' }, replyToId: shown?.id });
    expect(told).not.toHaveProperty('text');
  });

  it('an activity that met a time-out comes once more only where it is so read', async () => {
    bot.box.courier.answer = () => 500;
    await says({ text: 'One' });
    await bot.settled();
    expect(await bot.last()).toMatchObject({ handed: false });
    await bot.box.assume({ 'botframework-retry': 'once' });
    const [first, second] = [await says({ text: 'Two' }), (await bot.told(3))[2]];
    expect([first.id, second?.id]).toEqual([first.id, first.id]);
    await bot.settled();
    expect(bot.box.courier.received).toHaveLength(3);
  });

  it('moves to another server, which later activities name', async () => {
    await bot.actOnLine('move', { region: 'amer' });
    expect((await says({ text: 'Hello' })).serviceUrl).toBe(`${bot.box.sandbox.url}/botframework/smba/amer/`);
  });
});

describe('a customer in Skype', () => {
  let bot: BotBox;
  beforeEach(async () => {
    bot = await BotBox.inSkype();
    await bot.endpoint();
  });
  afterEach(() => bot.stop());

  it('writes and types; ids say nothing, and there is no copy', async () => {
    const told = await bot.toldOf(() => bot.says({ text: 'Ciao & <b>' }));
    expect(told).toMatchObject({ channelId: 'skype', text: 'Ciao & <b>', conversation: { id: bot.customer.id } });
    expect(told).not.toHaveProperty('attachments');
    expect(told.id).not.toMatch(/^\d+$/);
    expect(await bot.toldOf(() => bot.act('type'))).toMatchObject({ type: 'typing' });
  });

  it('answers within the text', async () => {
    await bot.send({ text: 'Which & what?', textFormat: 'plain' });
    const asked = (await bot.last())?.id ?? '';
    const told = await bot.toldOf(() => bot.says({ text: 'This', replyTo: asked }));
    expect(told).toMatchObject({ textFormat: 'xml' });
    expect(told.text).toMatch(/^<quote authorname="[^"]+" .*messageid="[^"]+">.*Which &amp; what\?.*<\/quote>This$/);
    await bot.box.assume({ 'botframework-skype-quote': 'lost' });
    expect((await bot.toldOf(() => bot.says({ text: 'That', replyTo: asked }))).text).toBe('That');
  });

  it('has no changes, reactions and receipts', async () => {
    const { id } = (await bot.says({ text: 'One' })).json as { id: string };
    const path = `messages/${encodeURIComponent(id)}`;
    const answers = [
      await bot.handset('PATCH', path, { text: 'Two' }),
      await bot.handset('DELETE', path),
      await bot.handset('POST', `${path}/reaction`, { emoji: '👍' }),
      await bot.act('read'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
  });

  it('adds and removes the bot as a contact', async () => {
    expect(await bot.toldOf(() => bot.act('block'))).toMatchObject({ type: 'contactRelationUpdate', action: 'remove' });
    expect(await bot.toldOf(() => bot.act('start'))).toMatchObject({ type: 'contactRelationUpdate', action: 'add' });
  });

  it('hides the name', async () => {
    await bot.act('hide-name');
    const { from } = await bot.toldOf(() => bot.says({ text: 'Guess' }));
    expect(from).not.toHaveProperty('name');
    await eventually(async () => (await bot.last())?.handed);
  });
});
