import type { Config } from '../config';
import { reasonOf } from './reason';
import { Unwell, type Check } from './check';
import { checks } from './checks';

/** What one check found. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What is the case. */
  readonly text: string;
  /** What to do about it, where it is not as it should be. */
  readonly fix?: string;
}

/** Runs every check, says what was found, and resolves with the exit code. */
export async function doctor(
  config: Config,
  { json }: { json: boolean },
  say: (line: string) => void,
): Promise<number> {
  const findings = await Promise.all(checks.map((check) => examine(check, config)));
  const ok = findings.every((finding) => finding.ok);
  if (json) {
    say(JSON.stringify({ ok, findings }, undefined, 2));
  } else {
    for (const finding of findings) {
      say(`${finding.ok ? '✓' : '✗'} ${finding.name}: ${finding.text}`);
      if (finding.fix !== undefined) say(`    → ${finding.fix}`);
    }
  }
  return ok ? 0 : 1;
}

async function examine({ name, run }: Check, config: Config): Promise<Finding> {
  try {
    return { name, ok: true, text: await run(config) };
  } catch (error) {
    const fix = error instanceof Unwell ? { fix: error.fix } : {};
    return { name, ok: false, text: error instanceof Unwell ? error.message : reasonOf(error), ...fix };
  }
}
