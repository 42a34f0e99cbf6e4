import { existsSync } from 'node:fs';
import path from 'node:path';
import { Router } from 'express';
import type { Sandbox } from '../sandbox';

/**
 * A widget's window is a frame of its own back end, wherever that is, and its requests go there. What it evaluates or loads
 * from elsewhere does not run: the marketplace forbids both (kommo-platform.md §12).
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: http: https:",
  'connect-src http: https:',
  'frame-src http: https:',
].join('; ');

/** The pages of the CRM, below `/crm/{subdomain}`; what they show, they ask of the control API. */
export function crmPages({ kommo, platform }: Sandbox, pageDir: string): Router {
  const router = Router();
  const page = path.join(pageDir, 'crm.html');

  router.get('/', (_req, res) => {
    const [account] = kommo.accounts.values();
    res.redirect(`/crm/${account?.subdomain ?? ''}/leads`);
  });
  router.get('/:subdomain', (req, res) => res.redirect(`/crm/${req.params.subdomain}/leads`));
  router.get('/:subdomain/*page', (req, res) => {
    if (!platform.accountAt(req.params.subdomain) || !existsSync(page)) {
      res.status(404).type('text/plain').send('There is no such page.\n');
      return;
    }
    res.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-cache' }).sendFile(page);
  });
  return router;
}
