import type pg from 'pg';
import type { ParticipantId } from '../model/ids';

/** The messenger was asked who somebody is; what it did not tell stays as it is. */
export async function noteAskedProfile(
  db: pg.Pool,
  participantId: ParticipantId,
  told: {
    readonly name?: string;
    readonly phone?: string;
    readonly email?: string;
    readonly avatar?: string;
    readonly profileLink?: string;
    readonly language?: string;
  },
): Promise<void> {
  await db.query(
    `update participants
     set asked_at = now(), updated_at = now(), name = coalesce($2, name), unnamed = unnamed and $2::text is null,
         phone = coalesce($3, phone), profile_link = coalesce($4, profile_link), language = coalesce($5, language),
         email = coalesce($6, email), avatar = coalesce($7, avatar)
     where id = $1`,
    [
      participantId,
      told.name ?? null,
      told.phone ?? null,
      told.profileLink ?? null,
      told.language ?? null,
      told.email ?? null,
      told.avatar ?? null,
    ],
  );
}

/** As people see it; of somebody who has none, or whose was erased, a dash. */
export async function nameOfParticipant(db: pg.Pool, id: ParticipantId): Promise<string> {
  const { rows } = await db.query<{ name: string }>('select name from participants where id = $1', [id]);
  const name = rows[0]?.name ?? '';
  return name === '' ? '–' : name;
}
