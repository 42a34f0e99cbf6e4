import { pick } from './http';

/** Brings a file into the sandbox that a customer can then send; gives its id. */
export async function upload(url: string, name: string, type: string, bytes: string | Buffer): Promise<string> {
  const query = new URLSearchParams({ name, type }).toString();
  const answer = await fetch(`${url}/control/files?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: new Uint8Array(Buffer.from(bytes)),
  });
  return pick({ json: await answer.json() }, 'id');
}
