import type { Core } from '../core';
import type { Facts, Line } from '../lines/records';
import type { PageProduct } from './product';
import type { Page } from './state';

/** What the owner of a line enters: the app, the Page and its token. */
export interface PageLineCredentials extends Readonly<Record<string, string>> {
  readonly appId: string;
  readonly appSecret: string;
  readonly pageId: string;
  readonly pageAccessToken: string;
}

export const STANDINGS = ['ok', 'restricted', 'blocked'] as const;

/** All is well: the Page may send, App Review has given the app Human Agent, Instagram lets apps read. */
export const HEALTHY = {
  standing: 'ok',
  humanAgent: true,
  messageAccess: true,
  linked: true,
} as const satisfies Facts;

/** All that a Page's token may do. */
export const SCOPES = [
  'pages_messaging',
  'pages_manage_metadata',
  'pages_show_list',
  'pages_utility_messaging',
  'instagram_basic',
  'instagram_manage_messages',
  'business_management',
];

/** The Page that a line is, or that its Instagram account is linked with. */
export function pageOf({ pages }: Core, { credentials, name }: Line): Page {
  const id = credentials.pageId ?? '';
  return pages.pages.get(id) ?? pages.add({ id, name, username: '' });
}

export function appIdOf({ credentials }: Line): string {
  return credentials.appId ?? '';
}

/** What customers of this messenger write to on a Page; undefined: an account of Instagram is not linked with it. */
export function lineOn({ lines }: Core, { messenger }: PageProduct, pageId: string): Line | undefined {
  return lines.of(messenger).find(({ credentials, facts }) => credentials.pageId === pageId && facts.linked === true);
}
