import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeData } from '../../src/stack/fresh';
import { takeLock } from '../../src/stack/lock';
import { LogFiles } from '../../src/stack/logs';
import { dataPaths } from '../../src/stack/paths';
import { table } from '../../src/stack/progress';
import { useLocalStack } from '../../src/stack/up-environment';
import { readConfig } from '../../src/config';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'courier-files-'));
  chmodSync(home, 0o755);
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the lock of the data directory', () => {
  it('refuses a second owner and says who the first is', () => {
    const file = join(home, 'data', 'up.lock');
    // The name of this process does not look like ours, as its command line is jest's: /proc tells.
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)', 'cli.js'], { stdio: 'ignore' });
    try {
      mkdirSync(join(home, 'data'));
      writeFileSync(file, JSON.stringify({ pid: other.pid, since: 'noon' }));
      expect(() => takeLock(file)).toThrow(`process ${other.pid ?? 0}, since noon`);
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('takes over from an owner that is gone, and from a file that makes no sense', () => {
    const file = join(home, 'up.lock');
    for (const stale of [JSON.stringify({ pid: 2 ** 22 + 1, since: 'noon' }), 'null', '{"pid":']) {
      writeFileSync(file, stale);
      const unlock = takeLock(file);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
      unlock();
      expect(existsSync(file)).toBe(false);
    }
  });
});

describe('log files', () => {
  it('keeps those of earlier runs, and not for ever', () => {
    for (let run = 1; run <= 6; run += 1) {
      const logs = new LogFiles(home);
      writeFileSync(logs.descriptor('api'), `run ${run}\n`);
      expect(logs.tail('api')).toBe(`run ${run}`);
      logs.close();
    }
    expect(readdirSync(home).sort()).toEqual(['api.1.log', 'api.2.log', 'api.3.log', 'api.log']);
    expect(readFileSync(join(home, 'api.1.log'), 'utf8')).toBe('run 5\n');
  });
});

describe('--fresh', () => {
  it('removes what Courier wrote and nothing else', () => {
    const paths = dataPaths(home);
    const files = ['temporal.db', 'temporal.db-wal', 'master.key', 'sandbox.json', 'notes.txt', 'my.logs'];
    for (const name of files) writeFileSync(join(home, name), '');
    for (const name of ['postgres', 'logs', 'spool', 'other']) mkdirSync(join(home, name));
    removeData(paths);
    expect(readdirSync(home).sort()).toEqual(['my.logs', 'notes.txt', 'other']);
  });
});

describe('the surroundings of the local stack', () => {
  it('puts settings of another database or engine aside', () => {
    const env: NodeJS.ProcessEnv = {
      COURIER_DATABASE_URL: 'postgres://production/courier',
      COURIER_KOMMO_URL: 'https://{subdomain}.kommo.com',
      TEMPORAL_API_KEY: 'secret',
      TEMPORAL_ADDRESS: 'production:7233',
      OTHER: 'stays',
    };
    const ignored = useLocalStack(readConfig({ COURIER_POSTGRES_PORT: '5999' }), home, env);
    expect(ignored.sort()).toEqual([
      'COURIER_DATABASE_URL',
      'COURIER_KOMMO_URL',
      'TEMPORAL_ADDRESS',
      'TEMPORAL_API_KEY',
    ]);
    expect(env.COURIER_KOMMO_URL).toBe('http://127.0.0.1:8090/accounts/{subdomain}');
    expect(env).toMatchObject({ TEMPORAL_ADDRESS: '127.0.0.1:7233', COURIER_DATA_DIR: home, OTHER: 'stays' });
    expect(env.COURIER_DATABASE_URL).toContain('127.0.0.1:5999');
    expect(env).not.toHaveProperty('TEMPORAL_API_KEY');
  });
});

describe('the table', () => {
  it('aligns its columns, and does not let one long end push the others away', () => {
    const rows = [
      ['a', 'long', 'x'],
      ['bcd', 'e', 'y'],
      ['e', 'a very long path'],
    ];
    expect(table(rows)).toBe('  a     long   x\n  bcd   e      y\n  e     a very long path');
  });
});
