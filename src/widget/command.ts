import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWidget } from './build';
import { ICONS } from './images/icons';
import { lintWidget } from './lint';
import { type GivenWidgetOptions, readWidgetOptions } from './options';

const USAGE = `npm run widget -- --url https://courier.example.com

Builds the archive that is uploaded in Kommo, and icons for its forms.

  --url <address>            Courier's public address; without it COURIER_PUBLIC_URL
  --version <1.2.3>          higher at every upload; without it that of package.json
  --name <name>              what the integration is called (Courier)
  --support-link <address>   where your users find help
  --support-email <address>
  --public                   for the marketplace: with a tour
  --out <file>               where the archive goes (dist/widget.zip)`;

/** @returns the exit code. */
export async function widgetCommand(args: readonly string[], env: NodeJS.ProcessEnv, root: string): Promise<number> {
  const values = readArgs(args);
  if (typeof values === 'string') return complain([values]);
  if (values.help === true) return say(USAGE);
  const url = values.url ?? env.COURIER_PUBLIC_URL;
  if (url === undefined || url === '') return complain(['set COURIER_PUBLIC_URL, or say --url https://…']);

  const given: GivenWidgetOptions = {
    url,
    version: values.version ?? ownVersion(root),
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values['support-link'] === undefined ? {} : { supportLink: values['support-link'] }),
    ...(values['support-email'] === undefined ? {} : { supportEmail: values['support-email'] }),
    audience: values.public === true ? 'public' : 'private',
  };
  const read = readWidgetOptions(given);
  if (!read.ok) return complain(read.faults);

  const zip = await buildWidget(given);
  const faults = lintWidget(zip);
  if (faults.length > 0) return complain(faults.map(({ rule, where, text }) => `${where}: ${text} (${rule})`));

  const file = path.resolve(values.out ?? path.join(root, 'dist', 'widget.zip'));
  const icons = path.join(path.dirname(file), 'widget-icons');
  mkdirSync(icons, { recursive: true });
  writeFileSync(file, zip);
  for (const [name, svg] of Object.entries(ICONS)) writeFileSync(path.join(icons, name), svg);
  const { version, supportLink, supportEmail } = read.options;
  const lines = [
    `✓ ${path.relative(process.cwd(), file)}: version ${version} for ${read.options.url}`,
    `  help: ${[supportLink, supportEmail].filter((each) => each !== undefined).join(', ')}`,
    `  icons for the forms: ${path.relative(process.cwd(), icons)}`,
  ];
  return say(lines.join('\n'));
}

type Values = Partial<Record<'url' | 'version' | 'name' | 'support-link' | 'support-email' | 'out', string>> &
  Partial<Record<'public' | 'help', boolean>>;

function readArgs(args: readonly string[]): Values | string {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        version: { type: 'string' },
        name: { type: 'string' },
        'support-link': { type: 'string' },
        'support-email': { type: 'string' },
        public: { type: 'boolean' },
        out: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)} (npm run widget -- --help)`;
  }
}

function ownVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

function say(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function complain(faults: readonly string[]): 1 {
  process.stderr.write(faults.map((fault) => `✗ Widget: ${fault}\n`).join(''));
  return 1;
}
