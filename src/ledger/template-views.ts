import type pg from 'pg';
import { isMessengerKind, type MessengerKind } from '../model/messenger-kind';
import type { ScopeId } from '../model/ids';
import { readSync, type TemplateSync } from './template-syncs';
import { readTemplates, type KeptTemplate } from './templates';

/** All about an installation's templates, for those who look at it. */
export interface TemplatesView {
  readonly sync: TemplateSync;
  readonly templates: readonly KeptTemplate[];
  /** Of sources that are there, by id. */
  readonly sources: ReadonlyMap<string, { readonly name: string; readonly messenger: MessengerKind }>;
}

export async function viewTemplates(db: pg.Pool, scopeId: ScopeId): Promise<TemplatesView> {
  const [sync, templates, { rows }] = await Promise.all([
    readSync(db, scopeId),
    readTemplates(db, scopeId),
    db.query<{ id: string; name: string; messenger: string }>(
      'select id, name, messenger from sources where scope_id = $1 and removed_at is null order by created_at',
      [scopeId],
    ),
  ]);
  const sources = rows.flatMap(({ id, name, messenger }) =>
    isMessengerKind(messenger) ? [[id, { name, messenger }] as const] : [],
  );
  return { sync, templates, sources: new Map(sources) };
}
