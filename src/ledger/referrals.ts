import type pg from 'pg';
import type { Referral } from '../model/content';
import type { ChatId, MessageId } from '../model/ids';

/**
 * Whether Kommo was told before what brought the customer, with another message of the chat. Of what has a name, the name
 * counts: a website tells with every message where the visitor came from, and the page that they are on now.
 */
export async function isReferralTold(
  db: pg.Pool,
  { chatId, messageId }: { readonly chatId: ChatId; readonly messageId: MessageId },
  referral: Referral,
): Promise<boolean> {
  const { url, ...named } = referral;
  const isNamed = [named.id, named.title, named.text].some((each) => each !== undefined);
  // The newest one most often has it, too.
  const { rows } = await db.query(
    `select from messages
     where chat_id = $1 and id <> $2 and content -> 'referral' @> $3
       and exists (select from deliveries
                   where deliveries.message_id = messages.id and lane = 'to-kommo' and kind = 'message'
                     and outcome = 'sent')
     order by written_at desc limit 1`,
    [chatId, messageId, JSON.stringify(isNamed ? named : { ...named, url })],
  );
  return rows.length > 0;
}
