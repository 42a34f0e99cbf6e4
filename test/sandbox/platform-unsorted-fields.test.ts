import { Crm } from './support/crm';
import { Harness } from './support/harness';
import { listOf } from './support/platform-caller';

let box: Harness;
let crm: Crm;
let leadId: number;
let userId: number;
beforeAll(async () => {
  box = await Harness.start();
  crm = new Crm(box);
  await box.kommo.connect();
  leadId = Number(listOf(await crm.api.crm('POST', '/leads', [{ name: 'Deal' }]), 'leads')[0]?.id);
  userId = (await crm.site()).users[0]?.id ?? 0;
});
afterAll(() => box.stop());

let count = 0;
/** The uid of an incoming lead of its own. */
async function fresh(): Promise<string> {
  count += 1;
  const name = `Bob ${String(count)}`;
  await crm.writes(name, 'Hello');
  return (await crm.site()).unsorted.at(-1)?.uid ?? '';
}
const send = async (decision: string, body?: unknown, headers: Record<string, string> = {}) => {
  const method = decision === 'decline' ? 'DELETE' : 'POST';
  return crm.api.crm(method, `/leads/unsorted/${await fresh()}/${decision}`, body, headers);
};

interface Faults {
  readonly 'validation-errors'?: readonly {
    readonly errors: readonly { readonly code: string; readonly path: string }[];
  }[];
}

const TYPE = 'InvalidType';
const CHOICE = 'NotSupportedChoice';
const MISSING = 'FieldMissing';
const link = (change: object) => ({ entity_id: leadId, entity_type: 'leads', ...change });

/** Every field with a wrong type, a missing value and one that is no choice (kommo-platform.md §6.1). */
test.each<[decision: string, code: string, path: string, change: () => object]>([
  ['accept', TYPE, 'user_id', () => ({ user_id: 'x' })],
  ['accept', CHOICE, 'user_id', () => ({ user_id: 1 })],
  ['accept', TYPE, 'status_id', () => ({ status_id: '1' })],
  ['accept', TYPE, 'status_id', () => ({ status_id: 1.5 })],
  ['accept', CHOICE, 'status_id', () => ({ status_id: 1 })],
  ['decline', MISSING, 'user_id', () => ({ user_id: undefined })],
  ['decline', TYPE, 'user_id', () => ({ user_id: null })],
  ['decline', CHOICE, 'user_id', () => ({ user_id: 1 })],
  ['link', MISSING, 'link', () => ({ link: undefined })],
  ['link', TYPE, 'link', () => ({ link: [] })],
  ['link', MISSING, 'link.entity_id', () => ({ link: link({ entity_id: undefined }) })],
  ['link', TYPE, 'link.entity_id', () => ({ link: link({ entity_id: 'x' }) })],
  ['link', CHOICE, 'link.entity_id', () => ({ link: link({ entity_id: 1 }) })],
  ['link', MISSING, 'link.entity_type', () => ({ link: link({ entity_type: undefined }) })],
  ['link', CHOICE, 'link.entity_type', () => ({ link: link({ entity_type: 'customers' }) })],
  ['link', TYPE, 'link.metadata.contact_id', () => ({ link: link({ metadata: { contact_id: 'x' } }) })],
  ['link', CHOICE, 'link.metadata.contact_id', () => ({ link: link({ metadata: { contact_id: 1 } }) })],
  ['link', TYPE, 'user_id', () => ({ user_id: 'x' })],
  ['link', CHOICE, 'user_id', () => ({ user_id: 1 })],
])('%s: %s at %s', async (decision, code, path, change) => {
  const good = decision === 'link' ? { link: link({}) } : { user_id: userId };
  const answer = await send(decision, { ...good, ...change() });
  expect(answer.status).toBe(400);
  const errors = (answer.json as Faults)['validation-errors']?.[0]?.errors;
  expect(errors?.map((fault) => [fault.code, fault.path])).toContainEqual([code, path]);
});

test.each<[decision: string, good: () => object]>([
  ['accept', () => ({})],
  ['decline', () => ({ user_id: userId })],
  ['link', () => ({ link: link({}) })],
])('%s: a good one is taken, and unknown fields are noted or refused', async (decision, good) => {
  expect((await send(decision, { ...good(), nothing: 1 })).status).toBe(200);
  const entry = (await box.journal('&side=kommo')).findLast(
    ({ operation }) => operation === `crm-unsorted-${decision}`,
  );
  expect(entry?.warnings).toEqual(['nothing: no such field']);
  await box.assume({ 'crm-unknown-fields': 'refuse-400' });
  const refused = await send(decision, { ...good(), nothing: 1 });
  await box.assume({ 'crm-unknown-fields': 'ignore' });
  expect((refused.json as Faults)['validation-errors']).toMatchObject([
    { errors: [{ code: 'NotExpected', path: 'nothing' }] },
  ]);
});

test.each(['accept', 'decline', 'link'])('%s: a body that is none', async (decision) => {
  expect((await send(decision)).json).toMatchObject({ status: 400, detail: 'Request data can not be empty' });
  expect((await send(decision, '{')).status).toBe(400);
  expect((await send(decision, [])).status).toBe(400);
  expect((await send(decision, '{}', { 'Content-Type': 'text/plain' })).status).toBe(400);
});

describe('the control API', () => {
  test.each<[method: string, path: string, body: object, field: RegExp]>([
    ['POST', '/users', {}, /name/],
    ['POST', '/users', { name: '' }, /name/],
    ['POST', '/users', { name: 'A', isAdmin: 'yes' }, /isAdmin/],
    ['POST', '/users', { name: 'A', amojoId: 'x' }, /amojoId/],
    ['POST', '/contacts/merge', { from: 'x', into: 1 }, /from/],
    ['POST', '/contacts/merge', { from: 1 }, /into/],
    ['PATCH', '/webhooks/1', {}, /there is no 1 here/],
    ['PUT', '/widgets/5a0db0c5-0000-4000-8000-00000000d001', { settings: 1 }, /settings/],
    ['PUT', '/widgets/5a0db0c5-0000-4000-8000-00000000d001', { pipelineId: 'x' }, /pipelineId/],
    ['PUT', '/widgets/nobody', {}, /there is no nobody here/],
    ['PATCH', '', { isUnsortedOn: 1 }, /isUnsortedOn/],
    ['POST', '/unsorted/none/accept', { userId: 'x' }, /userId/],
    ['POST', '/unsorted/none/accept', {}, /there is no none here/],
    ['POST', '/unsorted/none/forget', {}, /there is no forget here/],
    ['POST', '/talks/1/close', {}, /there is no 1 here/],
  ])('%s %s with %j says what is wrong', async (method, path, body, field) => {
    const answer = await crm.control(method, path, body);
    expect([400, 404]).toContain(answer.status);
    expect((answer.json as { detail: string }).detail).toMatch(field);
  });
});
