import type { Core } from '../core';
import { SANDBOX } from '../credentials';
import type { NewCustomer, Refused } from '../lines/emulator';
import type { Line, NewHandset, NewLine } from '../lines/records';
import { newAccountId } from './ids';
import { HEALTHY, SCOPES, type PageLineCredentials } from './page';
import type { PageProduct } from './product';

type Given = Readonly<Record<string, string>>;

const ID = /^\d{5,24}$/;
const FIELDS = ['name', 'username', 'pageId', 'accountId', 'appId', 'appSecret', 'pageAccessToken'];
const FIRST_PAGE = 189_120_000_001_000n;
const FIRST_ACCOUNT = 17_841_400_000_001_000n;
const FIRST_PERSON = 6_891_000_000_001_000n;

/**
 * A Page, or an account of Instagram on one, with what is left out as the seeded one has it or made up: `name`, `username`,
 * `pageId`, `accountId`, `appId`, `appSecret`, `pageAccessToken`. It joins an app and a Page that are there.
 */
export function newLine(core: Core, product: PageProduct, given: Given): NewLine | Refused {
  const unknown = Object.keys(given).find((each) => !FIELDS.includes(each));
  if (unknown !== undefined) return { refused: `${unknown}: a line of ${product.title} has no such field` };
  const wanted = wantedOf(core, given);
  const { appId, appSecret, pageId, pageAccessToken, name, username } = wanted;
  const id = product.object === 'page' ? pageId : (given.accountId ?? newAccountId(core.lines, FIRST_ACCOUNT));
  for (const [field, value] of Object.entries({ appId, pageId, accountId: id })) {
    if (!ID.test(value)) return { refused: `${field}: digits` };
  }
  const { graph, pages, lines } = core;
  if (lines.of(product.messenger).some(({ credentials }) => credentials.pageId === pageId)) {
    return { refused: `The Page ${pageId} has one already.` };
  }
  if (!graph.addApp({ id: appId, secret: appSecret, name: SANDBOX.messenger.app.name })) {
    return { refused: `there is an app ${appId} with another secret` };
  }
  const token = graph.addToken({
    value: pageAccessToken,
    appId,
    type: 'PAGE',
    subjectId: pageId,
    scopes: SCOPES,
    targets: [pageId],
  });
  if (token?.subjectId !== pageId) return { refused: 'there is such a token of another app or Page' };
  pages.add({ id: pageId, name, username });
  const credentials: PageLineCredentials = { appId, appSecret, pageId, pageAccessToken };
  const facts = { ...HEALTHY, username };
  return { messenger: product.messenger, id, name, address: product.linkTo(username), credentials, facts };
}

function wantedOf(
  { graph, lines, pages }: Core,
  given: Given,
): PageLineCredentials & { name: string; username: string } {
  const { app, page, pageAccessToken } = SANDBOX.messenger;
  const appId = given.appId ?? app.id;
  const pageId = given.pageId ?? newAccountId(lines, FIRST_PAGE);
  const known = pages.pages.get(pageId);
  const isSeeded = pageId === page.id && appId === app.id;
  return {
    appId,
    appSecret: given.appSecret ?? graph.apps.get(appId)?.secret ?? app.secret,
    pageId,
    pageAccessToken: given.pageAccessToken ?? (isSeeded ? pageAccessToken : `EAASandboxPageToken${appId}x${pageId}`),
    name: given.name ?? known?.name ?? page.name,
    username: given.username ?? (known === undefined ? `shop.${pageId.slice(-4)}` : known.username),
  };
}

/** Somebody who has not written yet; the id is of this Page alone (facebook.md §0 row 7). */
export function newCustomer(
  { lines }: Core,
  product: PageProduct,
  line: Line,
  customer: NewCustomer,
): NewHandset | Refused {
  const { name, phone, username } = customer;
  if (username !== undefined && product.object === 'page')
    return { refused: 'People on Messenger have no such names.' };
  return {
    id: newAccountId(lines, FIRST_PERSON),
    name,
    ...(phone === undefined ? {} : { phone }),
    ...(username === undefined ? {} : { username }),
    facts: product.personFacts({ line }),
  };
}

/** The person whose token lists the Pages, in a fresh sandbox. */
export function addOwner({ graph }: Core): void {
  const { app, page, userToken, user } = SANDBOX.messenger;
  graph.addToken({
    value: userToken,
    appId: app.id,
    type: 'SYSTEM_USER',
    subjectId: user.id,
    scopes: SCOPES,
    targets: [page.id],
  });
}
