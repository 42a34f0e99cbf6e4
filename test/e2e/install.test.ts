import { readConfig } from '../../src/config';
import { SANDBOX } from '../../src/sandbox/credentials';
import { connectSandbox } from '../../src/stack/sandbox-account';
import {
  ACCOUNT_ID,
  askAdmin,
  disableInKommo,
  installed,
  installInKommo,
  kommoSite,
  newContact,
  registerSandboxIntegration,
} from '../support/installation';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

describe('an administrator installs the integration in Kommo', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({ connected: false });
    await registerSandboxIntegration(world);
  }, 180_000);
  afterAll(() => world.stop(), 60_000);

  it('step by step; then a chat can be made before anybody has written; switched off, everything stops, with a receipt', async () => {
    // Kommo’s servers are answered in time.
    const visit = await installInKommo(world);
    expect(visit).toMatchObject({ status: 200 });
    expect(visit.ms).toBeLessThan(3_000);
    const { steps, secret } = await installed(world);
    expect(Object.entries(steps).map(([step, { state }]) => [step, state])).toEqual(
      expect.arrayContaining([
        ['exchange-code', 'done'],
        ['read-account', 'done'],
        ['connect-channel', 'done'],
        ['reconcile-sources', 'done'],
        ['subscribe-webhooks', 'done'],
        ['point-messengers', 'done'],
      ]),
    );
    expect(secret).toBeNull();
    const { kommo } = await world.state();
    expect(JSON.stringify(kommo)).toContain(SANDBOX.kommo.channel.id);
    const { webhooks } = await kommoSite(world);
    expect(webhooks).toHaveLength(1);
    expect([...(webhooks[0]?.settings ?? [])].sort()).toEqual([
      'add_chat_template_review',
      'add_outgoing_message',
      'add_talk',
      'add_unsorted',
      'delete_contact',
      'delete_unsorted',
      'update_talk',
      'update_unsorted',
    ]);

    // A chat can be made before anybody has written, and belongs to a contact.
    await connectSandbox(readConfig(world.env));
    const { rows } = await world.database.pool.query<{ id: string }>('select id from sources');
    const contactId = await newContact(world, 'Bob');
    const { chatId } = await world.newCustomer('Bob');
    const body = { by: 'Olga', sourceId: rows[0]?.id, address: chatId, name: 'Bob', contactId };
    const made = await askAdmin(world, 'POST', '/admin/v1/chats', body);
    expect(made).toMatchObject({ status: 201, body: { contactId } });
    const { kommoChatId } = made.body;
    expect((await kommoSite(world)).chatLinks).toEqual([expect.objectContaining({ chatId: kommoChatId, contactId })]);
    expect(await askAdmin(world, 'POST', '/admin/v1/chats', body)).toMatchObject({ status: 201, body: made.body });
    await world.customerWrites(chatId, 'here I am');
    await waitFor(
      async () => {
        const { kommo } = await world.state();
        const chat = kommo.chats.find(({ id }) => id === kommoChatId);
        return chat?.messages.some(({ text }) => text === 'here I am') === true ? chat : undefined;
      },
      { timeoutMs: 60_000, what: 'the message in the chat that was made before' },
    );

    // When it is switched off, everything stops, with a receipt.
    expect(await disableInKommo(world)).toMatchObject({ status: 200 });
    const receipt = await waitFor(
      async () => {
        const { rows } = await world.database.pool.query<{ steps: Record<string, { state: string }>; counts: object }>(
          'select steps, counts from uninstalls where ended_at is not null',
        );
        return rows[0];
      },
      { timeoutMs: 60_000, what: 'the receipt' },
    );
    expect(Object.values(receipt.steps).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'done']);
    const left = await world.database.pool.query<{ grants: number; off: boolean }>(
      `select (select count(*)::int from grants) as grants,
              (select removed_at is not null from scopes where account_id = $1) as off`,
      [ACCOUNT_ID],
    );
    expect(left.rows[0]).toEqual({ grants: 0, off: true });
  }, 240_000);
});
