import type { Operation } from '../openapi/operation';
import type { CrmUser } from '../../kommo/crm/types';
import { readRights, replaceRights, type SettingRight } from '../../ledger/setting-rights';
import { together, type Said } from '../../model/words';
import { say } from '../../words';
import { inDetail } from '../problem';
import { byOf } from './session';
import type { People } from './contract';
import type { SettingsDependencies } from './dependencies';
import type { KommoFacts } from './kommo-facts';
import { SETTINGS_OPERATIONS } from './operations';
import { kommoProblem } from '../kommo-problem';
import type { Serving } from './serve';

/** Who of the account's users may see or change settings. Administrators always may; only they say who else. */
export function peopleOperations(
  { serveInstalled }: Serving,
  { db }: SettingsDependencies,
  facts: KommoFacts,
): Operation[] {
  return [
    serveInstalled(SETTINGS_OPERATIONS.readPeople, async ({ owner }) => {
      const users = await facts.people(owner);
      if (users.kind !== 'accepted') return { problem: kommoProblem(users) };
      return { answer: peopleOf(users.value, await readRights(db, owner.scopeId)) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.changePeople, async ({ owner, session, body }) => {
      const users = await facts.people(owner);
      if (users.kind !== 'accepted') return { problem: kommoProblem(users) };
      const asked = new Map<number, SettingRight>([
        ...body.see.map((id) => [id, 'see'] as const),
        ...body.change.map((id) => [id, 'change'] as const),
      ]);
      const known = new Map(users.value.map((user) => [user.id, user]));
      if ([...asked.keys()].some((id) => !known.has(id))) {
        return {
          problem: { status: 422, type: 'no-such-user', ...inDetail(say('settings.no-such-people')) },
        };
      }
      const rights = new Map([...asked].filter(([id]) => known.get(id)?.isAdmin === false));
      await replaceRights(db, owner, rights, { by: byOf(session), ...toldOf(rights, known) });
      return { answer: peopleOf(users.value, rights) };
    }),
  ];
}

function peopleOf(users: readonly CrmUser[], rights: ReadonlyMap<number, SettingRight>): People {
  return {
    users: users.map(({ id, name, isAdmin }) => ({
      id,
      name: name ?? null,
      isAdmin,
      may: isAdmin ? 'change' : (rights.get(id) ?? 'nothing'),
    })),
  };
}

function toldOf(
  rights: ReadonlyMap<number, SettingRight>,
  users: ReadonlyMap<number, CrmUser>,
): { readonly detail: string; readonly said?: readonly Said[] } {
  const named = [...rights].map(([id, may]) =>
    say(may === 'see' ? 'change.sees' : 'change.changes', { name: users.get(id)?.name ?? id }),
  );
  return inDetail(named.length === 0 ? say('change.administrators-only') : together(named, ', '));
}
