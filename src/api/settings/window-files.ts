import { access } from 'node:fs/promises';
import path from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import type { SettingsDependencies } from './dependencies';
import { frameAncestors } from './origins';

const NOT_BUILT = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Courier</title></head>
  <body>
    <h1>The settings window was not built</h1>
    <p>It is part of Courier: run <code>npm run build</code>, then start the api again.</p>
  </body>
</html>
`;

/** `/settings/`: the built window, for Kommo to show. It holds nothing of any account; what it shows comes from the api. */
export function windowFiles(deps: Pick<SettingsDependencies, 'windowDir' | 'kommo' | 'sandbox'>): Router {
  const index = path.join(deps.windowDir, 'index.html');
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

  const framed: RequestHandler = (_request, response, next) => {
    response.setHeader('content-security-policy', policy);
    // It knows one origin at most, and would keep Kommo out; frame-ancestors says it better.
    response.removeHeader('x-frame-options');
    response.setHeader('referrer-policy', 'strict-origin');
    next();
  };

  const router = Router({ strict: true });
  router.get('/settings', framed, (_request, response) => {
    response.redirect(308, '/settings/');
  });
  router.get('/settings/', framed, async (_request, response) => {
    response.setHeader('cache-control', 'no-store');
    try {
      await access(index);
    } catch {
      response.status(503).type('html').send(NOT_BUILT);
      return;
    }
    response.sendFile(index, { cacheControl: false, etag: false, lastModified: false });
  });
  // Their names hold a digest of what is in them.
  const assets = path.join(deps.windowDir, 'assets');
  router.use('/settings/assets', framed, express.static(assets, { immutable: true, maxAge: '1y', index: false }));
  router.use('/settings', framed, express.static(deps.windowDir, { index: false, redirect: false }));
  return router;
}
