import type pg from 'pg';
import type { ChangeKind } from '../model/change-kind';
import type { CommandResult, ToldOnce } from '../model/command';
import type { AccountId, SourceId } from '../model/ids';
import type { Words } from '../model/words';
import { keptWords } from './acceptable-text';
import { doOnce, resultText } from './command-once';
import { pausedBy, UNTIL_RESUMED } from './commands';

/**
 * Holds a whole source until it is resumed. The account's people see who did it.
 * @param only this account's; null: of any.
 * @returns undefined when there is no such source.
 */
export async function pauseSource(
  db: pg.Pool,
  sourceId: SourceId,
  told: ToldOnce,
  only: AccountId | null = null,
): Promise<CommandResult | undefined> {
  return commandSource(db, sourceId, told, only, {
    command: 'pause',
    held: `now() + interval '${UNTIL_RESUMED}'`,
    reason: pausedBy(told.by),
    when: 'true',
    done: 'Nothing is sent through this source until it is resumed',
    refused: '',
  });
}

/**
 * Ends a pause, and any other hold: of a limit, or of a token that is repaired.
 * @param only this account's; null: of any.
 * @returns undefined when there is no such source.
 */
export async function resumeSource(
  db: pg.Pool,
  sourceId: SourceId,
  told: ToldOnce,
  only: AccountId | null = null,
): Promise<CommandResult | undefined> {
  return commandSource(db, sourceId, told, only, {
    command: 'resume',
    held: 'null',
    reason: null,
    when: 'coalesce(held_until > now(), false)',
    done: 'The source is resumed',
    refused: 'The source is neither paused nor held',
  });
}

async function commandSource(
  db: pg.Pool,
  sourceId: SourceId,
  { by, why, id }: ToldOnce,
  only: AccountId | null,
  change: {
    readonly command: 'pause' | 'resume';
    readonly held: string;
    readonly reason: Words | null;
    readonly when: string;
    readonly done: string;
    readonly refused: string;
  },
): Promise<CommandResult | undefined> {
  const done: CommandResult = { kind: 'done', text: change.done };
  const refused: CommandResult = { kind: 'refused', text: change.refused };
  return doOnce(db, sourceId, id, async (client) => {
    const what: ChangeKind = change.command === 'pause' ? 'source-paused' : 'source-resumed';
    const { rows } = await client.query<{ fits: boolean }>(
      `with source as materialized (
       select id, account_id, scope_id, name, ${change.when} as fits from sources
       where id = $1 and ($10::bigint is null or account_id = $10) for update
     ), changed as (
       update sources set held_until = ${change.held}, held_reason = $3, held_words = $11
       from source where sources.id = source.id and source.fits
     ), audited as (
       insert into commands (account_id, source_id, command, by, why, result, command_id)
       select account_id, id, $2, $4, $5, case when fits then $6 else $7 end, $8 from source
     ), noted as (
       insert into changes (account_id, integration_id, source_id, source, by, what, detail)
       select source.account_id, scopes.integration_id, source.id, source.name, $4, $9, $5
       from source join scopes on scopes.id = source.scope_id where source.fits
     )
     select fits from source`,
      [
        sourceId,
        change.command,
        change.reason?.text ?? null,
        by,
        why ?? null,
        resultText(done),
        resultText(refused),
        id ?? null,
        what,
        only,
        change.reason && keptWords(change.reason),
      ],
    );
    const row = rows[0];
    return row && (row.fits ? done : refused);
  });
}
