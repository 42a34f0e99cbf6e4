import type pg from 'pg';
import { isMessengerKind, type MessengerKind } from '../model/messenger-kind';
import type { ChatId, ScopeId } from '../model/ids';
import type { TemplateCopy, TemplateDrift, TemplateParameter, TemplateStanding } from '../model/template';
import type { Words } from '../model/words';
import { keptSaid, wellFormed } from './acceptable-text';
import type { Queryable } from './database';
import type { GrantKey } from './grants';

/** A template as it was found last on both sides. */
export interface TemplateRecord {
  readonly messenger: MessengerKind;
  /** `RemoteTemplate.id`; null: not handed in yet. */
  readonly remoteId: string | null;
  /** null: it is not in Kommo. */
  readonly kommoId: number | null;
  /** Where it was made. */
  readonly origin: 'kommo' | 'messenger';
  /** `told`: only a webhook told of it, since Kommo lists to an integration what that made itself. */
  readonly inKommo: 'never' | 'told' | 'listed' | 'removed';
  readonly name: string;
  readonly language: string | null;
  readonly category: string | null;
  readonly body: string;
  readonly parameters: readonly TemplateParameter[];
  /** Of what Kommo says, now and when both said the same the last time. */
  readonly kommoHash: string | null;
  readonly agreedHash: string | null;
  readonly state: TemplateStanding;
  readonly drift: TemplateDrift | null;
  /** Why Kommo cannot have it. */
  readonly obstacle: Words | null;
  /** One of each account at the messenger that has it, or had it. */
  readonly copies: readonly TemplateCopy[];
  /** A person said that what the messenger has is right. */
  readonly takesRemote: boolean;
}

export interface KeptTemplate extends TemplateRecord {
  readonly id: string;
  /** What the webhook told, as it was written down; null: Kommo lists it, or nobody told. */
  readonly told: ToldTemplate | null;
}

/** A template of Kommo's as a webhook tells of it; whoever writes it down reads it again. */
export interface ToldTemplate {
  readonly id: number;
  readonly name: string;
  readonly content: string;
}

interface Row {
  readonly id: string;
  readonly messenger: string;
  readonly remote_id: string | null;
  readonly kommo_id: number | null;
  readonly origin: TemplateRecord['origin'];
  readonly in_kommo: TemplateRecord['inKommo'];
  readonly told: ToldTemplate | null;
  readonly name: string;
  readonly language: string | null;
  readonly category: string | null;
  readonly body: string;
  readonly parameters: readonly TemplateParameter[];
  readonly kommo_hash: string | null;
  readonly agreed_hash: string | null;
  readonly state: TemplateStanding;
  readonly drift: TemplateDrift | null;
  readonly obstacle: string | null;
  readonly obstacle_said: Words['said'] | null;
  readonly copies: readonly TemplateCopy[];
  readonly takes_remote: boolean;
}

export async function readTemplates(db: pg.Pool, scopeId: ScopeId): Promise<readonly KeptTemplate[]> {
  const { rows } = await db.query<Row>(
    `select id, messenger, remote_id, kommo_id, origin, in_kommo, told, name, language, category, body, parameters,
            kommo_hash, agreed_hash, state, drift, obstacle, obstacle_said, copies, takes_remote
     from templates where scope_id = $1 order by name, language, id`,
    [scopeId],
  );
  return rows.flatMap((row) => {
    // One of a newer version's messengers is that version's to look after.
    if (!isMessengerKind(row.messenger)) return [];
    const { obstacle, obstacle_said: said } = row;
    return [
      {
        id: row.id,
        messenger: row.messenger,
        remoteId: row.remote_id,
        kommoId: row.kommo_id,
        origin: row.origin,
        inKommo: row.in_kommo,
        told: row.told,
        name: row.name,
        language: row.language,
        category: row.category,
        body: row.body,
        parameters: row.parameters,
        kommoHash: row.kommo_hash,
        agreedHash: row.agreed_hash,
        state: row.state,
        drift: row.drift,
        obstacle: obstacle === null ? null : { text: obstacle, ...(said == null ? {} : { said }) },
        copies: row.copies,
        takesRemote: row.takes_remote,
      },
    ];
  });
}

/**
 * Writes down how a template is; what a person said about it meanwhile stays.
 * @param id of the one that is known; without it, it is new, or a webhook was sooner
 */
