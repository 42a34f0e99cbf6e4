import type { Outcome } from '../../exchange';
import type { Account } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import type { Integration, Site, User } from '../records';
import { hostOf } from '../state';

/** A request that has passed the checks common to all: token, account, plan, path, rights. */
export interface CrmRequest {
  readonly sandbox: Sandbox;
  readonly account: Account;
  readonly site: Site;
  readonly integration: Integration;
  /** In whose name it comes. */
  readonly user: User;
  /** Numbers in the path, by name. */
  readonly ids: Readonly<Record<string, number>>;
  /** That of an incoming lead in the path; empty where there is none. */
  readonly uid: string;
  readonly query: URLSearchParams;
  readonly body: CrmBody;
  /** What is odd and no fault: a note in the journal. */
  readonly warnings: string[];
}

export interface CrmBody {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** Undefined when it is no JSON. */
  readonly json: unknown;
}

export interface CrmRoute {
  /** For the journal and for faults. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v4`; `:id` is a number, `:uid` a word. */
  readonly path: string;
  /** Needs the rights of an administrator. */
  readonly admin: boolean;
  readonly perform: (request: CrmRequest) => Outcome;
}

/** The address that the thing has at Kommo. */
export function hrefOf({ account }: Pick<CrmRequest, 'account'>, path: string): string {
  return `https://${hostOf(account)}/api/v4${path}`;
}

export function selfLink(request: Pick<CrmRequest, 'account'>, path: string): object {
  return { self: { href: hrefOf(request, path) } };
}
