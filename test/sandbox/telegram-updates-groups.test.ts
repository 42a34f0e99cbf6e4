import type { GroupView } from '../../src/sandbox/control/contract';
import { botPath, Harness } from './support/harness';
import { CHAT, FROM, refusal, updates } from './support/phone';

const number = expect.any(Number) as number;

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
});
afterEach(() => box.stop());

async function added(fields: object = { title: 'Shop talk' }): Promise<GroupView> {
  const answer = await box.control('POST', `${botPath}/groups`, fields);
  expect(answer.status).toBe(201);
  return answer.json as GroupView;
}
const act = (group: GroupView, end: string, body?: object) =>
  box.control('POST', `${botPath}/groups/${group.chatId}/${end}`, body);

test('the bot is told that it was added to a group', async () => {
  const group = await added();
  expect(group).toMatchObject({ title: 'Shop talk', type: 'group', migratedTo: null, messages: [] });
  expect(Number(group.chatId)).toBeLessThan(0);
  await box.setWebhook();
  const [update] = await updates(box, 1);
  const user = { id: 500000001, is_bot: true, first_name: 'Sandbox Shop', username: 'sandbox_shop_bot' };
  expect(update).toEqual({
    update_id: number,
    my_chat_member: {
      chat: { id: Number(group.chatId), title: 'Shop talk', type: 'group' },
      from: expect.objectContaining({ is_bot: false }) as unknown,
      date: number,
      old_chat_member: { user, status: 'left' },
      new_chat_member: { user, status: 'member' },
    },
  });
});

test('people write in it: strangers and customers', async () => {
  const group = await added({ title: 'Shop talk', type: 'supergroup' });
  expect(group.chatId).toMatch(/^-100\d{10}$/);
  await box.setWebhook();
  await act(group, 'messages', { text: 'Hi all' });
  const answer = await act(group, 'messages', { text: 'Hello', customerId: String(CHAT) });
  expect(answer).toMatchObject({
    status: 201,
    json: {
      messages: [
        { id: 1, text: 'Hi all' },
        { id: 2, author: 'Ana Lima', text: 'Hello' },
      ],
    },
  });
  const chat = { id: Number(group.chatId), title: 'Shop talk', type: 'supergroup' };
  const came = (await updates(box, 3)).flatMap(({ message }) => message ?? []);
  expect(came).toEqual([
    { message_id: 1, chat, date: number, from: expect.objectContaining({ is_bot: false }) as unknown, text: 'Hi all' },
    { message_id: 2, chat, date: number, from: FROM, text: 'Hello' },
  ]);
  expect((await box.state()).telegram.groups).toEqual([answer.json]);
});

test('a group that becomes a supergroup says so in both', async () => {
  const group = await added();
  const answer = await act(group, 'migrate');
  const { migratedTo } = answer.json as GroupView;
  expect(answer.status).toBe(200);
  expect(migratedTo).toMatch(/^-100/);
  const after = (await box.state()).telegram.groups;
  expect(after).toMatchObject([
    { chatId: group.chatId, type: 'group' },
    { chatId: migratedTo, title: 'Shop talk', type: 'supergroup', migratedTo: null },
  ]);
  await box.setWebhook();
  const came = (await updates(box, 3)).flatMap(({ message }) => message ?? []);
  expect(came).toHaveLength(2);
  expect(came).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        chat: { id: Number(group.chatId), title: 'Shop talk', type: 'group' },
        migrate_to_chat_id: Number(migratedTo),
      }),
      expect.objectContaining({
        chat: { id: Number(migratedTo), title: 'Shop talk', type: 'supergroup' },
        migrate_from_chat_id: Number(group.chatId),
      }),
    ]),
  );
  for (const end of ['messages', 'migrate']) {
    expect(refusal(await act(group, end, { text: 'x' }))).toEqual([
      409,
      `The group has become a supergroup: ${String(migratedTo)}.`,
    ]);
  }
});

test('what cannot be done in groups is refused', async () => {
  const supergroup = await added({ title: 'Large', type: 'supergroup' });
  expect(refusal(await act(supergroup, 'migrate'))).toEqual([409, 'This group is a supergroup already.']);
  expect(refusal(await act(supergroup, 'messages', { text: '' }))).toEqual([400, 'The message is empty.']);
  expect(refusal(await act(supergroup, 'messages', { text: 'x', customerId: '1' }))).toEqual([
    404,
    'bot 500000001 has no chat 1',
  ]);
  expect(refusal(await act({ ...supergroup, chatId: '-5' }, 'messages', { text: 'x' }))).toEqual([
    404,
    'bot 500000001 has no group -5',
  ]);
  expect((await box.control('POST', `${botPath}/groups`, { title: '' })).status).toBe(400);
  expect(refusal(await box.control('POST', '/telegram/bots/1/groups', { title: 'x' }))).toEqual([
    404,
    'there is no bot 1',
  ]);
});
