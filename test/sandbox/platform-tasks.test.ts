import type { PlatformView } from '../../src/sandbox/control/schemas-platform';
import { Harness } from './support/harness';
import { listOf, PlatformCaller } from './support/platform-caller';

let box: Harness;
let kommo: PlatformCaller;
let userId: number;
beforeEach(async () => {
  box = await Harness.start();
  kommo = new PlatformCaller(box.sandbox.url);
  userId = (await site()).users[1]?.id ?? 0;
});
afterEach(() => box.stop());

async function site(): Promise<PlatformView['accounts'][number]> {
  const response = await fetch(`${box.sandbox.url}/control/platform`);
  const [first] = ((await response.json()) as PlatformView).accounts;
  if (first === undefined) throw new Error('no account');
  return first;
}

const task = (more: object = {}): object => ({ text: 'Look at it', complete_till: 1_900_000_000, ...more });

test('a task for a user, which the control API shows', async () => {
  const added = await kommo.crm('POST', '/tasks', [
    task({ task_type_id: 1, responsible_user_id: userId, request_id: 'mine' }),
  ]);
  expect(listOf(added, 'tasks')).toMatchObject([{ request_id: 'mine' }]);
  expect((await site()).tasks).toMatchObject([
    { text: 'Look at it', completeTill: 1_900_000_000, responsibleUserId: userId },
  ]);
});

test('without a user it is for whoever makes it', async () => {
  await kommo.crm('POST', '/tasks', [task()]);
  expect((await site()).tasks[0]?.responsibleUserId).toBe((await site()).users[0]?.id);
});

test.each([
  ['no text', { text: '' }, 'text', 'TooShort'],
  ['no time', { complete_till: undefined }, 'complete_till', 'FieldMissing'],
  ['an unknown user', { responsible_user_id: 1 }, 'responsible_user_id', 'NotSupportedChoice'],
  ['an unknown type', { task_type_id: 9 }, 'task_type_id', 'NotSupportedChoice'],
  ['a lead that is not there', { entity_id: 1, entity_type: 'leads' }, 'entity_id', 'NotSupportedChoice'],
  ['half of what it belongs to', { entity_id: 1 }, 'entity_type', 'FieldMissing'],
])('%s is refused, and with it the whole list', async (_name, wrong, path, code) => {
  const answer = await kommo.crm('POST', '/tasks', [task(), task(wrong)]);
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({ 'validation-errors': [{ request_id: '1', errors: [{ path, code }] }] });
  expect((await site()).tasks).toEqual([]);
});
