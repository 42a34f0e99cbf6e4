import type { Outcome } from '../../exchange';
import { ok, SUCCESS, type GraphCall } from '../../graph/call';
import { badParameter } from '../../graph/graph-error';
import { pageOf as listPage, pickFields } from '../../graph/pick-fields';
import type { lineOn } from '../page';
import type { Parts } from '../parts';
import type { Page } from '../state';
import { fieldsOfPage } from '../told';
import { ownPage, pageIn } from './access';

/** `GET /<pageId>` and `GET /me` of its token (facebook.md §1, §8); a person's token has that person as `me`. */
export function showPage(parts: Parts, call: GraphCall): Outcome {
  const { core, token, path, params } = call;
  if (path[0] === 'me' && token.type !== 'PAGE') {
    const node = { id: token.subjectId, name: core.graph.apps.get(token.appId)?.name ?? '' };
    return ok(pickFields(node, params, ['name', 'id'], 'User'));
  }
  return ok(pickFields(pageNode(parts, call, pageIn(call)), params, ['name', 'id'], 'Page'));
}

function pageNode({ core }: Parts, { token }: GraphCall, { id, name, username }: Page): Record<string, unknown> {
  const account = token.scopes.includes('instagram_basic') ? accountOf(core, id) : undefined;
  return {
    id,
    name,
    username: username === '' ? undefined : username,
    link: `https://www.facebook.com/${id}`,
    category: 'Shopping & retail',
    picture: { data: { url: `https://scontent.example.com/${id}.jpg`, is_silhouette: true } },
    // Left out where there is none.
    instagram_business_account: account,
  };
}

function accountOf(core: Parts['core'], pageId: string): object | undefined {
  const line = core.lines
    .of('instagram')
    .find(({ credentials, facts }) => credentials.pageId === pageId && facts.linked === true);
  return line && accountNode(line);
}

function accountNode({ id, name, facts }: NonNullable<ReturnType<typeof lineOn>>): Record<string, unknown> {
  return { id, name, username: facts.username, profile_picture_url: undefined };
}

/** `GET /<igUserId>` through the Page's token. */
export function showAccount(parts: Parts, call: GraphCall): Outcome {
  const line = parts.core.lines.get('instagram', call.path[0] ?? '');
  if (!line || !call.token.targets.has(line.credentials.pageId ?? '')) {
    throw badParameter('Object does not exist, or the token may not use it.', 33);
  }
  return ok(pickFields(accountNode(line), call.params, ['id'], 'IGUser'));
}

/** `GET /me/accounts`: the Pages that somebody has given an app, with their tokens (facebook.md §1). */
export function listPages({ core, product }: Parts, call: GraphCall): Outcome {
  const { token, params, version } = call;
  if (token.type !== 'USER' && token.type !== 'SYSTEM_USER') throw badParameter('Only a person has accounts.');
  const pages = [...token.targets].flatMap((id) => {
    const page = core.pages.pages.get(id);
    const own = [...core.graph.tokens.values()].find(({ type, subjectId, appId, state }) => {
      return type === 'PAGE' && subjectId === id && appId === token.appId && state === 'valid';
    });
    if (!page || !own) return [];
    const tasks = ['MESSAGING', 'MODERATE', 'MANAGE'];
    const node = { id, name: page.name, access_token: own.value, category: 'Shopping & retail', tasks };
    return [pickFields(node, params, ['access_token', 'category', 'name', 'id', 'tasks'], 'Page')];
  });
  const body = listPage(pages, params, `${core.url}/${product.messenger}/${version}/me/accounts`);
  const noted = { ...body, data: body.data.map((each) => ({ ...each, access_token: '…' })) };
  return ok(body, { noted });
}

const MANAGE = 'pages_manage_metadata';

/** `POST /<pageId>/subscribed_apps`: what is named replaces what was (facebook.md §1). */
export function subscribeApp({ core }: Parts, call: GraphCall): Outcome {
  const page = ownPage(call, MANAGE);
  const fields = call.params.names('subscribed_fields') ?? [];
  if (fields.length === 0) throw badParameter('The parameter subscribed_fields is required.');
  const known = fieldsOfPage(core, page.id);
  const unknown = fields.findIndex((field) => !known.includes(field));
  if (unknown >= 0)
    throw badParameter(`Param subscribed_fields[${String(unknown)}] must be one of {${known.join(', ')}}`);
  page.subscribed.set(call.app.id, [...new Set(fields)]);
  changed(core);
  return ok(SUCCESS, { stored: true });
}

/** `GET /<pageId>/subscribed_apps` */
export function listApps({ core }: Parts, call: GraphCall): Outcome {
  const data = [...ownPage(call, MANAGE).subscribed].flatMap(([id, subscribed_fields]) => {
    const app = core.graph.apps.get(id);
    const link = `https://www.facebook.com/games/?app_id=${id}`;
    return app ? [{ category: 'Business', link, name: app.name, id, subscribed_fields }] : [];
  });
  return ok({ data });
}

/** `DELETE /<pageId>/subscribed_apps`: the caller's app. */
export function unsubscribeApp({ core }: Parts, call: GraphCall): Outcome {
  ownPage(call, MANAGE).subscribed.delete(call.app.id);
  changed(core);
  return ok(SUCCESS, { stored: true });
}

function changed(core: Parts['core']): void {
  core.pages.changed();
  core.changes.emit('lines');
}
