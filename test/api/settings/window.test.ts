import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openDesk, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const get = (address: string, at = desk): Promise<Response> => fetch(at.url + address, { redirect: 'manual' });

function directives(response: Response): Record<string, string> {
  const policy = response.headers.get('content-security-policy') ?? '';
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...rest] = directive.split(' ');
      return [name, rest.join(' ')];
    }),
  );
}

describe('the window that was not built', () => {
  it('says so', async () => {
    const answer = await get('/settings/');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
  });
});

describe('the window', () => {
  beforeAll(() => {
    mkdirSync(path.join(desk.windowDir, 'assets'));
    writeFileSync(path.join(desk.windowDir, 'index.html'), '<!doctype html><title>Courier</title>');
    writeFileSync(path.join(desk.windowDir, 'mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(path.join(desk.windowDir, 'assets', 'main-1a2b.js'), 'export {};');
  });

  it.each(['/settings/', '/settings/mark.svg', '/settings/assets/main-1a2b.js'])(
    'at %s runs nothing but its own, and is shown by Kommo only',
    async (address) => {
      const answer = await get(address);
      expect(answer.status).toBe(200);
      expect(directives(answer)).toEqual({
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': "'self'",
        'img-src': "'self' data:",
        'connect-src': "'self'",
        'font-src': "'self'",
        'base-uri': "'none'",
        'form-action': "'none'",
        'frame-ancestors': `https://*.kommo.com https://*.amocrm.com ${desk.world.sandbox.url}`,
      });
      expect(answer.headers.get('x-frame-options')).toBeNull();
      expect(answer.headers.get('referrer-policy')).toBe('strict-origin');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('is shown by no sandbox in production', async () => {
    const production = await openDesk({ sandbox: undefined });
    try {
      const { 'frame-ancestors': ancestors } = directives(await get('/settings/', production));
      expect(ancestors).toBe('https://*.kommo.com https://*.amocrm.com');
    } finally {
      await production.close();
    }
  });

  it('is asked for anew each time, and what it loads is kept', async () => {
    expect((await get('/settings/')).headers.get('cache-control')).toBe('no-store');
    expect((await get('/settings/assets/main-1a2b.js')).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await get('/settings/mark.svg')).headers.get('cache-control')).toBe('public, max-age=0');
  });

  it('is found without the slash too', async () => {
    const answer = await get('/settings');
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe('/settings/');
  });

  it.each([
    '/settings/nothing.js',
    '/settings/assets/',
    '/settings/assets/nothing.js',
    '/settings/%2e%2e/%2e%2e/etc/passwd',
  ])('has nothing at %s', async (address) => {
    expect((await get(address)).status).toBe(404);
  });
});
