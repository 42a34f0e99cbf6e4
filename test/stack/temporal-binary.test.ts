import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cachedTemporal, findTemporal, installedTemporal, type Source } from '../../src/stack/temporal-binary';
import { buildTemporal } from '../../src/stack/temporal-build';

let home: string;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'courier-temporal-'));
  env = { HOME: home, PATH: [join(home, 'bin'), '/usr/bin', '/bin'].join(':') };
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function program(file: string, script: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

const saysVersion = (version: string) => `echo "temporal version ${version} (Server 1.29.1, UI 2.42.1)"`;

function source(name: string, get: (target: string) => Promise<unknown>): Source & { asked: number } {
  const result = {
    name,
    asked: 0,
    get: async (target: string) => {
      result.asked += 1;
      await get(target);
    },
  };
  return result;
}

describe('finding the Temporal development server', () => {
  it('takes the one on PATH before the cache', async () => {
    const onPath = await program(join(home, 'bin', 'temporal'), saysVersion('1.8.2'));
    await program(cachedTemporal(env), saysVersion('0.0.0-DEV'));
    await expect(installedTemporal(env)).resolves.toBe(onPath);
  });

  it.each([
    ['does not run', 'exit 3'],
    ['is another program', 'echo "temporal 7"'],
    ['is too old', saysVersion('1.4.0')],
  ])('passes over one on PATH that %s', async (_, script) => {
    await program(join(home, 'bin', 'temporal'), script);
    const cached = await program(cachedTemporal(env), saysVersion('0.0.0-DEV'));
    await expect(findTemporal({ env, sources: [] })).resolves.toBe(cached);
  });

  it('keeps its cache where XDG_CACHE_HOME says', () => {
    expect(cachedTemporal({ HOME: '/h', XDG_CACHE_HOME: '/caches' })).toBe('/caches/courier/temporal-v1.5.1/temporal');
    expect(cachedTemporal({ HOME: '/h' })).toBe('/h/.cache/courier/temporal-v1.5.1/temporal');
    expect(cachedTemporal({ HOME: '/h', XDG_CACHE_HOME: 'relative' })).toMatch(/^\/h\//);
  });

  it('tries the next source when one fails, and none after a success', async () => {
    const download = source('download', () => Promise.reject(new Error('no network')));
    const build = source('build', (target) => program(target, saysVersion('0.0.0-DEV')));
    const never = source('never', () => Promise.resolve());
    const heard: string[] = [];
    const sources = [download, build, never];
    const found = await findTemporal({ env, sources, onProgress: (text) => heard.push(text) });
    expect(found).toBe(cachedTemporal(env));
    expect([download.asked, build.asked, never.asked]).toEqual([1, 1, 0]);
    expect(heard.join('\n')).toContain('trying build');
  });

  it('says what to install and where when nothing works', async () => {
    const broken = source('broken', (target) => program(target, 'exit 1'));
    const failure = await findTemporal({ env, sources: [broken] }).catch((error: unknown) => String(error));
    expect(failure).toContain('broken: ');
    expect(failure).toContain('https://docs.temporal.io/cli#install');
    expect(failure).toContain(cachedTemporal(env));
    expect(failure).toContain('Go 1.25');
  });

  it('tries nothing more once told to stop', async () => {
    const never = source('never', () => Promise.resolve());
    await expect(findTemporal({ env, sources: [never], signal: AbortSignal.abort() })).rejects.toThrow();
    expect(never.asked).toBe(0);
  });
});

describe('building it with Go', () => {
  /** Stands for Go: `go version` works, `go install` runs the script with GOBIN set. */
  const fakeGo = (install: string) => program(join(home, 'bin', 'go'), `[ "$1" = version ] && exit 0\n${install}`);
  const works = `printf '#!/bin/sh\\n${saysVersion('0.0.0-DEV')}\\n' > "$GOBIN/temporal" && chmod +x "$GOBIN/temporal"`;
  const surroundings = () => ({ env, onProgress: () => undefined, signal: new AbortController().signal });

  it('puts the program in place whole, also when several build at once', async () => {
    await fakeGo(works);
    const target = cachedTemporal(env);
    await mkdir(dirname(target), { recursive: true });
    await Promise.all([1, 2, 3].map(() => buildTemporal(target, surroundings())));
    await expect(installedTemporal(env)).resolves.toBe(target);
    expect(await readdir(dirname(target))).toEqual(['temporal']);
  });

  it('leaves nothing behind when the build fails or is given up', async () => {
    const target = cachedTemporal(env);
    await mkdir(dirname(target), { recursive: true });
    await fakeGo('echo "no such module" >&2; exit 1');
    await expect(buildTemporal(target, surroundings())).rejects.toThrow('no such module');

    await fakeGo('exec sleep 60');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    await expect(buildTemporal(target, { ...surroundings(), signal: controller.signal })).rejects.toThrow();
    expect(existsSync(target)).toBe(false);
    expect(await readdir(dirname(target))).toEqual([]);
  });

  it('says so when there is no Go that works', async () => {
    await program(join(home, 'bin', 'go'), 'exit 1');
    await expect(buildTemporal(cachedTemporal(env), surroundings())).rejects.toThrow('Go is not installed');
  });
});
