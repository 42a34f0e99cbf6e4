import { MockActivityEnvironment } from '@temporalio/testing';
import { crmOf } from '../../../src/access/crm-access';
import { reconcileSources } from '../../../src/activities/accounts/reconcile-sources';
import { syncTemplates } from '../../../src/activities/templates/sync-templates';
import { readAccountHook } from '../../../src/kommo/crm/account-hook';
import { readGrant } from '../../../src/ledger/grants';
import { registerSource } from '../../../src/ledger/registration';
import { readSync } from '../../../src/ledger/template-syncs';
import { noteTold, readTemplates, takeRemote, type KeptTemplate } from '../../../src/ledger/templates';
import { whatsapp } from '../../../src/messengers/whatsapp';
import type { SiteView } from '../../../src/sandbox/control/schemas-platform';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { waitFor } from '../../support/wait-for';
import { startAccount, type TestAccount } from '../accounts/account';

const { account, integration } = SANDBOX.kommo;
const { app, waba, number, accessToken } = SANDBOX.whatsapp;
const PATH = `/platform/accounts/${String(account.id)}/templates`;
const GREETING = {
  name: 'Greeting',
  content: 'Hello {{contact.name}}, thank you for writing.',
  type: 'waba',
  waba_category: 'UTILITY',
  waba_language: 'en_US',
  waba_examples: { '{{contact.name}}': 'Ann' },
};

let here: TestAccount;
beforeEach(async () => {
  here = await startAccount({ hookKeys: [Buffer.alloc(32, 1)] });
  await here.authorise();
  await here.sandbox.assume({ 'whatsapp-review-ms': 1, 'template-by-user': 'listed' });
});
afterEach(() => here.close());

async function connect(more: { name?: string; phoneNumberId?: string; wabaId?: string; token?: string } = {}) {
  const phoneNumberId = more.phoneNumberId ?? number.id;
  await registerSource(here.ledger.db, here.ledger.vault, {
    scopeId: here.scopeId,
    messenger: 'whatsapp',
    credentials: whatsapp.credentials.parse({
      appId: app.id,
      appSecret: app.secret,
      wabaId: more.wabaId ?? waba.id,
      phoneNumberId,
      accessToken: more.token ?? accessToken,
      apiBaseUrl: `${here.sandbox.url}/whatsapp`,
    }),
    remoteId: phoneNumberId,
    app: app.id,
    name: more.name ?? 'Shop',
    externalId: `whatsapp-${phoneNumberId}`,
  });
  await reconcileSources(here.deps, here.key);
}

const sync = () => new MockActivityEnvironment().run(() => syncTemplates(here.deps, here.key));

async function inKommo(name: string): Promise<SiteView['templates'][number]> {
  const found = (await here.site()).templates.find((each) => each.name === name);
  if (found === undefined) throw new Error(`Kommo has no template ${name}`);
  return found;
}

async function kept(name: string, language = 'en_US'): Promise<KeptTemplate> {
  const all = await readTemplates(here.ledger.db, here.scopeId);
  const found = all.find((each) => each.name === name && each.language === language);
  if (found === undefined) throw new Error(`No template ${name} is kept`);
  return found;
}

