import express, { Router } from 'express';
import { checkArchive } from '../platform/widget/check-archive';
import { viewIntegration } from '../platform/view';
import type { Sandbox } from '../sandbox';
import { Problem } from './problem';

/** Uploads a widget's archive, as the integration's form does; the body is its bytes (kommo-platform.md §11.1). */
export function widgetUpload(sandbox: Sandbox): Router {
  const router = Router();
  router.put('/:clientId/widget', express.raw({ type: () => true, limit: '20mb' }), (req, res) => {
    const integration = sandbox.platform.integrations.get(req.params.clientId);
    if (!integration) throw new Problem(404, `there is no integration ${req.params.clientId}`);
    const bytes: unknown = req.body;
    const checked = checkArchive(Buffer.isBuffer(bytes) ? bytes : new Uint8Array(), sandbox.assumptions);
    if (checked.kind === 'refused') {
      const errors = checked.faults.map(({ path, message }) => ({ field: path, message }));
      const [first] = errors;
      throw new Problem(
        400,
        `The archive is refused: ${first ? `${first.field} ${first.message}`.trim() : ''}`,
        errors,
      );
    }
    // Of a private integration Kommo makes one up.
    const code = integration.widget?.code ?? `w${integration.clientId.replace(/\W/g, '').slice(0, 16)}`;
    integration.widget = { code, locations: checked.manifest.locations };
    integration.archive = Buffer.from(bytes as Buffer).toString('base64');
    sandbox.changes.emit('kommo');
    res.json({ integration: viewIntegration(sandbox, integration), warnings: checked.warnings });
  });
  return router;
}
