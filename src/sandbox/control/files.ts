import { Router } from 'express';
import { serveFile } from '../files/serve';
import { viewFile } from '../files/view';
import type { Sandbox } from '../sandbox';
import { Problem, valid } from './problem';
import { newFile } from './schemas-files';

/** Files that people on either side send and see. Bodies are the bytes as they are, so no JSON is read here. */
export function fileControl(sandbox: Sandbox): Router {
  const router = Router();

  router.post('/', async (req, res) => {
    const { name, type } = valid(newFile, req.query);
    const file = await sandbox.files.add(req, { name, mimeType: type });
    if (file.size === 0) {
      await sandbox.files.remove(file.id);
      throw new Problem(400, 'The file is empty.');
    }
    res.status(201).json(viewFile(file));
  });

  router.get('/:id', (req, res) => {
    const file = sandbox.files.get(req.params.id);
    if (!file) throw new Problem(404, `there is no file ${req.params.id}`);
    serveFile(sandbox.files, req, res, file);
  });
  return router;
}