async function meta(method: string, path: string, body?: object): Promise<{ data: Record<string, unknown>[] }> {
  const response = await fetch(`${here.sandbox.url}/whatsapp/v26.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as { data: Record<string, unknown>[] };
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

const atMeta = async (name: string) =>
  (await meta('GET', `${waba.id}/message_templates?name=${name}`)).data.find((each) => each.language === 'en_US');

/** Meta's review takes a moment. */
const decided = (name: string, status: string) =>
  waitFor(async () => (await atMeta(name))?.status === status, { what: `${name} to be ${status}` });

const changedAtMeta = (name: string, event: string, reason = 'NONE') =>
  here.control('POST', `/lines/whatsapp/${number.id}/act`, { act: 'template', name, language: 'en_US', event, reason });

describe('What WhatsApp has approved', () => {
  it('is in Kommo as approved, with its placeholders, examples and buttons; a repeat does nothing', async () => {
    await connect();
    await sync();
    const { templates } = await here.site();
    expect(templates.map(({ externalId }) => externalId).sort()).toEqual([
      'hello:en_US',
      'order_ready:en_US',
      'order_ready:es',
    ]);
    for (const { reviews } of templates) expect(reviews).toEqual([expect.objectContaining({ status: 'approved' })]);
    expect(await kept('order_ready')).toMatchObject({
      remoteId: 'order_ready:en_US',
      state: 'approved',
      drift: null,
      inKommo: 'listed',
      parameters: [
        { marker: '{{1}}', placeholder: '{{1}}', example: 'Ann' },
        { marker: '{{2}}', placeholder: '{{2}}', example: 'A-17' },
      ],
    });
    const count = async () => (await here.requests('crm-templates-add')).length;
    const before = await count();
    await sync();
    expect(await count()).toBe(before);
    expect((await here.site()).templates).toEqual(templates);
  });

  it('says why it is not, where Kommo cannot hold or fill it', async () => {
    await connect();
    await sync();
    const { obstacle, state, inKommo: where } = await kept('spring_sale');
    expect({ text: obstacle?.text, state, where }).toMatchObject({ state: 'approved', where: 'never' });
    expect(obstacle?.text).toContain('header');
    expect(await kept('old_offer')).toMatchObject({ state: 'rejected', obstacle: null });
  });

  it('is made once, also where the answer to it was lost', async () => {
    await connect();
    await here.sandbox.fault({ name: 'kommo-drop-after-storing', operation: 'crm-templates-add', times: 1 });
    await expect(sync()).rejects.toThrow();
    expect(await readSync(here.ledger.db, here.scopeId)).toMatchObject({ state: 'running' });
    await sync();
    expect((await here.site()).templates).toHaveLength(3);
    expect(await readSync(here.ledger.db, here.scopeId)).toMatchObject({ state: 'idle', trouble: null });
  });

  it('is paused in Kommo when WhatsApp pauses it, and approved again', async () => {
    await connect();
    await sync();
    await changedAtMeta('hello', 'PAUSED');
    await sync();
    expect((await inKommo('hello')).reviews).toMatchObject([{ status: 'paused' }]);
    expect(await kept('hello')).toMatchObject({ state: 'stopped' });
    await changedAtMeta('hello', 'REINSTATED');
    await sync();
    expect((await inKommo('hello')).reviews).toMatchObject([{ status: 'approved' }]);
  });
});

describe('What a user makes in Kommo', () => {
  async function made(more: object = {}): Promise<number> {
    const { templates } = await here.control<SiteView>('POST', PATH, { ...GREETING, ...more });
    return templates.find(({ name }) => name === GREETING.name)?.id ?? 0;
  }
  const review = (id: number) => here.control('POST', `${PATH}/${String(id)}/review`);

  it('goes to WhatsApp when they send it for approval, and its state comes back', async () => {
    await connect();
    const id = await made();
    await sync();
    expect(await atMeta('greeting')).toBeUndefined();
    expect(await kept('Greeting')).toMatchObject({ state: 'draft' });
    await review(id);
    await sync();
    expect(await atMeta('greeting')).toMatchObject({
      components: [{ type: 'BODY', text: 'Hello {{contact_name}}, thank you for writing.' }],
    });
    await decided('greeting', 'APPROVED');
    await sync();
    expect((await inKommo('Greeting')).reviews).toMatchObject([{ status: 'approved' }]);
    expect(await kept('Greeting')).toMatchObject({
      remoteId: 'greeting:en_US',
      state: 'approved',
      parameters: [{ marker: '{{contact.name}}', placeholder: '{{contact_name}}', example: 'Ann' }],
    });
    // It is Kommo's own: it is not brought there a second time.
    expect((await here.site()).templates.filter(({ name }) => /greeting/i.test(name))).toHaveLength(1);
  });

  it('comes back with the reason when WhatsApp rejects it, and goes again when it was mended', async () => {
    await connect();
    await here.sandbox.assume({ 'whatsapp-review': 'reject' });
    const id = await made();
    await review(id);
    await sync();
    await decided('greeting', 'REJECTED');
    await sync();
    expect((await inKommo('Greeting')).reviews).toMatchObject([{ status: 'rejected', rejectReason: 'INVALID_FORMAT' }]);
    await here.sandbox.assume({ 'whatsapp-review': 'approve' });
    await here.control('PATCH', `${PATH}/${String(id)}`, { content: 'Good day {{contact.name}}, we have read it.' });
    await review(id);
    await sync();
    await decided('greeting', 'APPROVED');
    expect(await atMeta('greeting')).toMatchObject({
      components: [{ text: 'Good day {{contact_name}}, we have read it.' }],
    });
    await sync();
    expect((await inKommo('Greeting')).reviews).toMatchObject([{ status: 'approved' }]);
  });

  it('comes back at once where WhatsApp does not take it, in words', async () => {
    await connect();
    await review(await made({ waba_examples: [] }));
    await sync();
    const [told] = (await inKommo('Greeting')).reviews;
    expect(told).toMatchObject({
      status: 'rejected',
      rejectReason: 'WhatsApp wants an example for {{contact.name}}. Enter one and hand it in again.',
    });
    expect(await kept('Greeting')).toMatchObject({ state: 'rejected' });
    await sync();
    expect(await here.requests('crm-template-review-report')).toHaveLength(1 + 3);
  });

  it('is known from the webhook alone, where Kommo lists to an integration only its own', async () => {
    await connect();
    await here.sandbox.assume({ 'template-by-user': 'told' });
    const grant = await readGrant(here.ledger.db, here.ledger.vault, here.key);
    if (grant === undefined) throw new Error('no grant');
    const destination = `${here.sandbox.hooks.origin}/crm`;
    await crmOf({ http: here.deps.http, clock: Date, addresses: here.addresses }, grant).subscribe({
      destination,
      events: ['add_chat_template_review'],
    });
    const id = await made({ content: 'Thank you for writing, we answer soon.' });
    await review(id);
    const { body } = await here.sandbox.hook(({ url }) => url === '/crm');
    const hook = readAccountHook(body);
    await noteTold(here.ledger.db, here.key, 'whatsapp', hook?.templates ?? []);
    await sync();
    await decided('greeting', 'APPROVED');
    await sync();
    expect((await inKommo('Greeting')).reviews).toMatchObject([{ status: 'approved' }]);
    expect(await kept('Greeting')).toMatchObject({ inKommo: 'told', state: 'approved', drift: null });
    const reported = (await here.requests('crm-template-review-report')).length;
    await sync();
    expect(await here.requests('crm-template-review-report')).toHaveLength(reported);
  });
});

describe('What differs is shown, and nobody’s words are overwritten', () => {
  beforeEach(async () => {
    await connect();
    await sync();
  });

  it('changed in Kommo while approved: WhatsApp keeps what it has, also when it is sent for approval', async () => {
    const { id } = await inKommo('hello');
    await here.control('PATCH', `${PATH}/${String(id)}`, { content: 'Hello, it is us again.' });
    await sync();
    expect(await kept('hello')).toMatchObject({ drift: 'changed-in-kommo', state: 'approved' });
    await here.control('POST', `${PATH}/${String(id)}/review`);
    await sync();
    const [review] = (await inKommo('hello')).reviews;
    expect(review?.status).toBe('rejected');
    expect(review?.rejectReason).toContain('says something else');
    expect(await atMeta('hello')).toMatchObject({ status: 'APPROVED', components: [{ text: /^Hello, we have/ }] });
  });

  it('changed at WhatsApp: Kommo keeps what it has, until a person takes the other', async () => {
    const there = await atMeta('hello');
    const components = [{ type: 'BODY', text: 'Hello, may we tell you something here?' }];
    await meta('POST', String(there?.id), { components });
    await decided('hello', 'APPROVED');
    await sync();
    const drifted = await kept('hello');
    expect(drifted.drift).toBe('changed-at-messenger');
    expect((await inKommo('hello')).content).toContain('we have news');
    expect(await takeRemote(here.ledger.db, here.scopeId, drifted.id)).toBe('hello');
    await sync();
    expect(await inKommo('hello')).toMatchObject({
      content: components[0]?.text,
      reviews: [{ status: 'approved' }],
    });
    expect(await kept('hello')).toMatchObject({ id: drifted.id, drift: null, takesRemote: false });
  });

  it('removed in Kommo: it is not brought back before a person wants it', async () => {
    const { id } = await inKommo('hello');
    await here.control('DELETE', `${PATH}/${String(id)}`);
    await sync();
    const removed = await kept('hello');
    expect(removed).toMatchObject({ drift: 'removed-in-kommo', inKommo: 'removed', kommoId: null });
    expect((await here.site()).templates).toHaveLength(2);
    await takeRemote(here.ledger.db, here.scopeId, removed.id);
    await sync();
    expect(await inKommo('hello')).toMatchObject({ reviews: [{ status: 'approved' }] });
    expect(await kept('hello')).toMatchObject({ drift: null, takesRemote: false });
  });

  it('removed at WhatsApp: Kommo sends it no more, and says why', async () => {
    await meta('DELETE', `${waba.id}/message_templates?name=hello`);
    await sync();
    const [review] = (await inKommo('hello')).reviews;
    expect(review).toMatchObject({ status: 'rejected', rejectReason: 'The messenger has this template no more.' });
    expect(await kept('hello')).toMatchObject({ drift: 'removed-at-messenger', state: 'gone' });
  });
});

describe('Several numbers', () => {
  const OTHER = { wabaId: '881000000000777', phoneNumberId: '882000000000777', token: 'EAASandboxOtherAccountToken' };

  async function otherAccount(): Promise<void> {
    await here.sandbox.post('/lines/whatsapp', {
      wabaId: OTHER.wabaId,
      phoneNumberId: OTHER.phoneNumberId,
      phone: '+1 555-010-0777',
      accessToken: OTHER.token,
    });
  }

  it('of one account are asked once, and each has its review', async () => {
    await here.sandbox.post('/lines/whatsapp', { phoneNumberId: '882000000000555', phone: '+1 555-010-0555' });
    await connect();
    await connect({ name: 'Second', phoneNumberId: '882000000000555' });
    await sync();
    expect((await inKommo('hello')).reviews).toMatchObject([{ status: 'approved' }, { status: 'approved' }]);
    expect((await kept('hello')).copies).toMatchObject([
      { holder: waba.id, sourceIds: [expect.any(String), expect.any(String)] },
    ]);
  });

  it('of several accounts: one template in Kommo, with the state of each', async () => {
    await otherAccount();
    await connect();
    await connect({ name: 'Second', ...OTHER });
    await here.control('POST', `/lines/whatsapp/${OTHER.phoneNumberId}/act`, {
      act: 'template',
      name: 'hello',
      language: 'en_US',
      event: 'PAUSED',
    });
    await sync();
    expect((await here.site()).templates).toHaveLength(3);
    expect((await inKommo('hello')).reviews.map(({ status }) => status).sort()).toEqual(['approved', 'paused']);
    expect((await kept('hello')).copies).toMatchObject([
      { holder: waba.id, state: 'approved' },
      { holder: OTHER.wabaId, state: 'stopped' },
    ]);
  });

  it('of which one cannot be asked do not hold up the others, and it is said which', async () => {
    await otherAccount();
    await connect();
    await connect({ name: 'Second', ...OTHER, token: 'EAASandboxTokenThatIsNone' });
    await sync();
    expect((await here.site()).templates).toHaveLength(3);
    const { trouble } = await readSync(here.ledger.db, here.scopeId);
    expect(trouble?.text).toContain('“Second” cannot be asked for its templates.');
  });
});

it('Without access to Kommo nothing is done, and people are told what would help', async () => {
  await connect();
  await here.control('POST', '/platform/revoke', {
    clientId: integration.clientId,
    accountId: account.id,
    what: 'all',
  });
  await here.ledger.db.query(`update grants set state = 'refused'`);
  await sync();
  const { trouble } = await readSync(here.ledger.db, here.scopeId);
  expect(trouble?.text).toContain('an administrator has to authorise it again');
});
