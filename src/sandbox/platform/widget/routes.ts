import path from 'node:path';
import { Router } from 'express';
import type { Sandbox } from '../../sandbox';
import { widgetFiles } from './archive';

/** Files of widgets as Kommo serves them: `/widgets/{code}/…` (kommo-platform.md §11.1). */
export function widgetRoutes({ platform }: Sandbox): Router {
  const router = Router();
  router.get('/:code/*file', (req, res) => {
    const { code, file } = req.params as unknown as { readonly code: string; readonly file: readonly string[] };
    const integration = [...platform.integrations.values()].find(({ widget }) => widget?.code === code);
    const bytes = integration && widgetFiles(integration).get(file.join('/'));
    if (!bytes) {
      res.status(404).type('text/plain').send('There is no such file of a widget.\n');
      return;
    }
    // Kommo keeps files until the version is raised; here the newest upload counts at once.
    res
      .set('Cache-Control', 'no-cache')
      .type(path.extname(file.at(-1) ?? ''))
      .send(Buffer.from(bytes));
  });
  return router;
}
