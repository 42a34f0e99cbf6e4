import { Client } from 'pg';
import type { Config } from '../config';
import { accessTroubles, type AccessTrouble } from '../ledger/access-trouble';
import { TOKEN_WARNINGS_DAYS } from '../model/token-end';
import { Unwell } from './check';
import { reasonOf } from './reason';

const DAY_MS = 24 * 60 * 60_000;
/** Before that it is told of, and nothing is wrong yet. */
const [, URGENT_DAYS] = TOKEN_WARNINGS_DAYS;

/** Whether Kommo lets us into the accounts, and goes on to: a long-lived token ends, and nothing renews it. */
export async function checkAccess(config: Config): Promise<string> {
  const { installations, troubles } = await look(config);
  const now = Date.now();
  const told = troubles.map((trouble) => inWords(trouble, now)).join('; ');
  if (troubles.some((trouble) => isUrgent(trouble, now))) throw new Unwell(told, fixOf(troubles));
  if (told !== '') return told;
  return installations === 0 ? 'no account has let Courier in yet' : `Kommo lets Courier in (${String(installations)})`;
}

async function look({ databaseUrl }: Config): ReturnType<typeof accessTroubles> {
  const db = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  try {
    await db.connect();
    return await accessTroubles(db);
  } catch (error) {
    throw new Unwell(`the ledger cannot be asked: ${reasonOf(error)}`, 'See Postgres and Database schema above');
  } finally {
    await db.end().catch(() => undefined);
  }
}

function isUrgent(trouble: AccessTrouble, now: number): boolean {
  return trouble.kind === 'refused' || trouble.at - now < URGENT_DAYS * DAY_MS;
}

function inWords(trouble: AccessTrouble, now: number): string {
  const whose = `account ${String(trouble.accountId)} (${trouble.host}, “${trouble.channel}”)`;
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  if (trouble.kind === 'refused') return `${whose} has to be authorised again, since ${day(trouble.since)}`;
  const left = Math.floor((trouble.at - now) / DAY_MS);
  const inDays =
    left < 0 ? 'has ended' : left === 0 ? 'in less than a day' : left === 1 ? 'in 1 day' : `in ${left} days`;
  return `the long-lived token of ${whose} ends on ${day(trouble.at)}, ${inDays}`;
}

function fixOf(troubles: readonly AccessTrouble[]): string {
  const token = 'make a new token in Kommo (tab Keys) and run: courier install --account <address> --token-from-stdin';
  const fixes = {
    refused: `an administrator opens Courier's settings in Kommo and authorises it again; for a private integration, ${token}`,
    ends: `Before that day, ${token}`,
  };
  const [first] = troubles;
  const fix = fixes[first?.kind ?? 'refused'];
  return fix.charAt(0).toUpperCase() + fix.slice(1);
}
