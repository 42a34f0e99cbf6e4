import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { quiet, WORKFLOWS } from './stage';

const ROOT = path.join(__dirname, '..', '..');
const BUILT = path.join(ROOT, 'dist', 'workflows.bundle.js');
/** Without its source map, which no conversation loads. */
const MOST_BYTES = 750_000;
const MOST_BYTES_ON_DISK = 1_500_000;
const FORBIDDEN = ['zod', 'pg', 'express', 'undici', 'pino', 'prom-client'];
/** What the SDK itself brings along. */
const ENGINE_PARTS = ['long', 'ms', 'nexus-rpc'];

async function bundle(workflowsPath: string): Promise<string> {
  return (await bundleWorkflowCode({ workflowsPath, logger: quiet })).code;
}

/** Webpack's own list: above each module of a bundle stands its name, such as `./src/workflows/conversation.ts`. */
function modulesOf(code: string): string[] {
  return [...code.matchAll(/^ *!\*\*\* (\S+)(?: \(ignored\))? \*\*\*!$/gm)].map(([, name]) => name ?? '');
}

const withoutMap = (code: string): string => code.replace(/\n\/\/# sourceMappingURL=data:.*/, '');

const packagesOf = (code: string): Set<string> =>
  new Set(modulesOf(code).flatMap((name) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []));

const forbiddenIn = (code: string): string[] => FORBIDDEN.filter((name) => packagesOf(code).has(name));

describe('the workflow bundle', () => {
  let code: string;
  beforeAll(async () => {
    code = await bundle(WORKFLOWS);
  });

  it('is small', () => {
    expect(Buffer.byteLength(withoutMap(code))).toBeLessThan(MOST_BYTES);
  });

  it('is what the build makes, under 1.5 MB on the disk', () => {
    const built = readFileSync(BUILT, 'utf8');
    expect(Buffer.byteLength(built)).toBeLessThan(MOST_BYTES_ON_DISK);
    expect(modulesOf(built)).toContain('./src/workflows/conversation.ts');
    expect(forbiddenIn(built)).toEqual([]);
  });

  it('holds the workflow, our model and the engine, and nothing else', () => {
    expect(forbiddenIn(code)).toEqual([]);
    expect([...packagesOf(code)].filter((name) => !name.startsWith('@temporalio/')).sort()).toEqual(ENGINE_PARTS);
    const ours = modulesOf(code).filter((name) => !name.includes('node_modules') && !name.startsWith('__temporal'));
    expect(ours).toContain('./src/workflows/conversation.ts');
    expect(ours.filter((name) => !/^\.\/src\/(workflows|model)\//.test(name))).toEqual([]);
  });

  it('would be seen to hold zod', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'courier-bundle-'));
    try {
      symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
      writeFileSync(
        path.join(folder, 'index.ts'),
        `import { z } from 'zod';\nexport async function tiny(input: unknown) { return z.string().parse(input); }\n`,
      );
      expect(forbiddenIn(await bundle(path.join(folder, 'index.ts')))).toEqual(['zod']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
