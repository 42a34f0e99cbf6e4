import { parseHook } from '../../src/kommo/hooks';

const parse = (body: unknown) => parseHook(Buffer.from(`${JSON.stringify(body)}\n`));

/** kommo-chat-api.md §11.2, first sample, in parts that tests vary. */
function messageHook(message: object = {}, around: object = {}) {
  return {
    account_id: '52e591f7',
    time: 1639572261,
    message: {
      receiver: { id: '2ed64e26', client_id: 'my_int-1376', phone: '79161234567', email: 'c@example.com', name: 'Ana' },
      sender: { id: '76fc2bea', name: 'Manager' },
      conversation: { id: '8e4d4baa', client_id: 'my_int-d5a4' },
      source: { external_id: '78001234567' },
      timestamp: 1639572260,
      msec_timestamp: 1639572260980,
      message: { id: '0371a0ff', type: 'text', text: 'whats up?', markup: null, tag: '', media: '', ...message },
      ...around,
    },
  };
}

describe('message hooks', () => {
  it('reads every field', () => {
    expect(parse(messageHook())).toEqual({
      kind: 'message',
      accountAmojoId: '52e591f7',
      id: '0371a0ff',
      at: 1639572260980,
      conversation: { id: '8e4d4baa', clientId: 'my_int-d5a4' },
      receiver: {
        id: '2ed64e26',
        clientId: 'my_int-1376',
        name: 'Ana',
        phone: '79161234567',
        email: 'c@example.com',
      },
      sender: { id: '76fc2bea', name: 'Manager' },
      sourceExternalId: '78001234567',
      content: { type: 'text', text: 'whats up?' },
    });
  });

  it('reads the picture of §11.2 with all its extras', () => {
    const hook = parse(
      messageHook({
        type: 'picture',
        text: 'Your order #15926745',
        markup: { mode: 'inline', buttons: [[{ text: 'Accept' }, { text: 'Site', url: 'https://example.com' }]] },
        media: 'https://amojo.kommo.com/attachments/a/b/image.jpg',
        media_group_id: 'g',
        template: { id: 7103, external_id: 'my_tpl', content: 'Your order {{lead.id}}', params: [] },
        reply_to: { message: {} },
        forwards: { messages: [], conversation_ref_id: 'x' },
      }),
    );
    expect(hook).toMatchObject({
      kind: 'message',
      content: {
        type: 'picture',
        file: { reference: 'https://amojo.kommo.com/attachments/a/b/image.jpg', name: 'image.jpg' },
        caption: 'Your order #15926745',
        buttons: [[{ text: 'Accept' }, { text: 'Site', url: 'https://example.com' }]],
        template: { id: 7103, externalId: 'my_tpl', content: 'Your order {{lead.id}}', params: [] },
        album: 'g',
      },
    });
    expect(hook).not.toHaveProperty('content.replyTo');
    expect(hook).not.toHaveProperty('content.forwarded');
    expect(hook).not.toHaveProperty('leftOut');
  });

  it('reads the hook recorded in October 2023', () => {
    expect(
      parse({
        account_id: 'd2914d60',
        time: 1696335541,
        message: {
          receiver: { id: 'r', name: 'Андрей', client_id: '26665641' },
          sender: { id: 's', name: '' },
          conversation: { id: 'c', client_id: 'own' },
          timestamp: 1696335541,
          msec_timestamp: 1696335541000,
          message: {
            id: 'm',
            type: 'text',
            text: 'whats up?',
            markup: null,
            tag: '',
            media: '',
            thumbnail: '',
            file_name: '',
            file_size: 0,
          },
        },
      }),
    ).toEqual({
      kind: 'message',
      accountAmojoId: 'd2914d60',
      id: 'm',
      at: 1696335541000,
      conversation: { id: 'c', clientId: 'own' },
      receiver: { id: 'r', name: 'Андрей', clientId: '26665641' },
      sender: { id: 's' },
      content: { type: 'text', text: 'whats up?' },
    });
  });

  it('reads a write-first hook, without our ids (§11.3)', () => {
    const hook = parse(
      messageHook({}, { conversation: { id: '8e4d4baa' }, receiver: { id: '2ed64e26', phone: '79161234567' } }),
    );
    expect(hook).toMatchObject({ conversation: { id: '8e4d4baa' }, receiver: { phone: '79161234567' } });
    expect(hook).not.toHaveProperty('conversation.clientId');
  });

  it.each([
    ['null', null],
    ['empty', ''],
  ])('takes optional fields that are %s', (_, nothing) => {
    const hook = parse(
      messageHook(
        { media: nothing, thumbnail: nothing },
        {
          receiver: { id: 'r', client_id: nothing, phone: nothing, name: nothing },
          sender: { id: 's', name: nothing },
          conversation: { id: 'c', client_id: nothing },
          source: nothing === null ? null : { external_id: nothing },
        },
      ),
    );
    expect(hook).toEqual({
      kind: 'message',
      accountAmojoId: '52e591f7',
      id: '0371a0ff',
      at: 1639572260980,
      conversation: { id: 'c' },
      receiver: { id: 'r' },
      sender: { id: 's' },
      content: { type: 'text', text: 'whats up?' },
    });
  });

  it.each([
    [{ msec_timestamp: undefined }, 1639572260000],
    [{ msec_timestamp: 0 }, 1639572260000],
    [{ msec_timestamp: '1639572260980' }, 1639572260980],
    [{ msec_timestamp: null, timestamp: null }, 1639572261000],
  ])('finds the time in %j', (times, at) => {
    expect(parse(messageHook({}, times))).toMatchObject({ kind: 'message', at });
  });

  it('does not take a message without any time', () => {
    const hook = { ...messageHook({}, { msec_timestamp: null, timestamp: null }), time: null };
    expect(parse(hook)).toEqual({ kind: 'unparsed', reason: 'message hook without a time' });
  });

  it('takes ids that are numbers', () => {
    expect(parse(messageHook({}, { conversation: { id: 'c', client_id: 42 } }))).toMatchObject({
      conversation: { clientId: '42' },
    });
  });

  it.each([
    ['hologram', 'hologram'],
    ['constructor', 'constructor'],
    ['location', 'location without coordinates'],
    ['contact', 'contact card without a phone number'],
  ])('keeps ids and words of a message of the type %s', (type, what) => {
    expect(parse(messageHook({ type }))).toMatchObject({
      id: '0371a0ff',
      content: { type: 'unsupported', what, caption: 'whats up?' },
    });
  });

  it.each([{ type: undefined }, { type: null }, { type: '' }, { type: ['text'] }])(
    'tells a type that is %j by what is there',
    (type) => {
      expect(parse(messageHook(type))).toMatchObject({ content: { type: 'text', text: 'whats up?' } });
      expect(parse(messageHook({ ...type, media: 'https://a.b/c' }))).toMatchObject({
        content: { type: 'file', caption: 'whats up?' },
      });
      expect(parse(messageHook({ ...type, text: '' }))).toMatchObject({
        id: '0371a0ff',
        content: { type: 'unsupported', what: 'message of an unnamed kind' },
      });
    },
  );

  it.each([' \n', '', null])('calls a text of %j an empty message', (text) => {
    expect(parse(messageHook({ text }))).toMatchObject({ content: { type: 'unsupported', what: 'empty message' } });
  });
});

