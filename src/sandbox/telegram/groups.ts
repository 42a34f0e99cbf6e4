import type { Sandbox } from '../sandbox';
import { describeBot, describeCustomer, describeGroup } from './describe';
import type { Bot, Customer, Group } from './state';
import { queue } from './updates';

/** Ids of groups are negative; those of supergroups begin with -100. */
const SUPERGROUPS_BELOW = -1_001_000_000_000;
/** Somebody of the group who has no chat with the bot. */
const STRANGER: Customer = { id: 600_000_001, firstName: 'Sam' };
/** Under this name Telegram itself writes into a supergroup. */
const GROUP_ITSELF = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

/** Somebody adds the bot to a group. */
export function groupAddsBot(sandbox: Sandbox, bot: Bot, fields: Pick<Group, 'title' | 'type'>): Group {
  const group = addGroup(sandbox, bot, fields);
  const user = describeBot(bot);
  const content = {
    chat: describeGroup(group),
    from: describeCustomer(STRANGER),
    date: sandbox.clock.seconds(),
    old_chat_member: { user, status: 'left' },
    new_chat_member: { user, status: 'member' },
  };
  queue(sandbox, bot, { kind: 'my_chat_member', chatId: group.chatId, content, message: null });
  sandbox.changes.emit('telegram');
  return group;
}

/** Somebody writes in the group: a customer of the bot, or a stranger. */
export function memberWrites(
  sandbox: Sandbox,
  bot: Bot,
  group: Group,
  { text, author = STRANGER }: { readonly text: string; readonly author?: Customer | undefined },
): void {
  const id = groupMessage(sandbox, bot, group, { from: describeCustomer(author), text });
  group.messages.push({ id, author: [author.firstName, author.lastName ?? ''].join(' ').trim(), text });
  sandbox.changes.emit('telegram');
}

/** The group becomes a supergroup: a chat of its own under another id, told in both. */
export function groupMigrates(sandbox: Sandbox, bot: Bot, group: Group): void {
  const supergroup = addGroup(sandbox, bot, { title: group.title, type: 'supergroup' });
  group.migratedTo = supergroup.chatId;
  groupMessage(sandbox, bot, group, {
    from: describeCustomer(STRANGER),
    migrate_to_chat_id: Number(supergroup.chatId),
  });
  groupMessage(sandbox, bot, supergroup, {
    from: GROUP_ITSELF,
    sender_chat: describeGroup(supergroup),
    migrate_from_chat_id: Number(group.chatId),
  });
  sandbox.changes.emit('telegram');
}

/** Its number comes from those of the customers, so that a group after a reset is another one. */
function addGroup(sandbox: Sandbox, bot: Bot, { title, type }: Pick<Group, 'title' | 'type'>): Group {
  const number = sandbox.telegram.nextCustomerId++;
  const chatId = String(type === 'group' ? -number : SUPERGROUPS_BELOW - number);
  const group: Group = { chatId, title, type, migratedTo: null, nextMessageId: 1, messages: [] };
  bot.groups.set(chatId, group);
  return group;
}

function groupMessage(sandbox: Sandbox, bot: Bot, group: Group, fields: object): number {
  const id = group.nextMessageId++;
  const content = { message_id: id, chat: describeGroup(group), date: sandbox.clock.seconds(), ...fields };
  queue(sandbox, bot, { kind: 'message', chatId: group.chatId, content, message: null });
  return id;
}