export async function saveTemplate(
  db: pg.Pool,
  scopeId: ScopeId,
  id: string | undefined,
  record: TemplateRecord,
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `insert into templates (id, scope_id, account_id, messenger, remote_id, kommo_id, origin, in_kommo, name, language,
                            category, body, parameters, kommo_hash, agreed_hash, state, drift, obstacle, obstacle_said,
                            copies)
     select coalesce($1::uuid, (select id from templates where scope_id = $2 and kommo_id = $5), gen_random_uuid()),
            scopes.id, scopes.account_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $15, $16, $17,
            $18::jsonb, $19::jsonb
     from scopes where scopes.id = $2
     on conflict (id) do update
     set remote_id = excluded.remote_id, kommo_id = excluded.kommo_id, origin = excluded.origin,
         in_kommo = excluded.in_kommo, told = case when excluded.in_kommo = 'listed' then null else templates.told end,
         name = excluded.name, language = excluded.language, category = excluded.category, body = excluded.body,
         parameters = excluded.parameters, kommo_hash = excluded.kommo_hash, agreed_hash = excluded.agreed_hash,
         state = excluded.state, drift = excluded.drift, obstacle = excluded.obstacle,
         obstacle_said = excluded.obstacle_said, copies = excluded.copies, updated_at = now()
     returning id`,
    [
      id ?? null,
      scopeId,
      record.messenger,
      record.remoteId,
      record.kommoId,
      record.origin,
      record.inKommo,
      record.name,
      record.language,
      record.category,
      record.body,
      JSON.stringify(wellFormed(record.parameters)),
      record.kommoHash,
      record.agreedHash,
      record.state,
      record.drift,
      record.obstacle?.text ?? null,
      keptSaid(record.obstacle?.said),
      JSON.stringify(wellFormed(record.copies)),
    ],
  );
  const [saved] = rows;
  if (saved === undefined) throw new Error('A template of an account that is not there');
  return saved.id;
}

/** It is nowhere any more. */
export async function removeTemplate(db: pg.Pool, scopeId: ScopeId, id: string): Promise<void> {
  await db.query('delete from templates where scope_id = $1 and id = $2', [scopeId, id]);
}

/** What Kommo's webhook tells of templates that somebody sent for approval; it is repeated, and does no harm then. */
export async function noteTold(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
  messenger: MessengerKind,
  templates: readonly ToldTemplate[],
): Promise<void> {
  for (const template of templates) {
    await db.query(
      `insert into templates (scope_id, account_id, messenger, kommo_id, origin, in_kommo, told, name, body, state)
       select id, account_id, $3, $4, 'kommo', 'told', $5::jsonb, $6, $7, 'in-review'
       from scopes where integration_id = $1 and account_id = $2
       on conflict (scope_id, kommo_id) where kommo_id is not null do update
       set told = excluded.told where templates.in_kommo = 'told'`,
      [
        integrationId,
        accountId,
        messenger,
        template.id,
        JSON.stringify(wellFormed(template)),
        template.name,
        template.content,
      ],
    );
  }
}

/** Courier has told Kommo what became of a review that Kommo does not list. */
export async function noteReviewed(
  db: pg.Pool,
  scopeId: ScopeId,
  { kommoId, reviewId, status }: { readonly kommoId: number; readonly reviewId: number; readonly status: string },
): Promise<void> {
  await db.query(
    `update templates
     set told = jsonb_set(told, '{reviews}', (
       select jsonb_agg(case when (review ->> 'id')::bigint = $3
                             then review || jsonb_build_object('status', $4::text) else review end)
       from jsonb_array_elements(told -> 'reviews') as review
     ))
     where scope_id = $1 and kommo_id = $2 and jsonb_array_length(told -> 'reviews') > 0`,
    [scopeId, kommoId, reviewId, status],
  );
}

/** A person says that what the messenger has is right. @returns its name; undefined: there is nothing to take */
export async function takeRemote(db: Queryable, scopeId: ScopeId, id: string): Promise<string | undefined> {
  const { rows } = await db.query<{ name: string }>(
    `update templates set takes_remote = true
     where scope_id = $1 and id = $2 and drift is not null and in_kommo <> 'told'
     returning name`,
    [scopeId, id],
  );
  return rows[0]?.name;
}

/** It was taken, or there is nothing to take. */
export async function noteTaken(db: pg.Pool, scopeId: ScopeId, id: string): Promise<void> {
  await db.query('update templates set takes_remote = false where scope_id = $1 and id = $2', [scopeId, id]);
}

/** What the template of Kommo's is called at the messenger of a chat; undefined: it is not known to be there. */
export async function remoteIdOf(db: pg.Pool, chatId: ChatId, kommoId: number): Promise<string | undefined> {
  const { rows } = await db.query<{ remote_id: string }>(
    `select templates.remote_id
     from chats
     join sources on sources.id = chats.source_id
     join templates on templates.scope_id = sources.scope_id and templates.messenger = sources.messenger
     where chats.id = $1 and templates.kommo_id = $2 and templates.remote_id is not null`,
    [chatId, kommoId],
  );
  return rows[0]?.remote_id;
}
