import type { FileView } from '../control/contract';
import type { SandboxFile } from './sandbox-files';

export function viewFile({ id, name, mimeType, size }: SandboxFile): FileView {
  return { id, name, mimeType, size, url: `/control/files/${id}` };
}