describe('typing hooks (§11.7)', () => {
  const typing = {
    user: { id: 'fb0fb604' },
    conversation: { id: 'f1e4e02c', client_id: 'c7' },
    expired_at: 1637087563,
  };

  it('reads the sample', () => {
    expect(
      parse({ account_id: '81ede28b', time: 1637087558, action: { typing: { ...typing, post_id: '203055422' } } }),
    ).toEqual({
      kind: 'typing',
      accountAmojoId: '81ede28b',
      conversation: { id: 'f1e4e02c', clientId: 'c7' },
      userId: 'fb0fb604',
      expiresAt: 1637087563000,
      postId: '203055422',
    });
  });

  it('finds the user where the table of amoCRM has it', () => {
    const { user, ...rest } = typing;
    expect(parse({ account_id: 'a', action: { user, typing: rest } })).toMatchObject({
      kind: 'typing',
      userId: 'fb0fb604',
    });
  });

  it.each([
    ['expired_at', 'expiresAt'],
    ['post_id', 'postId'],
    ['user', 'userId'],
  ])('goes without %s', (field, ours) => {
    for (const value of [undefined, null, '', {}, [], true]) {
      const hook = parse({ account_id: 'a', action: { typing: { ...typing, [field]: value } } });
      expect(hook).toMatchObject({ kind: 'typing', conversation: { clientId: 'c7' } });
      expect(hook).not.toHaveProperty(ours);
    }
  });

  it('reads one of a chat without our id', () => {
    expect(
      parse({ account_id: 'a', action: { typing: { ...typing, conversation: { id: 'f1e4e02c' } } } }),
    ).toMatchObject({
      kind: 'typing',
      conversation: { id: 'f1e4e02c' },
    });
  });
});

