import { holdSource, putOff } from '../../../src/ledger/attempt';
import { applyCommand } from '../../../src/ledger/commands';
import { pauseSource } from '../../../src/ledger/source-commands';
import { messengerOf } from '../../../src/messengers/registry';
import { DeliveryError } from '../../../src/messengers/delivery-error';
import { say as sayOfTelegram } from '../../../src/messengers/telegram/phrases';
import type { ChatId } from '../../../src/model/ids';
import { LANGUAGES, type Language, type Words } from '../../../src/model/words';
import { sayOfWaiting as say } from '../../../src/words/waiting';
import { claim, fromKommo, openLedger, quietChat, take, type Ledger, type Tenant } from '../../ledger/ledger';
import { serveAdmin, type Served } from './served';

let ledger: Ledger;
let served: Served;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  served = await serveAdmin(ledger);
  tenant = await ledger.tenant();
});
afterAll(async () => {
  await served.close();
  await ledger.close();
});
afterEach(async () => {
  for (const table of ['chats', 'sources', 'accounts']) {
    await ledger.db.query(`update ${table} set held_until = null, held_reason = null`);
  }
});

/** An answer of a manager that waits. */
async function waiting(): Promise<{ readonly chatId: ChatId; readonly id: string }> {
  const { chatId, clientId } = await quietChat(ledger, tenant);
  await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId: `k-${chatId}`, chatClientId: clientId })]);
  const { rows } = await ledger.db.query<{ id: string }>(
    `select id from deliveries where chat_id = $1 and lane = 'to-messenger'`,
    [chatId],
  );
  return { chatId, id: rows[0]?.id ?? '' };
}

/** What a path answers in each language, with what must not show. */
async function inEach(path: string): Promise<Record<Language, Record<string, unknown>>> {
  const answers = await Promise.all(
    LANGUAGES.map(async (language) => {
      const answer = await served.ask('GET', `/admin/v1/${path}`, { headers: { 'accept-language': language } });
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expect(answer.headers.get('vary')).toContain('Accept-Language');
      expect(JSON.stringify(answer.body)).not.toMatch(/"(last|held|outcome)Said"/);
      return [language, answer.body] as const;
    }),
  );
  return Object.fromEntries(answers) as Record<Language, Record<string, unknown>>;
}

const all = <Value>(told: Record<Language, Record<string, unknown>>, of: (body: Record<string, unknown>) => Value) =>
  LANGUAGES.map((language) => of(told[language]));

describe('why the last attempt failed', () => {
  async function failing(words: Words): Promise<string> {
    const { chatId } = await waiting();
    const held = await take(ledger.db, chatId, 'to-messenger');
    const { id } = await claim(ledger.db, held);
    await putOff(ledger.db, held, id, { code: 903, ...words }, { forMs: 60_000, counts: true });
    return id;
  }
  const lastText = async (id: string) => all(await inEach(`deliveries/${id}`), (body) => body.lastText);

  it('is told in the language that is asked for, in what Courier says of it', async () => {
    const id = await failing(say('waits.turn', { messenger: 'Telegram' }));
    const texts = [
      'Telegram takes so many messages at a time, and this one waits for its turn.',
      'Telegram admite un número limitado de mensajes a la vez, y este espera su turno.',
      'Telegram aceita um número limitado de mensagens por vez, e esta espera a sua.',
    ];
    expect(await lastText(id)).toEqual(texts);
    const listed = await inEach('deliveries?filter=waiting&limit=200');
    const one = (body: Record<string, unknown>) =>
      (body.deliveries as { id: string; lastText: string }[]).find((each) => each.id === id)?.lastText;
    expect(all(listed, one)).toEqual(texts);
  });

  it('and in what the driver says of it', async () => {
    const { words } = new DeliveryError({ code: 902, retry: 'later', ...sayOfTelegram('telegram.token') });
    const phrases = messengerOf('telegram')?.phrases?.find((each) => 'telegram.token' in each.en);
    expect(await lastText(await failing(words))).toEqual(
      LANGUAGES.map((language) => (phrases?.[language] as Record<string, string>)['telegram.token']),
    );
  });

  it('stays as it was said where it was said by somebody else, or by an older version', async () => {
    expect(await lastText(await failing({ text: 'Bad Request: chat not found' }))).toEqual(
      LANGUAGES.map(() => 'Bad Request: chat not found'),
    );
    const id = await failing(say('waits.file'));
    await ledger.db.query(`update deliveries set last_text = 'Its own words.' where id = $1`, [id]);
    expect(await lastText(id)).toEqual(LANGUAGES.map(() => 'Its own words.'));
  });
});

