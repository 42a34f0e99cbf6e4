import type pg from 'pg';
import type { ScopeId } from '../model/ids';
import type { Said } from '../model/words';
import { noteChange } from './changes';
import { inTransaction } from './database';
import type { GrantKey } from './grants';

export type SettingRight = 'see' | 'change';

/** Users of an account, beside its administrators, who may see or change settings. */
export async function readRights(db: pg.Pool, scopeId: ScopeId): Promise<ReadonlyMap<number, SettingRight>> {
  const { rows } = await db.query<{ user_id: number; may: SettingRight }>(
    'select user_id, may from setting_rights where scope_id = $1',
    [scopeId],
  );
  return new Map(rows.map(({ user_id, may }) => [user_id, may]));
}

/** Gives these rights and no others. */
export async function replaceRights(
  db: pg.Pool,
  scope: GrantKey & { readonly scopeId: ScopeId },
  rights: ReadonlyMap<number, SettingRight>,
  told: { readonly by: string; readonly detail: string; readonly said?: readonly Said[] },
): Promise<void> {
  await inTransaction(db, async (client) => {
    // Two who change it at once do so one after the other.
    await client.query('select from scopes where id = $1 for update', [scope.scopeId]);
    await client.query('delete from setting_rights where scope_id = $1', [scope.scopeId]);
    await client.query(
      `insert into setting_rights (scope_id, user_id, may)
       select $1, user_id, may from unnest($2::bigint[], $3::text[]) as given(user_id, may)`,
      [scope.scopeId, [...rights.keys()], [...rights.values()]],
    );
    await noteChange(client, { ...scope, ...told, what: 'people' });
  });
}
