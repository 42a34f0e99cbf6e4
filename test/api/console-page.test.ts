import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp, type AppDependencies } from '../../src/api/app';

/** The app without an admin key, as an api is started without one. */
let server: Server;
let origin: string;
let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'courier-console-'));
  const app = createApp({
    consoleDir: dir,
    admin: undefined,
    health: { dead: () => [], unready: () => [] },
    trustedProxy: false,
    oauth: { testHosts: [] },
    crmHooks: { hookKeys: [] },
    media: {},
  } as unknown as AppDependencies);
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  rmSync(dir, { recursive: true });
});

const get = (address: string): Promise<Response> => fetch(origin + address, { redirect: 'manual' });

it('that was not built says so', async () => {
  const answer = await get('/console/');
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('The console was not built');
});

describe('the console', () => {
  beforeAll(() => {
    mkdirSync(path.join(dir, 'assets'));
    writeFileSync(path.join(dir, 'index.html'), '<!doctype html><title>Courier console</title>');
    writeFileSync(path.join(dir, 'assets', 'main-1a2b.js'), 'export {};');
  });

  it.each(['/console/', '/console/assets/main-1a2b.js'])(
    'at %s runs nothing but its own, is shown in no frame, and sets no cookie',
    async (address) => {
      const answer = await get(address);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')?.split('; ')).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ]);
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('is asked for anew each time, and found without the slash too', async () => {
    expect((await get('/console/')).headers.get('cache-control')).toBe('no-store');
    const answer = await get('/console');
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/console/']);
    expect((await get('/console/nothing')).status).toBe(404);
  });
});
