import { readConfig } from '../../src/config';
import { read, readCompose } from '../deploy/files';

const compose = readCompose();
const page = read('docs/deploying.md');
/** As the schema has them: a name in capitals at the start of a line. */
const settings = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = '']) => name);
const start = page.slice(page.indexOf('## Start'), page.indexOf('## Proxy'));
const notPassed = [...start.matchAll(/^\| `([A-Z_]+)` +\| (\S.*?) +\|$/gm)].map(([, name = '']) => name);

describe.each(['setup', 'api', 'worker'])('of the settings of %s in docker-compose.yml', (name) => {
  const environment = compose.services[name]?.environment ?? {};

  it('each is passed, or is named as one that is not', () => {
    expect(settings.length).toBeGreaterThan(30);
    const passed = settings.filter((setting) => setting in environment);
    expect([...passed, ...notPassed].sort()).toEqual([...settings].sort());
  });

  it('those that nobody has entered change nothing', () => {
    const without = Object.fromEntries(Object.entries(environment).filter(([, value]) => !/^\$\{\w+:-/.test(value)));
    // What has to be entered, as somebody might.
    const entered = (values: Readonly<Record<string, string>>): NodeJS.ProcessEnv =>
      Object.fromEntries(
        Object.entries(values).map(([setting, value]) => [
          setting,
          value.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/\$\{\w+:\?[^}]*\}/g, 'https://courier.example.com'),
        ]),
      );
    expect(readConfig(entered(environment))).toEqual(readConfig(entered(without)));
  });
});

it('an empty setting is as good as none', () => {
  const empty = Object.fromEntries(settings.map((setting) => [setting, '']));
  expect(readConfig(empty)).toEqual(readConfig({}));
});
