import type { RequestHandler, Router } from 'express';
import { builtPage } from '../built-page';
import type { SettingsDependencies } from './dependencies';
import { frameAncestors } from './origins';

/** `/settings/`: the built window, for Kommo to show. */
export function windowFiles(deps: Pick<SettingsDependencies, 'windowDir' | 'kommo' | 'sandbox'>): Router {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors(deps).join(' ')}`,
  ].join('; ');

  const headers: RequestHandler = (_request, response, next) => {
    response.setHeader('content-security-policy', policy);
    // It knows one origin at most, and would keep Kommo out; frame-ancestors says it better.
    response.removeHeader('x-frame-options');
    response.setHeader('referrer-policy', 'strict-origin');
    next();
  };
  return builtPage({ at: '/settings', dir: deps.windowDir, name: 'The settings window', headers });
}
