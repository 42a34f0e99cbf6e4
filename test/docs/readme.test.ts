import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../../src/config';
import { SANDBOX } from '../../src/sandbox/credentials';

const readme = readFileSync(path.join(__dirname, '..', '..', 'README.md'), 'utf8');

it("the README has the sandbox's credentials", () => {
  const { account, integration, channel } = SANDBOX.kommo;
  const pages = SANDBOX.messenger;
  const values = [
    ...[String(account.id), account.amojoId, account.subdomain],
    ...[integration.clientId, integration.clientSecret, channel.id, channel.secret],
    SANDBOX.telegram.bot.token,
    ...[pages.app.id, pages.app.secret, pages.page.id, pages.pageAccessToken],
  ];
  expect(values.filter((value) => !readme.includes(`\`${value}\``))).toEqual([]);
});

it('the README has the addresses that hold without any setting', () => {
  const config = readConfig({});
  for (const port of [config.sandboxPort, config.port, config.workerPort, config.temporalUiPort]) {
    expect(readme).toContain(`<http://127.0.0.1:${port}>`);
  }
  for (const port of [config.temporalPort, config.postgresPort]) expect(readme).toContain(`127.0.0.1:${port} `);
});
