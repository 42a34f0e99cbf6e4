import { access } from 'node:fs/promises';
import path from 'node:path';
import express, { Router, type RequestHandler } from 'express';

export interface BuiltPage {
  /** Where it is served, without a slash at the end. */
  readonly at: string;
  /** Where Vite has put it. */
  readonly dir: string;
  /** As a sentence begins: “The settings window”. */
  readonly name: string;
  /** Put before every answer: its policy above all. */
  readonly headers: RequestHandler;
}

/**
 * A page that Vite has built: its first file anew each time, what it loads for good. It holds nothing of any account; what it
 * shows comes from the api.
 */
export function builtPage({ at, dir, name, headers }: BuiltPage): Router {
  const index = path.join(dir, 'index.html');
  const router = Router({ strict: true });
  router.get(at, headers, (_request, response) => {
    response.redirect(308, `${at}/`);
  });
  router.get(`${at}/`, headers, async (_request, response) => {
    response.setHeader('cache-control', 'no-store');
    try {
      await access(index);
    } catch {
      response.status(503).type('html').send(notBuilt(name));
      return;
    }
    response.sendFile(index, { cacheControl: false, etag: false, lastModified: false });
  });
  // Their names hold a digest of what is in them.
  const assets = path.join(dir, 'assets');
  router.use(`${at}/assets`, headers, express.static(assets, { immutable: true, maxAge: '1y', index: false }));
  router.use(at, headers, express.static(dir, { index: false, redirect: false }));
  return router;
}

function notBuilt(name: string): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Courier</title></head>
  <body>
    <h1>${name} was not built</h1>
    <p>It is part of Courier: run <code>npm run build</code>, then start the api again.</p>
  </body>
</html>
`;
}
