import { createHmac, timingSafeEqual } from 'node:crypto';
import { asAccountId, type AccountId } from '../../model/ids';

/** Kommo tells that an integration was disabled in an account (kommo-platform.md §1.11). */
export interface DisableHook {
  readonly clientId: string;
  readonly accountId: AccountId;
  readonly signature: string;
}

/** Reads the query; undefined when it is no such hook. Whether it is genuine, the integration's secret tells. */
export function readDisableHook(query: URLSearchParams): DisableHook | undefined {
  const names = ['client_uuid', 'client_id'].flatMap((name) => query.getAll(name));
  const [clientId] = names;
  const account = query.get('account_id') ?? '';
  const signature = query.get('signature') ?? '';
  // Both names may come; they mean one integration.
  if (clientId === undefined || clientId === '' || names.some((name) => name !== clientId)) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(account) || signature === '') return undefined;
  return { clientId, accountId: asAccountId(Number(account)), signature };
}

/**
 * Whether Kommo sent it. The sample joins the two ids with a vertical bar, the prose says one after the other; both are
 * taken, since an id of one length before a number leaves no second reading. It can be replayed: ask the API before
 * anything is deleted.
 */
export function isDisableHookGenuine({ clientId, accountId, signature }: DisableHook, clientSecret: string): boolean {
  const given = Buffer.from(signature.toLowerCase(), 'utf8');
  const joined = matches(given, `${clientId}|${accountId}`, clientSecret);
  const plain = matches(given, `${clientId}${accountId}`, clientSecret);
  return joined || plain;
}

function matches(given: Buffer, message: string, secret: string): boolean {
  const expected = Buffer.from(createHmac('sha256', secret).update(message).digest('hex'), 'utf8');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
