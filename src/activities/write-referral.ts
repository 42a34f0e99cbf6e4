import type { Contact, Lead } from '../kommo/crm/types';
import { noteReferralResult, type ReferralResult } from '../ledger/chat-contacts';
import type { ChatId } from '../model/ids';
import { REFERRAL_PIECES, type ReferralFields, type ReferralPieces } from '../model/referral-pieces';
import type { AskCrm } from './ask-crm';
import type { Dependencies } from './dependencies';

export interface ReferralToWrite {
  readonly chatId: ChatId;
  readonly contact: Contact;
  /** The lead that Kommo's webhooks told of; null: of none. */
  readonly told: number | null;
  readonly pieces: ReferralPieces;
  readonly fields: ReferralFields;
}

interface Field {
  readonly id: number;
  readonly value: string;
}

/**
 * Writes what brought a customer into the fields of the lead that an administrator chose, once, and only where nothing stands.
 * @returns `no-lead` where it is not known, or cannot be changed yet: an incoming one may be out of reach until it is accepted
 */
export async function writeReferral(
  { db }: Dependencies,
  ask: AskCrm,
  { chatId, contact, told, pieces, fields }: ReferralToWrite,
): Promise<'done' | 'no-lead'> {
  const done = async (result: ReferralResult, leadId: number | null, text: string): Promise<'done'> => {
    await noteReferralResult(db, chatId, pieces, { result, leadId, text });
    return 'done';
  };
  const wanted = fieldsOf(pieces, fields);
  if (wanted.length === 0) return done('kept', null, 'No field is chosen for it.');
  const lead = await leadOf(ask, contact, told);
  if (lead === undefined) return 'no-lead';
  const empty = wanted.filter(
    ({ id }) => !lead.customFields.some((field) => field.id === id && field.values.length > 0),
  );
  if (empty.length === 0) return done('kept', lead.id, 'The fields are filled in already.');
  const answer = await ask((crm) => crm.changeLead(lead.id, { customFields: empty }));
  if (answer.kind === 'accepted') return done('written', lead.id, `Fields written: ${String(empty.length)}.`);
  if (answer.reason === 'not-found' || answer.reason === 'no-access') return 'no-lead';
  if (empty.length === 1) return done('refused', lead.id, `Kommo does not take it. ${answer.text}`);
  const { written, why } = await oneByOne(ask, lead.id, empty);
  const left = `Fields that Kommo did not take: ${String(empty.length - written)}. ${why}`;
  return written === 0
    ? done('refused', lead.id, left)
    : done('written', lead.id, `Fields written: ${String(written)}. ${left}`);
}

/** A field that is gone, or of another kind, does not cost the others. */
async function oneByOne(
  ask: AskCrm,
  leadId: number,
  fields: readonly Field[],
): Promise<{ readonly written: number; readonly why: string }> {
  let written = 0;
  let why = '';
  for (const field of fields) {
    const answer = await ask((crm) => crm.changeLead(leadId, { customFields: [field] }));
    if (answer.kind === 'accepted') written += 1;
    else why = answer.text;
  }
  return { written, why };
}

function fieldsOf(pieces: ReferralPieces, fields: ReferralFields): readonly Field[] {
  return REFERRAL_PIECES.flatMap((piece) => {
    const [id, value] = [fields[piece], pieces[piece]];
    return id === undefined || value === undefined ? [] : [{ id, value }];
  });
}

/** The one that webhooks told of, where it is the contact's; without webhooks the contact's, where there is one only. */
async function leadOf(
  ask: AskCrm,
  { id: contactId, leadIds }: Contact,
  told: number | null,
): Promise<Lead | undefined> {
  const [only, other] = leadIds;
  const leadId = told ?? (other === undefined ? only : undefined);
  if (leadId === undefined) return undefined;
  const lead = await ask((crm) => crm.lead(leadId));
  if (lead.kind === 'refused' || lead.value === null) return undefined;
  return lead.value.contactIds.includes(contactId) ? lead.value : undefined;
}
