import { z } from 'zod';
import type { Outcome } from '../../exchange';
import type { Account } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import { answers } from '../answers';
import { changeTalk } from '../chats/talks';
import type { Talk } from '../records';
import { readObject } from './fields';
import { filterValues, page } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';

const PATH = '/talks';
const MOST = 250;

/** kommo-platform.md §7. */
export const talkRoutes: readonly CrmRoute[] = [
  { operation: 'crm-talks', method: 'GET', path: PATH, admin: false, perform: list },
  { operation: 'crm-talk', method: 'GET', path: `${PATH}/:id`, admin: false, perform: show },
  { operation: 'crm-talk-close', method: 'POST', path: `${PATH}/:id/close`, admin: false, perform: close },
];

/** Since July 2026; each with its status and source (§7.3). */
function list(request: CrmRequest): Outcome {
  const { site, query } = request;
  const ids = (name: string): number[] | undefined => filterValues(request, `filter[${name}]`)?.map(Number);
  const [talkIds, contactIds, entityIds] = [ids('talk_id'), ids('contact_id'), ids('entity_id')];
  const type = query.get('filter[entity_type]') ?? 'lead';
  const onlyInWork = ['1', 'true'].includes(query.get('filter[only_in_work]') ?? '');
  const found = site.talks.filter(
    (talk) =>
      (talkIds?.includes(talk.id) ?? true) &&
      (contactIds?.includes(talk.contactId) ?? true) &&
      (entityIds === undefined || (type === 'lead' && talk.leadId !== null && entityIds.includes(talk.leadId))) &&
      (!onlyInWork || talk.state !== 'closed'),
  );
  const items = found.map((talk) => ({ ...describe(request, talk), ...more(request, talk) }));
  return page(request, { path: PATH, name: 'talks', items }, MOST);
}

const STATUSES = { 'in-work': 'in_work', closing: 'in_work', nps: 'nps_in_progress', closed: 'closed' } as const;

function more({ sandbox, site }: CrmRequest, talk: Talk): object {
  const externalId = sandbox.kommo.chats.get(talk.chatId)?.sourceExternalId;
  const source = site.sources.find((known) => known.externalId === externalId && !known.deleted);
  return { status: STATUSES[talk.state], source_id: source?.id ?? null };
}

function show(request: CrmRequest): Outcome {
  const talk = request.site.talks.find(({ id }) => id === request.ids.id);
  return talk ? answers.found(describe(request, talk)) : answers.notFound('Talk');
}

/** Asynchronous. Without force, a bot asks for a score first where there is one (§7.2). */
function close(request: CrmRequest): Outcome {
  const { sandbox, account, site } = request;
  const talk = site.talks.find(({ id }) => id === request.ids.id);
  if (!talk) return answers.notFound('Talk');
  const fields = readObject(request, z.object({ force_close: z.boolean().default(false) }));
  if (talk.state === 'closed' || talk.state === 'closing') return answers.unprocessable('Talk is already closed');
  if (site.nps && !fields.force_close) changeTalk(sandbox, account, talk, { state: 'nps' });
  else {
    const delay = sandbox.assumptions.number('talk-close-delay-ms');
    if (delay === 0) changeTalk(sandbox, account, talk, { state: 'closed' });
    else {
      talk.state = 'closing';
      void closeLater(sandbox, account, talk, delay);
    }
  }
  return { status: 202, stored: true };
}

async function closeLater(sandbox: Sandbox, account: Account, talk: Talk, delayMs: number): Promise<void> {
  if (await sandbox.pause(delayMs)) changeTalk(sandbox, account, talk, { state: 'closed' });
}

function describe(request: CrmRequest, talk: Talk): object {
  const { id, contactId, chatId, leadId, origin, state, isRead, createdAt, updatedAt } = talk;
  return {
    talk_id: id,
    created_at: createdAt,
    updated_at: updatedAt,
    rate: 0,
    contact_id: contactId,
    chat_id: chatId,
    entity_id: leadId,
    entity_type: leadId === null ? null : 'lead',
    is_in_work: state !== 'closed',
    is_read: isRead,
    origin,
    missed_at: null,
    account_id: request.account.id,
    _links: selfLink(request, `${PATH}/${String(id)}`),
    _embedded: {
      contacts: [{ id: contactId }],
      leads: leadId === null ? [] : [{ id: leadId }],
      customers: [],
    },
  };
}
