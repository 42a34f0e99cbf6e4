import type { Config } from '../config';
import { parseMasterKeys } from '../ledger/master-keys';
import { Unwell } from './check';
import { reasonOf } from './reason';

/** The oldest Node that can load the ES modules among our dependencies. */
const oldestNode = [20, 19] as const;

export function checkNode(): Promise<string> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (!fits) return refuse(`version ${process.versions.node}`, `Install Node ${oldestNode.join('.')} or newer`);
  return Promise.resolve(`version ${process.versions.node}`);
}

export function checkMasterKeys({ masterKeys, production, dataDir }: Config): Promise<string> {
  if (masterKeys === undefined) {
    return production
      ? refuse(
          'COURIER_MASTER_KEYS is not set',
          'Set it to "k1:" and the output of: openssl rand -base64 32. Keep a copy',
        )
      : Promise.resolve(`a development key in ${dataDir}`);
  }
  try {
    const keys = parseMasterKeys(masterKeys);
    return Promise.resolve(`${keys.length}, new secrets use "${keys[0]?.id ?? ''}"`);
  } catch (error) {
    return refuse(reasonOf(error), 'Write each key as id:base64 of 32 bytes, the one for new secrets first');
  }
}

export function checkPublicUrl({ publicUrl, production }: Config): Promise<string> {
  const { protocol, hostname } = new URL(publicUrl);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (production && (local || protocol !== 'https:')) {
    return refuse(
      `${publicUrl} cannot be reached by Kommo and the messengers`,
      'Set COURIER_PUBLIC_URL to the https address that leads to the api',
    );
  }
  return Promise.resolve(local ? `${publicUrl}, this machine only: enough for the sandbox` : publicUrl);
}

function refuse(text: string, fix: string): Promise<never> {
  return Promise.reject(new Unwell(text, fix));
}
