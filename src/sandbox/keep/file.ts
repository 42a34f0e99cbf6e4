import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Sandbox } from '../sandbox';
import { restore, snapshot, takeSnapshot, VERSION } from './snapshot';

type Log = (text: string) => void;

/** 2025-01-01. */
const IDS_BEGIN_S = 1_735_689_600;

/** A sandbox that goes on from this file; a new one if there is no file, or none that can be used. */
export function openSandbox(apiUrl: string, file: string, log: Log): Sandbox {
  try {
    const text = readIfThere(file);
    if (text !== undefined) return fromText(apiUrl, text);
  } catch (error) {
    setAside(file, reasonOf(error), log);
  }
  const sandbox = new Sandbox(apiUrl);
  // Courier may remember ids of a sandbox that is forgotten, and would take new messages for old ones.
  sandbox.telegram.skipIds(Math.max(0, Math.floor(Date.now() / 1000) - IDS_BEGIN_S));
  return sandbox;
}

/** Whole or not at all, whatever happens meanwhile. */
export async function writeSandbox(sandbox: Sandbox, file: string, complete: boolean): Promise<void> {
  const text = JSON.stringify(takeSnapshot(sandbox, complete));
  const draft = `${file}.tmp`;
  mkdirSync(path.dirname(file), { recursive: true });
  // Secrets of webhooks are in it.
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, file);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function fromText(apiUrl: string, text: string): Sandbox {
  const json: unknown = JSON.parse(text);
  const version: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'version') : undefined;
  if (typeof version === 'number' && version !== VERSION) {
    throw new Error(`its format is version ${version}, this sandbox reads version ${VERSION}`);
  }
  const sandbox = new Sandbox(apiUrl);
  restore(sandbox, snapshot.parse(json));
  return sandbox;
}

function setAside(file: string, reason: string, log: Log): void {
  const aside = `${file}.set-aside`;
  log(`sandbox: the state of earlier starts cannot be used: ${reason}; starting fresh`);
  try {
    renameSync(file, aside);
    log(`sandbox: the old file is set aside as ${aside}`);
  } catch (error) {
    log(`sandbox: the old file cannot be set aside: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is no JSON';
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    return `at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`;
  }
  return error instanceof Error ? error.message : String(error);
}