describe('reaction hooks (§11.8)', () => {
  const around = { user: { id: 'fb0fb604' }, conversation: { id: 'f1e4e02c', client_id: 'c7' } };
  const hook = (reaction: object) =>
    parse({ account_id: 'a', time: 1, action: { reaction: { ...around, ...reaction } } });

  it('reads the form with a message', () => {
    const message = { id: 'cd05887d', client_id: 'own', sender: { id: 's' }, timestamp: 1637087000 };
    expect(hook({ message, type: 'react', emoji: '😍' })).toEqual({
      kind: 'reaction',
      accountAmojoId: 'a',
      at: 1_000,
      conversation: { id: 'f1e4e02c', clientId: 'c7' },
      userId: 'fb0fb604',
      message: { id: 'cd05887d', clientId: 'own' },
      emoji: '😍',
    });
  });

  it('reads the form with a bare msgid', () => {
    expect(hook({ msgid: 'cd05887d', type: 'react', emoji: '😍' })).toMatchObject({ message: { id: 'cd05887d' } });
  });

  it('reads one that is taken back', () => {
    expect(hook({ msgid: 'cd05887d', type: 'unreact' })).toMatchObject({ kind: 'reaction', emoji: null });
  });

  it.each([null, '', 7, 'm', {}, { id: null }])('takes the bare msgid beside a message that is %j', (message) => {
    expect(hook({ message, msgid: 'cd05887d', type: 'react', emoji: '😍' })).toMatchObject({
      message: { id: 'cd05887d' },
    });
  });

  it.each([null, '', {}, true, 'x'.repeat(256)])('goes without our id where it is %j', (clientId) => {
    expect(hook({ message: { id: 'm', client_id: clientId }, type: 'react', emoji: '😍' })).toHaveProperty('message', {
      id: 'm',
    });
  });

  it('takes the time of the message where it has none of its own', () => {
    const action = { reaction: { ...around, message: { id: 'm', timestamp: 7 }, type: 'unreact' } };
    expect(parse({ account_id: 'a', action })).toMatchObject({ kind: 'reaction', at: 7_000 });
    const without = { reaction: { ...around, msgid: 'm', type: 'unreact' } };
    expect(parse({ account_id: 'a', action: without })).toMatchObject({ kind: 'unparsed' });
  });

  it.each([
    [{ type: 'react', emoji: '😍' }, 'names no message'],
    [{ message: { id: '' }, type: 'react', emoji: '😍' }, 'names no message'],
    [{ msgid: 'm', type: 'react' }, 'without an emoji'],
    [{ msgid: 'm', type: 'wave', emoji: 'x' }, 'type'],
  ])('does not take %j', (reaction, reason) => {
    const parsed = hook(reaction);
    expect(parsed.kind === 'unparsed' && parsed.reason).toContain(reason);
  });
});

describe('what is no hook of v2', () => {
  const v1 = { receiver: 'r', conversation_id: 'c', type: 'text', text: 'private words', msec_timestamp: 1 };

  it.each([
    ['not JSON', '{"message":', 'the body is not a JSON object'],
    ['nothing', '', 'the body is not a JSON object'],
    ['an array', '[]', 'the body is not a JSON object'],
    ['null', 'null', 'the body is not a JSON object'],
    ['an empty object', '{}', 'neither a message nor an action'],
    ['a v1 hook', JSON.stringify(v1), 'v1 hook'],
    ['a v1 hook in an envelope', JSON.stringify({ account_id: 'a', message: v1 }), 'v1 hook'],
    ['another action', '{"action":{"call":{}}}', 'an action that is neither typing nor a reaction'],
  ])('%s', (_, body, reason) => {
    expect(parseHook(Buffer.from(body))).toEqual({ kind: 'unparsed', reason });
  });

  it.each([
    ['account_id', { ...messageHook(), account_id: undefined }],
    ['message.conversation.id', messageHook({}, { conversation: { client_id: 'c' } })],
    ['message.message.id', messageHook({ id: '' })],
    ['message.message', { account_id: 'a', message: {} }],
  ])('names the field at fault: %s', (field, body) => {
    const parsed = parse(body);
    expect(parsed.kind === 'unparsed' && parsed.reason).toContain(field.split('.')[0]);
    expect(JSON.stringify(parsed)).not.toContain('whats up');
  });
});
