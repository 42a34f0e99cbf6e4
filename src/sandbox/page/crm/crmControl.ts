import type { BoardView } from '../../control/schemas-board';
import type { IntegrationView, PlatformView, SiteView } from '../../control/schemas-platform';
import { ask, call, part } from '../data/call';

export type Integration = IntegrationView;
export type Site = SiteView;
export type User = SiteView['users'][number];
export type Source = SiteView['sources'][number];
export type Board = BoardView;
export type Lead = SiteView['leads'][number];
export type LeadContact = SiteView['contacts'][number];

/** One integration in one account, in a user's name. */
export interface Acting {
  readonly clientId: string;
  readonly accountId: number;
  readonly userId: number;
}

export interface WidgetChange {
  readonly settings?: Record<string, unknown>;
  readonly pipelineId?: number;
}

export interface NewLead {
  readonly name?: string;
  readonly pipelineId?: number;
  readonly contact: { readonly name: string; readonly phones: readonly string[] };
}

const account = (id: number): string => `/platform/accounts/${id}`;

/** What the pages of the CRM do. */
export const crmControl = {
  platform: () => ask<PlatformView>('GET', '/platform'),
  board: (accountId: number) => ask<BoardView>('GET', `${account(accountId)}/board`),
  install: (acting: Acting) => call('POST', '/platform/install', { ...acting, via: 'server' }),
  disable: ({ clientId, accountId }: Acting) => call('POST', '/platform/disable', { clientId, accountId }),
  token: async (acting: Acting): Promise<string> =>
    (await ask<{ token: string }>('POST', '/platform/widget-tokens', acting)).token,
  keep: ({ clientId, accountId }: Acting, change: WidgetChange) =>
    call('PUT', `${account(accountId)}/widgets/${part(clientId)}`, change),
  makeLead: (accountId: number, lead: NewLead) => ask<{ id: number }>('POST', `${account(accountId)}/leads`, lead),
  setPhones: (accountId: number, contactId: number, phones: readonly string[]) =>
    call('PATCH', `${account(accountId)}/contacts/${contactId}`, { phones }),
  closeTalk: (accountId: number, talkId: number) => call('POST', `${account(accountId)}/talks/${talkId}/close`, {}),
  sort: (accountId: number, uid: string, decision: 'accept' | 'decline', userId: number) =>
    call('POST', `${account(accountId)}/unsorted/${part(uid)}/${decision}`, { userId }),
};
