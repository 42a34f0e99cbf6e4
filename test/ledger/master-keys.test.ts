import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadMasterKeys, parseMasterKeys } from '../../src/ledger/master-keys';

const base64 = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const DEVELOPMENT = { masterKeys: undefined, production: false };

describe('keys from the environment', () => {
  it('are read in order, with their ids', () => {
    const keys = parseMasterKeys(`k2:${base64(2)}, k1:${base64(1)}`);
    expect(keys.map(({ id }) => id)).toEqual(['k2', 'k1']);
    expect(keys[0]?.key.equals(Buffer.alloc(32, 2))).toBe(true);
    expect(keys[1]?.key.equals(Buffer.alloc(32, 1))).toBe(true);
  });

  it.each([
    ['no id', base64(3)],
    ['too short', `k1:${Buffer.alloc(16, 3).toString('base64')}`],
    ['too long', `k1:${Buffer.alloc(33, 3).toString('base64')}`],
    ['nothing', ''],
    ['an id that would break the sealed form', `k.1:${base64(3)}`],
  ])('are refused with their place and without the key: %s', (_, text) => {
    let said = '';
    try {
      parseMasterKeys(`ok:${base64(9)},${text}`);
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toContain('key 2');
    expect(said).not.toContain(base64(3));
    expect(said).not.toContain(base64(9));
  });
});

describe('keys of a process', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'courier-keys-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('have to be given in production, and the refusal says how to make one', () => {
    expect(() => loadMasterKeys({ masterKeys: undefined, production: true, dataDir: dir })).toThrow(/openssl rand/);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('given, leave no file behind', () => {
    const keys = loadMasterKeys({ masterKeys: `k1:${base64(1)}`, production: false, dataDir: dir });
    expect(keys.map(({ id }) => id)).toEqual(['k1']);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('are made once in development, for nobody else to read, and stay', () => {
    const dataDir = path.join(dir, 'made', 'by', 'us');
    const [first] = loadMasterKeys({ ...DEVELOPMENT, dataDir });
    const [second] = loadMasterKeys({ ...DEVELOPMENT, dataDir });
    expect(first?.key).toHaveLength(32);
    expect(second?.key).toEqual(first?.key);
    expect(statSync(path.join(dataDir, 'master.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['master.key']);
  });

  it('are the same for processes that start at the same moment', async () => {
    const code = `
      const swc = require('@swc/core');
      const { readFileSync } = require('node:fs');
      require.extensions['.ts'] = (module, file) => module._compile(swc.transformSync(readFileSync(file, 'utf8'), {
        filename: file, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
      }).code, file);
      const { loadMasterKeys } = require(${JSON.stringify(path.resolve('src/ledger/master-keys.ts'))});
      process.stdin.once('data', () => {
        const [key] = loadMasterKeys({ masterKeys: undefined, production: false, dataDir: ${JSON.stringify(dir)} });
        process.stdout.write(key.key.toString('hex'), () => process.exit());
      });
      process.stdout.write('ready ');`;
    const started = Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'pipe'] });
      let output = '';
      let errors = '';
      let say: () => void;
      const ready = new Promise<void>((resolve) => (say = resolve));
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        say();
      });
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      const ended = new Promise<string>((resolve) =>
        child.once('close', () => {
          say();
          resolve(output + errors);
        }),
      );
      return { child, ready, ended };
    });
    await Promise.all(started.map(({ ready }) => ready));
    for (const { child } of started) child.stdin.end('go');
    const keys = await Promise.all(started.map(({ ended }) => ended));
    const expected = readFileSync(path.join(dir, 'master.key'), 'utf8').trim().slice('dev:'.length);
    expect(keys).toEqual(Array(4).fill(`ready ${Buffer.from(expected, 'base64').toString('hex')}`));
    expect(readdirSync(dir)).toEqual(['master.key']);
  });
});
