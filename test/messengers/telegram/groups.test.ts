import { ann, base, bot, eventOf, group, receivedOf, supergroup, update } from './updates';

const channel = { id: -1009, title: 'News', type: 'channel' };
const standing = (before: string, now: string) => ({
  old_chat_member: { user: bot, status: before },
  new_chat_member: { user: bot, status: now },
});

describe('a group', () => {
  it.each([
    ['a text', { message: { ...base, chat: group, text: 'x' } }, 'group/-5'],
    ['a text in a supergroup', { message: { ...base, chat: supergroup, text: 'x' } }, 'group/-1005'],
    ['a text of nobody', { message: { ...base, from: undefined, chat: group, text: 'x' } }, 'group/-5'],
    [
      'that the bot was added to',
      { my_chat_member: { chat: group, from: ann, date: 1, ...standing('left', 'member') } },
      'group/-5',
    ],
    [
      'that the bot administers',
      { my_chat_member: { chat: group, from: ann, date: 1, ...standing('member', 'administrator') } },
      'group/-5',
    ],
  ])('is not taken, is recorded once and answered once: %s', (_, kind, key) => {
    const { events, acknowledge } = receivedOf(update(kind));
    expect(events[0]).toEqual({
      kind: 'ignored',
      key,
      reason: expect.stringContaining('only private chats') as string,
    });
    expect(acknowledge).toEqual([{ ifNew: key, what: { kind: 'group', chat: key.slice('group/'.length) } }]);
  });

  it.each([
    ['an edit', { edited_message: { ...base, chat: group, text: 'x' } }, 'group/-5/edited_message'],
    [
      'a reaction',
      { message_reaction: { chat: group, message_id: 1, user: ann, date: 1, old_reaction: [], new_reaction: [] } },
      'group/-5/message_reaction',
    ],
    ['the end', { my_chat_member: { chat: group, from: ann, date: 1, ...standing('member', 'left') } }, 'update/7'],
  ])('is not answered for %s', (_, kind, key) => {
    const { events, acknowledge } = receivedOf(update(kind));
    expect(events[0]).toMatchObject({ kind: 'ignored', key });
    expect(acknowledge).toBeUndefined();
  });

  it('is not answered once more when it becomes a supergroup', () => {
    const leaving = receivedOf(update({ message: { ...base, chat: group, migrate_to_chat_id: supergroup.id } }));
    const arriving = receivedOf(update({ message: { ...base, chat: supergroup, migrate_from_chat_id: group.id } }));
    const later = eventOf(update({ message: { ...base, chat: supergroup, text: 'x' } }));
    expect([leaving.acknowledge, arriving.acknowledge]).toEqual([undefined, undefined]);
    expect(leaving.events[0]).toMatchObject({
      kind: 'ignored',
      reason: expect.stringContaining('supergroup') as string,
    });
    // The first event of a key is the new one; an acknowledgement for the key is not done again.
    expect(later.key).toBe(arriving.events[0]?.key);
  });
});

describe('a channel', () => {
  it.each([
    ['a post', { message: { ...base, from: undefined, chat: channel, text: 'x' } }],
    [
      'that the bot was added to',
      { my_chat_member: { chat: channel, from: ann, date: 1, ...standing('left', 'administrator') } },
    ],
    ['a post of another kind of update', { channel_post: { ...base, chat: channel, text: 'x' } }],
  ])('is not taken, and hears nothing: %s', (_, kind) => {
    const { events, acknowledge } = receivedOf(update(kind));
    expect(events[0]?.kind).toBe('ignored');
    expect(acknowledge).toBeUndefined();
  });
});
