import type { Request, RequestHandler, Response } from 'express';
import { setCaller, type KnowKey } from '../caller';

/** How a request has shown the key; a browser adds `basic` by itself, whoever made it send the request. */
export type KeyShown = 'bearer' | 'basic';

export interface PageKeyOptions {
  readonly knowKey: KnowKey;
  /** Our own host, where a proxy in front has changed `Host`. */
  readonly publicUrl: string;
  readonly refuse: (request: Request, response: Response, status: 401 | 403) => void;
}

/**
 * Lets through who knows a key: as a bearer, or as the password of HTTP Basic with any name, since a browser's
 * form can send nothing else. What changes something and came with Basic has to come from our own pages.
 */
export function requirePageKey({ knowKey, publicUrl, refuse }: PageKeyOptions): RequestHandler {
  return async (request, response, next) => {
    const given = keyOf(request.get('authorization') ?? '');
    const caller = given && (await knowKey(given.key));
    if (given === undefined || caller === undefined) {
      response.setHeader('www-authenticate', ['Basic realm="Courier admin key", charset="UTF-8"', 'Bearer']);
      refuse(request, response, 401);
    } else if (
      given.shown === 'basic' &&
      request.method !== 'GET' &&
      request.method !== 'HEAD' &&
      !isOwn(request, publicUrl)
    ) {
      refuse(request, response, 403);
    } else {
      setCaller(response, caller);
      next();
    }
  };
}

function keyOf(authorization: string): { readonly shown: KeyShown; readonly key: string } | undefined {
  const bearer = /^Bearer (.+)$/i.exec(authorization)?.[1];
  if (bearer !== undefined) return { shown: 'bearer', key: bearer };
  const basic = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization)?.[1];
  if (basic === undefined) return undefined;
  const pair = Buffer.from(basic, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? undefined : { shown: 'basic', key: pair.slice(colon + 1) };
}

/** Browsers say where a request comes from; older ones, and all over plain HTTP, in `Origin` only. */
function isOwn(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === request.host || (URL.canParse(publicUrl) && new URL(publicUrl).host === host);
}