describe('why nothing is sent', () => {
  it('of a chat that a person has paused', async () => {
    const { chatId, id } = await waiting();
    await applyCommand(ledger.db, { chatId, by: 'Olga', command: { kind: 'pause' } });
    const texts = ['Paused by Olga', 'En pausa por Olga', 'Pausado por Olga'];
    for (const path of [`deliveries/${id}`, `chats/${chatId}/flow`]) {
      expect(all(await inEach(path), (body) => body.heldBecause)).toEqual(texts);
    }
    const first = (body: Record<string, unknown>) => (body.deliveries as { heldBecause: string }[])[0]?.heldBecause;
    expect(all(await inEach(`chats/${chatId}/deliveries`), first)).toEqual(texts);
  });

  it('of a source that a person has paused', async () => {
    const { id } = await waiting();
    await pauseSource(ledger.db, tenant.sourceId, { by: 'Olga' });
    const texts = ['Paused by Olga', 'En pausa por Olga', 'Pausado por Olga'];
    expect(all(await inEach(`deliveries/${id}`), (body) => body.heldBecause)).toEqual(texts);
    const held = (body: Record<string, unknown>) => (body.held as { because: string }).because;
    expect(all(await inEach(`sources/${tenant.sourceId}`), held)).toEqual(texts);
    const first = (body: Record<string, unknown>) => held((body.sources as Record<string, unknown>[])[0] ?? {});
    expect(all(await inEach('sources'), first)).toEqual(texts);
  });

  it('of a source that its messenger asks to wait: in the driver’s words, and in none but its own where it has no others', async () => {
    const { id } = await waiting();
    await holdSource(ledger.db, tenant.sourceId, 60_000, sayOfTelegram('telegram.token'));
    const told = all(await inEach(`deliveries/${id}`), (body) => body.heldBecause);
    expect(new Set(told).size).toBe(3);
    await holdSource(ledger.db, tenant.sourceId, 120_000, { text: 'Too Many Requests' });
    expect(all(await inEach(`deliveries/${id}`), (body) => body.heldBecause)).toEqual(
      LANGUAGES.map(() => 'Too Many Requests'),
    );
    // A shorter wait that comes later neither shortens the hold nor changes why it is.
    await holdSource(ledger.db, tenant.sourceId, 1_000, sayOfTelegram('telegram.token'));
    expect(all(await inEach(`deliveries/${id}`), (body) => body.heldBecause)[1]).toBe('Too Many Requests');
  });

  it('of an account: as it was written, or that it is held', async () => {
    const { id, chatId } = await waiting();
    const hold = (reason: string | null) =>
      ledger.db.query(`update accounts set held_until = now() + interval '1 hour', held_reason = $2 where id = $1`, [
        tenant.accountId,
        reason,
      ]);
    const paths = [`deliveries/${id}`, `chats/${chatId}/flow`, `accounts/${String(tenant.accountId)}`];
    await hold('Unpaid.');
    for (const path of paths) {
      expect(all(await inEach(path), (body) => body.heldBecause)).toEqual(LANGUAGES.map(() => 'Unpaid.'));
    }
    await hold(null);
    for (const path of paths) {
      expect(all(await inEach(path), (body) => body.heldBecause)).toEqual(['held', 'retenido', 'retido']);
    }
  });

  it('of a message about which somebody has to decide', async () => {
    const { id } = await waiting();
    await ledger.db.query(`update deliveries set gap = 'asks', late_at = now(), last_text = $2 where id = $1`, [
      id,
      say('waits.decision').text,
    ]);
    const told = await inEach(`deliveries/${id}`);
    for (const name of ['lastText', 'heldBecause']) {
      expect(all(told, (body) => body[name])).toEqual([
        'Its webhook was lost, and nobody has decided yet whether it is still sent',
        'Su webhook se perdió, y nadie ha decidido todavía si aún se envía',
        'O webhook dela se perdeu, e ninguém decidiu ainda se ela será enviada',
      ]);
    }
  });
});
