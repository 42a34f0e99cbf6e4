import { Unwell } from '../../src/cli/check';
import { checkAccess } from '../../src/cli/checks-access';
import { readConfig, type Config } from '../../src/config';
import { openLedger, type Ledger } from '../ledger/ledger';

let ledger: Ledger;
let config: Config;
beforeAll(async () => {
  ledger = await openLedger();
  config = readConfig({ COURIER_DATABASE_URL: ledger.test.url });
});
afterAll(() => ledger.close());
afterEach(() => ledger.db.query('delete from grants'));

/** What is found where one account let Courier in like this. */
async function found(kind: 'oauth' | 'long-lived', endsInDays: number, isRefused = false): Promise<string> {
  const { scopeId } = await ledger.tenant();
  await ledger.db.query(
    `insert into grants (integration_id, account_id, kind, access_token, refresh_token, expires_at, state, refused_since)
     select integration_id, account_id, $2, 'sealed', case $2 when 'oauth' then 'sealed' end,
            now() + $3 * interval '1 day' + interval '1 hour', case when $4 then 'refused' else 'good' end,
            case when $4 then now() end
     from scopes where id = $1`,
    [scopeId, kind, endsInDays, isRefused],
  );
  return checkAccess(config).catch((error: unknown) => {
    if (error instanceof Unwell) return `✗ ${error.message} → ${error.fix}`;
    throw error;
  });
}

it('says nothing of what is well', async () => {
  expect(await checkAccess(config)).toBe('no account has let Courier in yet');
  expect(await found('oauth', 1)).toBe('Kommo lets Courier in (1)');
  expect(await found('long-lived', 31)).toBe('Kommo lets Courier in (2)');
});

it.each([
  [29, /^the long-lived token of account .* ends on .*, in 29 days$/],
  [6, /^✗ the long-lived token of account .*, in 6 days → Before that day, make a new token in Kommo/],
  [1, /^✗ .*, in 1 day →/],
  [0, /^✗ .*, in less than a day →/],
  [-2, /^✗ .*, has ended →/],
])('a long-lived token that ends in %i days', async (days, text) => {
  expect(await found('long-lived', days)).toMatch(text);
});

it('an account that has to be authorised again comes first, unless it was switched off', async () => {
  await found('long-lived', 3);
  expect(await found('oauth', 3, true)).toMatch(
    /^✗ account .* has to be authorised again, .*; the long-lived token of/,
  );
  await ledger.db.query('update scopes set removed_at = now()');
  expect(await checkAccess(config)).toBe('no account has let Courier in yet');
});
