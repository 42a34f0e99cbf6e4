import { setTimeout as rest } from 'node:timers/promises';
import type { CrmAnswer, CrmApi } from '../kommo/crm/types';
import { takeCrmTurn } from '../ledger/crm-turns';
import type { GrantKey } from '../ledger/grants';
import { settled } from './accounts/step';
import type { Dependencies } from './dependencies';
import { tryAgain } from './try-again';

/** Turns come every third of a second; a step that has to wait longer than this comes back later. */
const TURN_WITHIN_MS = 20_000;

/** Asks an account's CRM. @throws ApplicationFailure where another attempt is what helps */
export type AskCrm = <Value>(
  request: (crm: CrmApi) => Promise<CrmAnswer<Value>>,
) => Promise<ReturnType<typeof settled<Value>>>;

/** At a pace that leaves the CRM room for everything else (kommo-platform.md §9.4). */
export function askInTurn({ db, crm }: Dependencies, key: GrantKey): AskCrm {
  return async (request) => {
    const wait = await takeCrmTurn(db, TURN_WITHIN_MS);
    if (wait === undefined) throw tryAgain('Many contacts wait for their turn', TURN_WITHIN_MS);
    await rest(wait);
    return settled(await crm.ask(key, request));
  };
}
