import { SETTINGS_OPERATIONS } from '../../../src/api/settings/operations';
import { saveTemplate } from '../../../src/ledger/templates';
import { copy, template } from '../../ledger/templates';
import type { TemplateList } from '../../../src/api/settings/contract';
import { openDesk, type Desk } from './desk';

let desk: Desk;
let session: string;
beforeAll(async () => {
  desk = await openDesk();
  session = (await desk.enter()).session;
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.ledger.db.query('delete from templates');
  await desk.ledger.db.query('delete from template_syncs');
});

const list = (as = session) => desk.ask<TemplateList>(SETTINGS_OPERATIONS.templates, { session: as });
const take = (templateId: string) =>
  desk.ask<TemplateList>(SETTINGS_OPERATIONS.takeTemplate, { session, id: templateId });
const save = (more: Partial<typeof template> = {}) =>
  saveTemplate(desk.ledger.db, desk.home.scopeId, undefined, { ...template, ...more });

it('lists templates with their state, the reason in the window’s language, and how they differ', async () => {
  await save({
    state: 'rejected',
    copies: [{ ...copy, state: 'rejected', text: 'Choose the language …', said: [{ code: 'template.no-language' }] }],
  });
  const { session: inSpanish } = await desk.enter({ open: { language: 'es' } });
  const { body } = await list(inSpanish);
  expect(body.templates).toMatchObject([
    {
      name: 'ready',
      messengerTitle: 'WhatsApp',
      state: 'rejected',
      reason: 'Elige el idioma de la plantilla y envíala a aprobación de nuevo.',
      drift: 'changed-at-messenger',
      inKommo: true,
      mayTake: true,
    },
  ]);
  expect(body).toMatchObject({ isAvailable: false, sync: { state: 'idle', endedAt: null, trouble: null } });
});

it('a comparison that was asked for waits until the account’s workflow is told', async () => {
  const { status, body } = await desk.ask<TemplateList>(SETTINGS_OPERATIONS.syncTemplates, { session });
  expect([status, body.sync.state]).toEqual([202, 'waiting']);
  const { rows } = await desk.ledger.db.query('select scope_id from template_syncs where told_at is null');
  expect(rows).toEqual([{ scope_id: desk.home.scopeId }]);
});

it('taking what the messenger has is asked for, and is in the list of changes', async () => {
  const id = await save();
  const { status, body } = await take(id);
  expect(status).toBe(202);
  expect(body).toMatchObject({ sync: { state: 'waiting' }, templates: [{ id, isTaking: true }] });
  const { rows } = await desk.ledger.db.query(`select detail from changes where what = 'template-taken'`);
  expect(rows).toEqual([{ detail: 'ready' }]);
});

it.each([
  ['they do not differ', { drift: null }],
  ['Kommo does not list it to Courier', { inKommo: 'told' }],
] as const)('there is nothing to take where %s', async (_, more) => {
  const id = await save(more);
  expect((await take(id)).status).toBe(404);
});
