import { z } from 'zod';
import type { Outcome } from '../../exchange';
import type { Sandbox } from '../../sandbox';
import { answers } from '../answers';
import type { Talk } from '../records';
import { readObject } from './fields';
import { selfLink, type CrmRequest, type CrmRoute } from './request';

/** kommo-platform.md §7. */
export const talkRoutes: readonly CrmRoute[] = [
  { operation: 'crm-talk', method: 'GET', path: '/talks/:id', admin: false, perform: show },
  { operation: 'crm-talk-close', method: 'POST', path: '/talks/:id/close', admin: false, perform: close },
];

function show(request: CrmRequest): Outcome {
  const talk = request.site.talks.find(({ id }) => id === request.ids.id);
  return talk ? answers.found(describe(request, talk)) : answers.notFound('Talk');
}

/** Asynchronous. Without force, a bot asks for a score first where there is one (§7.2). */
function close(request: CrmRequest): Outcome {
  const { sandbox, site } = request;
  const talk = site.talks.find(({ id }) => id === request.ids.id);
  if (!talk) return answers.notFound('Talk');
  const fields = readObject(request, z.object({ force_close: z.boolean().default(false) }));
  if (talk.state === 'closed' || talk.state === 'closing') return answers.unprocessable('Talk is already closed');
  if (site.nps && !fields.force_close) move(sandbox, talk, 'nps');
  else {
    move(sandbox, talk, 'closing');
    const delay = sandbox.assumptions.number('talk-close-delay-ms');
    if (delay === 0) move(sandbox, talk, 'closed');
    else void closeLater(sandbox, talk, delay);
  }
  return { status: 202, stored: true };
}

async function closeLater(sandbox: Sandbox, talk: Talk, delayMs: number): Promise<void> {
  if (await sandbox.pause(delayMs)) move(sandbox, talk, 'closed');
}

function move(sandbox: Sandbox, talk: Talk, state: Talk['state']): void {
  talk.state = state;
  talk.updatedAt = sandbox.clock.seconds();
  sandbox.changes.emit('kommo');
}

function describe(request: CrmRequest, talk: Talk): object {
  const { id, contactId, chatId, leadId, origin, state, createdAt, updatedAt } = talk;
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
    is_read: true,
    origin,
    missed_at: null,
    account_id: request.account.id,
    _links: selfLink(request, `/talks/${String(id)}`),
    _embedded: {
      contacts: [{ id: contactId }],
      leads: leadId === null ? [] : [{ id: leadId }],
      customers: [],
    },
  };
}
