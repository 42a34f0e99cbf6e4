import { pipeline } from 'node:stream';
import type { Request, Response } from 'express';
import type { FileRange, SandboxFile, SandboxFiles } from './sandbox-files';

/** Answers with the file, or with the part of it that was asked for. */
export function serveFile(files: SandboxFiles, req: Request, res: Response, { id, mimeType, size }: SandboxFile): void {
  res.type(mimeType).set('Accept-Ranges', 'bytes');
  const range = rangeOf(req, size);
  if (range === 'none of it') {
    res
      .status(416)
      .set('Content-Range', `bytes */${String(size)}`)
      .end();
    return;
  }
  if (range) {
    const { start, end } = range;
    res.status(206).set('Content-Range', `bytes ${String(start)}-${String(end)}/${String(size)}`);
  }
  res.set('Content-Length', String(range ? range.end - range.start + 1 : size));
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  // A client that leaves early is no fault of the sandbox.
  pipeline(files.open(id, range), res, () => undefined);
}

/** Undefined where all of it is wanted: nothing, nothing readable, or another unit than bytes was asked for. */
function rangeOf(req: Request, size: number): FileRange | 'none of it' | undefined {
  const ranges = req.range(size, { combine: true });
  if (ranges === -1) return 'none of it';
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes') return undefined;
  const [first] = ranges;
  return first && { start: first.start, end: first.end };
}
