import { randomUUID } from 'node:crypto';
import { appCaller, troubleOf } from './authenticate';
import { ok, SUCCESS, type GraphCall, type GraphEndpoint, type GraphMethod, type GraphProduct } from './call';
import { verifyCallback } from './challenge';
import { badParameter, GraphError, noPermission, noSuchObject } from './graph-error';
import type { GraphApp, GraphObject } from './state';
import type { Outcome } from '../exchange';

/**
 * What belongs to apps and not to a product: `/debug_token`, `/<appId>`, `/<appId>/subscriptions` and resumable uploads
 * (whatsapp.md §1, §6; facebook.md §1).
 */
export function findAppEndpoint(
  product: GraphProduct,
  method: GraphMethod,
  path: readonly string[],
  isApp: (id: string) => boolean,
): GraphEndpoint | undefined {
  const [first = '', second, ...more] = path;
  if (more.length > 0) return undefined;
  if (second === undefined) {
    if (first === 'debug_token' && method === 'GET') return { operation: 'debug-token', run: debugToken };
    if (first.startsWith('upload:')) return resumable(method);
    return isApp(first) && method === 'GET' ? { operation: 'app', run: showApp } : undefined;
  }
  if (!isApp(first)) return undefined;
  if (second === 'subscriptions') {
    if (method === 'POST') return { operation: 'app-subscribe', run: (call) => subscribe(product, call) };
    if (method === 'GET') return { operation: 'app-subscriptions', run: listSubscriptions };
    return { operation: 'app-unsubscribe', run: (call) => unsubscribe(product, call) };
  }
  return second === 'uploads' && method === 'POST' ? { operation: 'upload-start', run: startUpload } : undefined;
}

/** `GET /debug_token?input_token=`: of the caller's own app only. */
function debugToken({ core, app, params }: GraphCall): Outcome {
  const value = params.required('input_token');
  const token = appCaller(core.graph, value)?.token ?? core.graph.tokens.get(value);
  if (token === undefined) {
    return ok({ data: { error: { code: 190, message: 'Invalid OAuth access token.' }, is_valid: false, scopes: [] } });
  }
  if (token.appId !== app.id) {
    throw badParameter('The App_id in the input_token did not match the Viewing App');
  }
  const trouble = troubleOf(token);
  const data = {
    app_id: token.appId,
    type: token.type,
    application: app.name,
    ...(trouble ? { error: { code: 190, message: trouble.message, subcode: trouble.refusal.subcode } } : {}),
    data_access_expires_at: 0,
    expires_at: 0,
    is_valid: trouble === undefined,
    scopes: token.scopes,
    granular_scopes: token.scopes.map((scope) => ({ scope, target_ids: [...token.targets] })),
    ...(token.type === 'PAGE' ? { profile_id: token.subjectId } : { user_id: token.subjectId }),
  };
  return ok({ data });
}

function showApp(call: GraphCall): Outcome {
  const { id, name } = ownApp(call);
  return ok({ id, name, link: `https://www.facebook.com/games/?app_id=${id}`, category: 'Business' });
}

async function subscribe(product: GraphProduct, call: GraphCall): Promise<Outcome> {
  const { core, params } = call;
  const app = asApp(call);
  const object = objectOf(product, params.required('object'));
  const callbackUrl = params.required('callback_url');
  const verifyToken = params.required('verify_token');
  const known = product.objects.get(object) ?? [];
  const fields = params.names('fields') ?? app.subscriptions.get(object)?.fields ?? [];
  const unknown = fields.findIndex((field) => !known.includes(field));
  if (unknown >= 0) throw badParameter(`Param fields[${String(unknown)}] must be one of {${known.join(', ')}}`);
  await verifyCallback(core, product.side, { url: callbackUrl, verifyToken }, 'callback_url');
  app.subscriptions.set(object, { callbackUrl, verifyToken, fields });
  product.subscribed?.(app.id);
  return ok(SUCCESS, { stored: true });
}

function listSubscriptions(call: GraphCall): Outcome {
  const version = call.version;
  return ok({
    data: [...asApp(call).subscriptions].map(([object, { callbackUrl, fields }]) => ({
      object,
      callback_url: callbackUrl,
      active: true,
      fields: fields.map((name) => ({ name, version })),
    })),
  });
}

function unsubscribe(product: GraphProduct, call: GraphCall): Outcome {
  const app = asApp(call);
  const named = call.params.text('object');
  if (named === undefined) app.subscriptions.clear();
  else app.subscriptions.delete(objectOf(product, named));
  product.subscribed?.(app.id);
  return ok(SUCCESS, { stored: true });
}

function objectOf({ objects }: GraphProduct, named: string): GraphObject {
  const object = [...objects.keys()].find((each) => each === named);
  if (!object) throw badParameter(`Param object must be one of {${[...objects.keys()].join(', ')}}`);
  return object;
}

/** `POST /<appId>/uploads`, the first half of a resumable upload. */
function startUpload(call: GraphCall): Outcome {
  ownApp(call);
  const { params } = call;
  if (!/^\d+$/.test(params.required('file_length'))) throw badParameter('Param file_length must be an integer.');
  params.required('file_type');
  return ok({ id: `upload:${randomUUID().replaceAll('-', '')}` }, { stored: true });
}

/** `POST /upload:…` with the bytes and `file_offset`; what comes back is the handle that a template's example names. */
function resumable(method: GraphMethod): GraphEndpoint {
  return {
    operation: 'upload',
    run: ({ req, bytes, path }) => {
      if (method === 'GET') return ok({ id: path[0], file_offset: 0 });
      if (req.headers.file_offset !== '0') throw badParameter('The header file_offset must be 0.');
      if (bytes.length === 0) throw badParameter('The body of the upload is empty.');
      return ok({ h: `4::${Buffer.from(randomUUID()).toString('base64')}` }, { stored: true });
    },
  };
}

function asApp(call: GraphCall): GraphApp {
  const app = ownApp(call);
  if (call.token.type === 'APP') return app;
  throw new GraphError({ code: 15, message: '(#15) This method must be called with an app access_token.' });
}

function ownApp({ app, path, method }: GraphCall): GraphApp {
  const [id = ''] = path;
  if (app.id !== id) throw noSuchObject(method, id);
  return app;
}

/** @throws GraphError 200 when the token lacks the permission (facebook.md §1) */
export function requireScope({ token }: GraphCall, scope: string): void {
  if (!token.scopes.includes(scope)) throw noPermission(`Requires ${scope} permission to manage the object`);
}
