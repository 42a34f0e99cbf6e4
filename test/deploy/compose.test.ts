import { parseMasterKeys } from '../../src/ledger/master-keys';
import { read, readCompose, type Service } from './files';

const compose = readCompose();
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const names = services.map(([name]) => name);

function service(name: string): Service {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

/** Variables that docker-compose.yml takes from the environment, and whether it refuses to go on without them. */
const taken = [...read('docker-compose.yml').matchAll(/\$\{(\w+)(:?[?-])?([^}]*)\}/g)].map(
  ([, name = '', operator, rest = '']) => ({ name, required: operator === ':?', rest }),
);

describe('docker-compose.yml', () => {
  it('runs the ledger, Temporal, its UI, the api and workers, and nothing of the sandbox', () => {
    expect(names.sort()).toEqual([
      'api',
      'databases',
      'postgres',
      'setup',
      'temporal',
      'temporal-namespace',
      'temporal-schema',
      'temporal-ui',
      'worker',
    ]);
    expect(ours.map(([name, { command }]) => [name, command])).toEqual([
      ['setup', ['setup']],
      ['api', ['api']],
      ['worker', ['worker']],
    ]);
  });

  it.each(ours)('gives %s only variables that the code reads', (_name, { environment = {} }) => {
    const known = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name);
    const given = Object.keys(environment).filter((name) => !name.startsWith('TEMPORAL_'));
    expect(given).toContain('COURIER_DATABASE_URL');
    expect(given.filter((name) => !known.includes(name))).toEqual([]);
    expect(environment).toMatchObject({ NODE_ENV: 'production', COURIER_HOST: '0.0.0.0' });
    expect(Object.values(environment).every((value) => typeof value === 'string')).toBe(true);
  });

  it.each(services)('lets %s wait only for what can be reached', (_name, { depends_on = {} }) => {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      const { healthcheck, restart } = service(name);
      if (condition === 'service_healthy') expect(healthcheck).toBeDefined();
      // A service that is started again after it ended well never completes.
      else expect([condition, restart]).toEqual(['service_completed_successfully', 'on-failure:10']);
    }
  });

  it('brings things up in an order that ends', () => {
    const started = new Set<string>();
    let before: number;
    do {
      before = started.size;
      for (const [name, { depends_on = {} }] of services) {
        if (Object.keys(depends_on).every((needed) => started.has(needed))) started.add(name);
      }
    } while (started.size > before);
    expect([...started].sort()).toEqual([...names].sort());
  });

  it.each(services)('pins the image of %s', (_name, { image }) => {
    expect(image).toMatch(/^[\w./-]+:(\$\{\w+:-)?[\w.-]+\}?$/);
    expect(image).not.toContain('latest');
  });

  it('runs the server and its tools of the same version', () => {
    const tag = ({ image = '' }: Service) => image.split(':')[1];
    expect(tag(service('temporal-schema'))).toBe(tag(service('temporal')));
    expect(tag(service('temporal-namespace'))).toBe(tag(service('temporal')));
    expect(service('databases').image).toBe(service('postgres').image);
  });

  it('declares every volume and network it uses, and no other', () => {
    const named = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect([...new Set(named)].sort()).toEqual(Object.keys(compose.volumes).sort());
    const joined = services.flatMap(([, { networks = [] }]) => networks);
    expect([...new Set(joined)].sort()).toEqual(Object.keys(compose.networks).sort());
  });

  it('keeps what has to outlive the containers', () => {
    expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql']);
    expect(service('api').volumes).toEqual(['spool:/data/spool', 'media:/data/media']);
    expect(service('worker').volumes).toEqual(['media:/data/media']);
    for (const [, { environment }] of ours) expect(environment?.COURIER_DATA_DIR).toBe('/data');
  });

  it('publishes the api and, on the loopback, the UI', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([
      ['temporal-ui', '127.0.0.1:8233:8080'],
      ['api', '${COURIER_API_BIND:-127.0.0.1:8080}:8080'],
    ]);
    expect(compose.networks.inside).toEqual({ internal: true });
    for (const name of ['postgres', 'temporal']) expect(service(name).networks).toEqual(['inside']);
  });

  it('can run several workers', () => {
    const { ports, container_name, command } = service('worker');
    expect([ports, container_name, command]).toEqual([undefined, undefined, ['worker']]);
  });

  it.each(['postgres', 'temporal', 'temporal-ui', 'api', 'worker'])('starts %s again when it ends', (name) => {
    expect(service(name).restart).toBe('unless-stopped');
  });

  it.each(['api', 'worker'])('gives %s the time to end in good order, and asks for its health', (name) => {
    const { stop_grace_period, healthcheck, environment } = service(name);
    expect(Number.parseInt(stop_grace_period ?? '', 10)).toBeGreaterThanOrEqual(40);
    const port = name === 'api' ? environment?.COURIER_PORT : environment?.COURIER_WORKER_PORT;
    expect(healthcheck?.test.at(-1)).toBe(`http://127.0.0.1:${port ?? ''}/healthz`);
    expect(healthcheck?.start_period).toBe('30s');
  });

  it.each(ours)('lets %s write nowhere but into its volumes', (_name, { read_only, cap_drop }) => {
    expect([read_only, cap_drop]).toEqual([true, ['ALL']]);
  });

  it('has no secret in it', () => {
    const secrets = taken.filter(({ name }) => /PASSWORD|KEYS/.test(name));
    expect(new Set(secrets.map(({ name }) => name)).size).toBe(4);
    expect(secrets.filter(({ required, rest }) => !required || !rest.startsWith('Set it'))).toEqual([]);
    for (const [, { environment = {} }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|PWD|KEYS/.test(name)) expect(value).toMatch(/^\$\{\w+:\?[^}]+\}$/);
      }
    }
  });

  it('escapes dollars that the shell of a container is to see', () => {
    for (const [, { command = [] }] of services) {
      expect(command.join('\n').replaceAll('$$', '')).not.toContain('$');
    }
  });
});

describe('.env.example', () => {
  const lines = read('.env.example').split('\n');
  const set = lines.flatMap((line) => /^(# )?([A-Z_]+)=(.*)$/.exec(line)?.slice(1) ?? []);
  const explained = set.filter((_part, index) => index % 3 === 1);

  it('explains every variable of docker-compose.yml and no other', () => {
    expect([...explained].sort()).toEqual([...new Set(taken.map(({ name }) => name))].sort());
  });

  it('leaves what is required to be filled in, and shows the defaults of the rest', () => {
    for (const { name, required, rest } of taken) {
      expect(lines).toContain(required ? `${name}=` : `# ${name}=${rest}`);
    }
  });

  it('tells how to make a master key', () => {
    const key = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
    expect(read('.env.example')).toContain('echo "k1:$(openssl rand -base64 32)"');
    expect(parseMasterKeys(key)).toHaveLength(1);
  });
});
