import type { BoardView } from '../control/schemas-board';
import type { Core } from '../core';
import type { Account, Chat } from '../kommo/records';
import type { Lead, Site } from './records';
import { CLOSED_STATUSES } from './state';

/** The leads of an account as its pipelines show them. */
export function viewBoard(core: Core, account: Account): BoardView {
  const site = core.platform.site(account);
  return {
    pipelines: site.pipelines.map(({ id, name, isMain, isArchive }) => ({
      id,
      name,
      isMain,
      isArchive,
      cards: site.leads.filter(({ pipelineId }) => pipelineId === id).map((lead) => viewCard(core, site, lead)),
    })),
  };
}

type Card = BoardView['pipelines'][number]['cards'][number];

function viewCard(core: Core, site: Site, lead: Lead): Card {
  const contact = site.contacts.find(({ id }) => id === lead.contactIds[0]);
  const chat = newestChat(core, site, lead);
  const item = site.unsorted.find(({ leadId, state }) => leadId === lead.id && state === 'waiting');
  return {
    leadId: lead.id,
    uid: item?.uid ?? null,
    stage: stageOf(lead),
    contact: contact?.name ?? '',
    text: chat?.messages.at(-1)?.content.text ?? '',
    source: sourceOf(core, site, lead, chat),
  };
}

function stageOf({ unsorted, statusId }: Lead): Card['stage'] {
  if (unsorted) return 'incoming';
  if (statusId === CLOSED_STATUSES[0]) return 'won';
  return statusId === CLOSED_STATUSES[1] ? 'lost' : 'open';
}

/** Of the lead's own talks, else of its contact. */
function newestChat({ kommo }: Core, site: Site, lead: Lead): Chat | undefined {
  const talks = site.talks.filter(({ leadId }) => leadId === lead.id);
  const links =
    talks.length > 0 ? talks : site.chatLinks.filter(({ contactId }) => lead.contactIds.includes(contactId));
  const chats = links.flatMap(({ chatId }) => kommo.chats.get(chatId) ?? []);
  const newest = (chat: Chat): number => chat.messages.at(-1)?.at ?? 0;
  return chats.sort((one, other) => newest(other) - newest(one))[0];
}

/** Without a source, a lead shows the integration's name (kommo-platform.md §4.6). */
function sourceOf({ platform }: Core, site: Site, lead: Lead, chat: Chat | undefined): string {
  const source = site.sources.find(({ id }) => id === lead.sourceId);
  if (source) return source.name;
  return platform.integrationOf(chat?.scopeId.split('_')[0] ?? '')?.name ?? '';
}
