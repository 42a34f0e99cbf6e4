import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canEnter, type Account } from './postgres-account';
import { sharedRoot } from './postgres-binaries';

/**
 * The directory of the cluster, made if need be and owned by `account`. Where that account may not enter the data
 * directory, the cluster lies outside and `wanted` becomes a link to it.
 */
export function clusterHome(wanted: string, account: Account | undefined): string {
  if (isLink(wanted)) {
    const target = readlinkSync(wanted);
    if (existsSync(target)) return target;
    rmSync(wanted);
  }
  mkdirSync(dirname(wanted), { recursive: true });
  if (account === undefined || canEnter(account, dirname(wanted))) {
    makeOwned(wanted, account);
    return wanted;
  }
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const outside = join(sharedRoot, name);
  // No link pointed here, so a cluster of that name belongs to a data directory that was deleted.
  rmSync(outside, { recursive: true, force: true });
  mkdirSync(sharedRoot, { recursive: true, mode: 0o755 });
  makeOwned(outside, account);
  symlinkSync(outside, wanted);
  return outside;
}

/** Removes the cluster and, if it lies outside, the link to it. */
export function removeCluster(wanted: string): void {
  if (isLink(wanted)) {
    const target = readlinkSync(wanted);
    if (dirname(target) === sharedRoot) rmSync(target, { recursive: true, force: true });
  }
  rmSync(wanted, { recursive: true, force: true });
}

function makeOwned(directory: string, account: Account | undefined): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (account) chownSync(directory, account.uid, account.gid);
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
