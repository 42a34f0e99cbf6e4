import type { Config } from '../config';
import { reachPublicUrl } from '../health/public-url';
import { Unwell } from './check';
import { reasonOf } from './reason';

export async function checkApi(config: Config): Promise<string> {
  const url = local(config.host, config.port);
  await get(`${url}/readyz`, 'Start it (courier api) and look at what it logs');
  return `ready at ${url}`;
}

/** The way that Kommo and the messengers come. */
export async function checkOutside({ publicUrl }: Config): Promise<string> {
  const reached = await reachPublicUrl(publicUrl);
  if (!reached.ok) throw new Unwell(reached.text, reached.fix);
  return reached.text;
}

export async function checkWorkerHealth(config: Config): Promise<string> {
  if (config.workerPort === 0) return 'on a port of its own choice: not checked';
  const url = local(config.workerHost, config.workerPort);
  await get(`${url}/readyz`, 'Start it (courier worker) and look at what it logs');
  return `ready at ${url}`;
}

export async function checkSandbox(config: Config): Promise<string> {
  if (config.production) return 'not part of production';
  const url = local('127.0.0.1', config.sandboxPort);
  await get(`${url}/control/state`, 'Start it: courier sandbox');
  return `ready at ${url}`;
}

async function get(url: string, fix: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => {
    throw new Unwell(`${url} does not answer: ${reasonOf(error)}`, fix);
  });
  const body = await response.text();
  if (!response.ok) throw new Unwell(`${url} answers ${response.status}: ${body.slice(0, 200)}`, fix);
}

/** A server that listens everywhere is asked on this machine. */
function local(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
