import { existsSync } from 'node:fs';
import path from 'node:path';
import { read, readStages, root, type Stage } from './files';

const stages = readStages();
const final = stages.at(-1);

const of = (stage: Stage | undefined, name: string) =>
  (stage?.instructions ?? []).filter((instruction) => instruction.name === name).map(({ text }) => text);

/** What the build may see: the exceptions of .dockerignore. */
const seen = read('.dockerignore')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

describe('Dockerfile', () => {
  it('starts every stage from the Node that the project is made for, with glibc', () => {
    expect(stages.map(({ image }) => image)).toEqual(Array(3).fill('node:20-bookworm-slim'));
  });

  it('brings production dependencies only into the image', () => {
    const installs = new Map(stages.map((stage) => [stage.name, of(stage, 'RUN').join(' ')]));
    expect(installs.get('dependencies')).toContain('npm ci --omit=dev --omit=optional');
    expect(installs.get(undefined)).not.toContain('npm');
    const copied = of(final, 'COPY').filter((text) => text.includes('node_modules'));
    expect(copied).toEqual(['--from=dependencies /app/node_modules node_modules/']);
  });

  it('leaves the sandbox and the development stack out, and has the workflows bundled', () => {
    const [build] = stages;
    expect(of(build, 'RUN').join(' ')).toMatch(/node scripts\/build\.mjs\s+&& rm -rf dist\/sandbox dist\/stack /);
    expect(of(final, 'COPY')).toContain('--from=build /app/dist dist/');
  });

  it('runs one program, without a shell, as an account that is not root', () => {
    expect(of(final, 'USER')).toEqual(['1000:1000']);
    expect(of(final, 'ENTRYPOINT').map((text) => JSON.parse(text) as unknown)).toEqual([['node', 'dist/cli.js']]);
    expect(of(final, 'CMD').map((text) => JSON.parse(text) as unknown)).toEqual([['api']]);
    expect(of(final, 'STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(of(final, 'ENV').join(' ')).toContain('NODE_ENV=production');
  });

  it('copies files that are there and that the build may see', () => {
    const sources = stages
      .flatMap((stage) => of(stage, 'COPY'))
      .filter((text) => !text.startsWith('--from='))
      .flatMap((text) => text.split(/\s+/).slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    expect(sources.filter((file) => !seen.includes(file))).toEqual([]);
    expect(seen.filter((file) => !sources.includes(file))).toEqual([]);
  });

  it('takes only from stages that are there', () => {
    const from = stages.flatMap((stage) => of(stage, 'COPY')).flatMap((text) => /^--from=(\w+)/.exec(text)?.[1] ?? []);
    expect(from.filter((name) => !stages.some((stage) => stage.name === name))).toEqual([]);
  });
});
