import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { actions, manager, messageHooks, messagesOf, upload } from './support/kommo-inbox';
import { incoming, outgoing, SCOPE } from './support/kommo-caller';

const { account, channel, users } = SANDBOX.kommo;
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;

let box: Harness;
let chatId: string;
let firstId: string;
let maria: ReturnType<typeof manager>;
beforeEach(async () => {
  box = await Harness.start();
  await box.kommo.connect();
  const sent = await box.kommo.send(incoming('Hello', { msgid: 'm-1', msec_timestamp: 1_790_000_000_500 }));
  chatId = pick(sent, 'new_message', 'conversation_id');
  firstId = pick(sent, 'new_message', 'msgid');
  maria = manager(box, chatId);
});
afterEach(() => box.stop());

const problem = (answer: { status: number; json: unknown }) => [
  answer.status,
  (answer.json as { detail: string }).detail,
];

describe('files', () => {
  test.each([
    ['photo.jpg', 'image/jpeg', 'picture', true],
    ['clip.mp4', 'video/mp4', 'video', true],
    ['note.ogg', 'audio/ogg', 'voice', false],
    ['song.mp3', 'audio/mpeg', 'audio', false],
    ['offer – 1.pdf', 'application/pdf', 'file', false],
  ])('%s goes out as its type, and can be downloaded', async (name, mimeType, type, hasThumbnail) => {
    const file = await upload(box, name, mimeType, 'bytes');
    const written = await maria.writes({ file: file.id, text: 'look' });
    expect(written).toMatchObject({
      status: 201,
      json: {
        type,
        text: 'look',
        media: { state: 'there', fileName: name, file: { id: file.id, name, mimeType, size: 5 } },
      },
    });
    const [hook] = await messageHooks(box, 1);
    expect(hook?.message).toMatchObject({ type, text: 'look', file_name: name, file_size: 5 });
    const media = String(hook?.message.media);
    expect(media.startsWith(`${box.sandbox.url}/attachments/`)).toBe(true);
    const got = await fetch(media);
    expect([got.status, got.headers.get('content-type'), await got.text()]).toEqual([200, mimeType, 'bytes']);
    expect(hook?.message.thumbnail === '').toBe(!hasThumbnail);
    if (!hasThumbnail) return;
    const small = await fetch(String(hook?.message.thumbnail));
    expect([small.status, small.headers.get('content-type')?.startsWith('image/')]).toEqual([200, true]);
  });

  test('a file may be said to be another type', async () => {
    const file = await upload(box, 's.webp', 'image/webp', 'x');
    await maria.writes({ file: file.id, type: 'sticker' });
    expect((await messageHooks(box, 1))[0]?.message).toMatchObject({ type: 'sticker', text: '' });
  });

  test('several are several hooks with one group, the words with the first', async () => {
    const files = [await upload(box, 'a.png', 'image/png', 'a'), await upload(box, 'b.pdf', 'application/pdf', 'b')];
    const answer = await maria.attaches({ files: files.map(({ id }) => id), text: 'both' });
    expect(answer.status).toBe(201);
    const hooks = (await messageHooks(box, 2)).map(({ message }) => message);
    const byName = [...hooks].sort((a, b) => String(a.file_name).localeCompare(String(b.file_name)));
    expect(byName).toMatchObject([
      { type: 'picture', file_name: 'a.png', text: 'both', media_group_id: UUID },
      { type: 'file', file_name: 'b.pdf', text: '', media_group_id: UUID },
    ]);
    expect(new Set(hooks.map(({ media_group_id }) => media_group_id)).size).toBe(1);
    const shown = await messagesOf(box);
    expect(new Set(shown.slice(1).map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
    const history = (await box.kommo.history(chatId, '?limit=1')).json;
    expect(history).toMatchObject({ messages: [{ message: { media_group_id: hooks[0]?.media_group_id } }] });
  });

  test('what is written right after several comes after them, in the inbox and by the times of its hook', async () => {
    const files = [];
    for (const name of ['a.png', 'b.png', 'c.png']) files.push((await upload(box, name, 'image/png', name)).id);
    // All within one millisecond.
    const frozen = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
    try {
      await maria.attaches({ files });
      await maria.writes({ text: 'next' });
    } finally {
      frozen.mockRestore();
    }
    expect((await messagesOf(box)).slice(1).map(({ media, text }) => media?.fileName ?? text)).toEqual([
      'a.png',
      'b.png',
      'c.png',
      'next',
    ]);
    const hooks = [...(await messageHooks(box, 4))].sort((a, b) => a.msec_timestamp - b.msec_timestamp);
    expect(hooks.map(({ message }) => (message.file_name === '' ? message.text : message.file_name))).toEqual([
      'a.png',
      'b.png',
      'c.png',
      'next',
    ]);
    expect(new Set(hooks.map(({ msec_timestamp: at }) => at)).size).toBe(4);
  });

  test('unknown, too few and too large ones are refused', async () => {
    expect(problem(await maria.writes({ file: 'none' }))).toEqual([404, 'there is no file none']);
    expect((await maria.attaches({ files: ['none'] })).status).toBe(400);
    await box.assume({ 'attachment-limit-mb': 1 });
    const file = await upload(box, 'big.bin', 'application/octet-stream', Buffer.alloc(1024 * 1024 + 1));
    expect(problem(await maria.writes({ file: file.id }))).toEqual([
      413,
      'The channel takes files of 1 MB at most; this one is larger.',
    ]);
    expect(await messagesOf(box)).toHaveLength(1);
  });
});

describe('what goes with words', () => {
  test('buttons', async () => {
    const buttons = [[{ text: 'Yes' }, { text: 'No' }], [{ text: 'Later' }]];
    const written = await maria.writes({ text: 'Well?', buttons });
    expect(written.json).toMatchObject({ buttons: buttons.map((row) => row.map((one) => ({ ...one, url: null }))) });
    expect((await messageHooks(box, 1))[0]?.message).toMatchObject({ markup: { mode: 'inline', buttons } });
    const mixed = await maria.writes({
      text: 'x',
      buttons: [[{ text: 'a' }, { text: 'b', url: 'https://example.org' }]],
    });
    expect(problem(mixed)).toEqual([400, 'The buttons of a message are all plain, or all links.']);
  });

  const row = { callbackData: 'size-m', title: 'M', description: 'Medium' };
  const list = {
    header: 'Sizes',
    body: 'Which *one*?',
    footer: 'All in stock',
    button: 'Choose',
    sections: [{ title: 'Shirts', rows: [row] }],
  };

  test('a list message', async () => {
    const written = await maria.writes({ list });
    expect(written.json).toMatchObject({ list, text: '' });
    const { markup } = (await messageHooks(box, 1))[0]?.message ?? {};
    expect(markup).toEqual({
      list_message: {
        ...list,
        sections: [{ title: 'Shirts', rows: [{ callback_data: 'size-m', title: 'M', description: 'Medium' }] }],
      },
    });
    await box.kommo.send(incoming('M', { message: { type: 'text', text: 'M', callback_data: 'size-m' } }));
    expect((await messagesOf(box)).find(({ text }) => text === 'M')).toMatchObject({ callbackData: 'size-m' });
  });

  test.each([
    ['header', { header: 'x'.repeat(61) }],
    ['body', { body: 'x'.repeat(1025) }],
    ['footer', { footer: 'x'.repeat(61) }],
    ['sections', { sections: [] }],
    ['sections', { sections: Array.from({ length: 11 }, () => list.sections[0]) }],
    ['sections.0.title', { sections: [{ title: 'x'.repeat(25), rows: [row] }] }],
    ['sections.0.rows', { sections: [{ title: 'x', rows: [] }] }],
    ['sections.0.rows', { sections: [{ title: 'x', rows: Array.from({ length: 11 }, () => row) }] }],
  ])('a list message whose %s is out of bounds is refused', async (field, more) => {
    const answer = await maria.writes({ list: { ...list, ...more } });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`list.${field}`);
  });

  test('a template, with its words filled in', async () => {
    const template = {
      id: 7103,
      externalId: 'my_tpl',
      content: 'Your order {{lead.id}}',
      params: [{ key: '{{lead.id}}', value: '15926745' }],
    };
    await maria.writes({ template });
    expect((await messageHooks(box, 1))[0]?.message).toMatchObject({
      text: 'Your order 15926745',
      template: { id: 7103, external_id: 'my_tpl', content: template.content, params: template.params },
    });
  });

  test('a reply', async () => {
    const written = await maria.writes({ text: 'Yes', replyTo: firstId });
    expect(written.json).toMatchObject({ quote: { messageId: firstId, author: 'Ana', text: 'Hello' } });
    expect((await messageHooks(box, 1))[0]?.message.reply_to).toEqual({
      message: {
        id: firstId,
        msgid: 'm-1',
        type: 'text',
        text: 'Hello',
        media: '',
        thumbnail: '',
        file_name: '',
        file_size: 0,
        timestamp: 1_790_000_000,
        msec_timestamp: 1_790_000_000_500,
        sender: { id: UUID, client_id: 'person-1', name: 'Ana' },
      },
    });
    expect((await maria.writes({ text: 'x', replyTo: 'none' })).status).toBe(404);
  });

  test('a forward, of any chat of the scope', async () => {
    const other = await box.kommo.send(
      outgoing('From there', users[1].id, { conversation_id: 'chat-2', receiver: { id: 'person-2', name: 'Ben' } }),
    );
    const written = await maria.writes({ forward: pick(other, 'new_message', 'msgid') });
    expect(written.json).toMatchObject({ text: '', forwarded: { author: 'Daniel Reyes', text: 'From there' } });
    expect((await messageHooks(box, 1))[0]?.message.forwards).toMatchObject({
      conversation_ref_id: pick(other, 'new_message', 'conversation_id'),
      messages: [
        {
          id: pick(other, 'new_message', 'msgid'),
          text: 'From there',
          sender: { id: users[1].id, name: 'Daniel Reyes' },
          receiver: { client_id: 'person-2', name: 'Ben' },
        },
      ],
    });
    expect((await maria.writes({ text: 'x', forward: 'none' })).status).toBe(404);
  });

  test('the answer to a comment', async () => {
    const post = { id: '203055422', url: 'https://example.org/post' };
    await box.kommo.send(incoming('Nice!', { msgid: 'comment', message: { type: 'text', text: 'Nice!', post } }));
    await maria.writes({ text: 'Thank you', postId: post.id });
    const [hook] = await messageHooks(box, 1);
    expect(hook?.message).toMatchObject({ post: { id: post.id }, reply_to: { message: { msgid: 'comment' } } });
    expect((await maria.writes({ text: 'x', postId: 'none' })).status).toBe(404);
    const file = await upload(box, 'a.png', 'image/png', 'a');
    expect(problem(await maria.writes({ file: file.id, postId: post.id }))).toEqual([
      400,
      'The answer to a comment is text only.',
    ]);
    const byBot = await manager(box, chatId, channel.bot.id).writes({ text: 'x', postId: post.id });
    expect(problem(byBot)).toEqual([409, 'Kommo does not let a bot answer comments.']);
  });

  test('nothing at all is refused', async () => {
    expect(problem(await maria.writes({}))).toEqual([400, 'The message has no text.']);
    expect(problem(await maria.writes({ text: '' }))).toEqual([400, 'The message is empty.']);
    expect(problem(await maria.writes({ text: 'x', buttons: [[{ text: 'a' }]], list }))).toEqual([
      400,
      'A message has buttons or a list, not both.',
    ]);
  });

  test('the bot of the channel writes too', async () => {
    await manager(box, chatId, channel.bot.id).writes({ text: 'I am a bot' });
    expect((await messageHooks(box, 1))[0]?.sender).toEqual({ id: channel.bot.id, name: channel.bot.name });
  });
});

describe('typing', () => {
  test('goes out once in five seconds', async () => {
    expect((await maria.types()).json).toEqual({ status: 200, ms: expect.any(Number) as number, error: null });
    expect(problem(await maria.types())).toEqual([429, 'Kommo tells of typing once in five seconds.']);
    await box.control('PUT', '/clock', { offsetMs: 5001 });
    expect((await maria.types({ postId: '203055422' })).status).toBe(200);
    const [first, second] = await actions(box, 2);
    const { time, account_id } = box.courier.received[0]?.json as { time: number; account_id: string };
    expect(account_id).toBe(account.amojoId);
    expect(first).toEqual({
      typing: {
        user: { id: users[0].id },
        conversation: { id: chatId, client_id: 'chat-1' },
        expired_at: time + 5,
      },
    });
    expect(second).toMatchObject({ typing: { post_id: '203055422' } });
  });

  test('says how its hook went', async () => {
    box.courier.answer = () => 500;
    expect((await maria.types()).json).toMatchObject({ status: 500, error: 'answered 500, not 200' });
  });
});

describe('reactions', () => {
  test('are set, changed and taken back', async () => {
    expect((await maria.reacts(firstId, '😍')).json).toMatchObject({
      id: firstId,
      reactions: [{ emoji: '😍', by: 'Maria Souza' }],
    });
    await maria.reacts(firstId, '👍');
    await manager(box, chatId, users[1].id).reacts(firstId, '👍');
    expect((await maria.reacts(firstId, null)).json).toMatchObject({
      reactions: [{ emoji: '👍', by: 'Daniel Reyes' }],
    });
    expect(problem(await maria.reacts(firstId, null))).toEqual([
      409,
      'There is no reaction of this user to take back.',
    ]);
    const hooks = await actions(box, 4);
    const common = { conversation: { id: chatId, client_id: 'chat-1' }, user: { id: users[0].id } };
    const message = {
      id: firstId,
      client_id: 'm-1',
      sender: { id: UUID },
      timestamp: 1_790_000_000,
      msec_timestamp: 1_790_000_000_500,
    };
    expect(hooks).toContainEqual({ reaction: { ...common, message, type: 'react', emoji: '😍' } });
    expect(hooks).toContainEqual({ reaction: { ...common, message, type: 'unreact' } });
  });

  test('are those of the channel only, and none where it has none', async () => {
    await box.control('PATCH', `/kommo/channels/${channel.id}`, { reactions: ['👍', '😳'] });
    expect((await maria.reacts(firstId, '👍')).status).toBe(200);
    expect(problem(await maria.reacts(firstId, '😍'))).toEqual([
      409,
      'This emoji is not among the reactions of the channel.',
    ]);
    const react = (emoji: string) =>
      box.kommo.call('POST', `${SCOPE}/react`, {
        conversation_id: 'chat-1',
        msgid: 'm-1',
        user: { id: 'person-1' },
        type: 'react',
        emoji,
      });
    expect((await react('😳')).status).toBe(200);
    expect((await react('😍')).json).toMatchObject({
      error_description: 'emoji: not among the reactions of the channel',
    });
    await box.control('PATCH', `/kommo/channels/${channel.id}`, { reactions: [] });
    expect((await maria.reacts(firstId, '👍')).status).toBe(409);
  });

  test('name a message of Kommo’s own without an id of the integration', async () => {
    const written = await maria.writes({ text: 'Hi' });
    await box.courier.until(1);
    await maria.reacts(pick(written, 'id'), '👍');
    const { reaction } = (await actions(box, 2))[1] as { reaction: { message: object } };
    expect(reaction.message).toMatchObject({ sender: { id: users[0].id }, receiver: { id: UUID } });
    expect(reaction.message).not.toHaveProperty('client_id');
  });
});

test('hooks of typing and reactions meet the faults of hooks', async () => {
  await box.fault({ name: 'kommo-hook-duplicate' });
  await maria.types();
  await maria.reacts(firstId, '👍');
  const received = await box.courier.until(4);
  expect(received).toHaveLength(4);
  await eventually(async () => (await box.journal()).filter(({ operation }) => operation === 'hook').length === 4);
});

test('a channel that was disconnected has no managers any more', async () => {
  await box.kommo.call('DELETE', `${channel.id}/disconnect`, { account_id: account.amojoId });
  for (const answer of [await maria.writes({ text: 'x' }), await maria.types(), await maria.reacts(firstId, '👍')]) {
    expect(answer.status).toBe(409);
  }
});
