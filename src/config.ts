import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import type { KommoAddresses } from './kommo/crm/hosts';
import type { MailSettings } from './mail/mailer';
import type { MediaStoreSettings } from './media/choose-store';

const port = z.coerce.number().int().min(0).max(65535);
const milliseconds = z.coerce.number().int().positive();
/** A part gives itself 30 s to end, and needs some for what it has in hand. */
const MOST_SHUTDOWN_DELAY_MS = 20_000;

/** Every setting is an environment variable; `docs/configuration.md` lists them with what they do. */
const Environment = z.object({
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  COURIER_HOST: z.string().default('127.0.0.1'),
  COURIER_PORT: port.default(8080),
  COURIER_PUBLIC_URL: z.url().optional(),
  COURIER_TRUSTED_PROXY: z.string().refine(isProxyList, 'a number of proxies, or addresses and networks').optional(),
  COURIER_WORKER_HOST: z.string().default('127.0.0.1'),
  COURIER_WORKER_PORT: port.default(8081),
  COURIER_SHUTDOWN_DELAY_MS: z.coerce.number().int().min(0).max(MOST_SHUTDOWN_DELAY_MS).default(0),
  COURIER_SANDBOX_PORT: port.default(8090),
  COURIER_POSTGRES_PORT: port.default(5433),
  COURIER_TEMPORAL_PORT: port.default(7233),
  COURIER_TEMPORAL_UI_PORT: port.default(8233),
  COURIER_TEMPORAL_UI_URL: z.url({ protocol: /^https?$/ }).optional(),
  COURIER_DATABASE_URL: z.string().optional(),
  COURIER_DATA_DIR: z.string().default('.courier'),
  COURIER_SPOOL_DIR: z.string().optional(),
  COURIER_SPOOL_MAX_MB: z.coerce.number().positive().default(1_024),
  COURIER_MEDIA_DIR: z.string().optional(),
  COURIER_BUCKET_URL: z.url({ protocol: /^https?$/ }).optional(),
  COURIER_BUCKET_REGION: z.string().default('us-east-1'),
  COURIER_BUCKET_ACCESS_KEY: z.string().default(''),
  COURIER_BUCKET_SECRET_KEY: z.string().default(''),
  COURIER_MEDIA_KEEP_DAYS: z.coerce.number().int().min(7).default(7),
  COURIER_MEDIA_MAX_MB: z.coerce.number().positive().default(100),
  COURIER_IMPORT_MAX_MB: z.coerce.number().positive().default(4_096),
  COURIER_CONNECT_ALLOW: z.string().optional(),
  COURIER_ADMIN_KEY: z.string().min(16).optional(),
  COURIER_MASTER_KEYS: z.string().optional(),
  COURIER_KOMMO_URL: z.url({ protocol: /^https?$/ }).optional(),
  COURIER_KOMMO_TEST_HOSTS: z.string().optional(),
  COURIER_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  COURIER_MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/, 'neither an address nor Name <address>')
    .optional(),
  COURIER_QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]*$/)
    .default(''),
  QUEUES: z.string().optional(),
  COURIER_LINGER_MS: milliseconds.default(15 * 60_000),
  COURIER_WAKES_PER_RUN: z.coerce.number().int().min(2).default(1_000),
  COURIER_RELAY_AFTER_MS: milliseconds.default(3_000),
});

export interface Config {
  readonly production: boolean;
  readonly logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
  readonly host: string;
  readonly port: number;
  /** Where Kommo and the messengers reach us, without a slash at the end. */
  readonly publicUrl: string;
  /** Whose `X-Forwarded-*` is believed: the last so many proxies, or those at these addresses; `false`: nobody's. */
  readonly trustedProxy: number | readonly string[] | false;
  readonly workerHost: string;
  /** The worker's health and metrics; 0 takes any free port. */
  readonly workerPort: number;
  /** How long an api that is told to stop still serves, milliseconds, so that proxies can turn to others before. */
  readonly shutdownDelayMs: number;
  readonly sandboxPort: number;
  readonly postgresPort: number;
  readonly temporalPort: number;
  readonly temporalUiPort: number;
  /** Where operators find Temporal's UI, without a slash at the end; undefined in production: nobody has told. */
  readonly temporalUiUrl: string | undefined;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Where webhooks wait while the database cannot take them; has to outlive the process. */
  readonly spoolDir: string;
  /** Beyond this a webhook is refused with 503. */
  readonly spoolMaxBytes: number;
  readonly media: MediaSettings;
  readonly imports: ImportSettings;
  /** What may be connected to although it is not public: `host:port`, or a network such as `10.20.0.0/16`. */
  readonly connectAllow: readonly string[];
  /** Opens the admin API, for the api and the CLI; undefined in production keeps the admin API closed. */
  readonly adminKey: string | undefined;
  readonly masterKeys: string | undefined;
  /** Where Kommo's hosts answer, if not at their own addresses; the real ones in production. */
  readonly kommo: KommoAddresses;
  /** How e-mails are sent; undefined: none are. */
  readonly mail: MailSettings | undefined;
  /** Put in front of every task queue, where several deployments share a namespace. */
  readonly queuePrefix: string;
  /** Which task queues this worker serves; undefined means all. */
  readonly queues: readonly string[] | undefined;
  /** How long a conversation without a window stays open after its last work. */
  readonly lingerMs: number;
  /** After so many wakes a conversation continues as new. */
  readonly wakesPerRun: number;
  /** A chat whose wake is missing for so long is woken again by the relay. */
  readonly relayAfterMs: number;
}

export interface MediaSettings extends MediaStoreSettings {
  /** How long files and links to them are kept, days. */
  readonly keepDays: number;
  /** Larger files are not taken. */
  readonly maxBytes: number;
}

export interface ImportSettings {
  /** Where exports lie while they are read. */
  readonly directory: string;
  /** Larger ones are not taken. */
  readonly maxBytes: number;
}

function temporalUiUrl(e: z.infer<typeof Environment>): string | undefined {
  const local = e.NODE_ENV === 'production' ? undefined : `http://127.0.0.1:${e.COURIER_TEMPORAL_UI_PORT}`;
  return (e.COURIER_TEMPORAL_UI_URL ?? local)?.replace(/\/+$/, '');
}

/** In development the sandbox is on this machine. */
const THIS_MACHINE = ['127.0.0.0/8', '::1/128'];

/** @throws Error naming every variable that does not fit. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  // Whoever passes settings on, as docker-compose.yml does, passes on empty ones too.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment does not fit:\n  ${faults.join('\n  ')}`);
  }
  const e = parsed.data;
  return {
    production: e.NODE_ENV === 'production',
    logLevel: e.LOG_LEVEL,
    host: e.COURIER_HOST,
    port: e.COURIER_PORT,
    publicUrl: (e.COURIER_PUBLIC_URL ?? `http://127.0.0.1:${e.COURIER_PORT}`).replace(/\/+$/, ''),
    trustedProxy: trustedProxyOf(e.COURIER_TRUSTED_PROXY),
    workerHost: e.COURIER_WORKER_HOST,
    workerPort: e.COURIER_WORKER_PORT,
    shutdownDelayMs: e.COURIER_SHUTDOWN_DELAY_MS,
    sandboxPort: e.COURIER_SANDBOX_PORT,
    postgresPort: e.COURIER_POSTGRES_PORT,
    temporalPort: e.COURIER_TEMPORAL_PORT,
    temporalUiPort: e.COURIER_TEMPORAL_UI_PORT,
    temporalUiUrl: temporalUiUrl(e),
    databaseUrl: e.COURIER_DATABASE_URL ?? `postgres://courier:courier@127.0.0.1:${e.COURIER_POSTGRES_PORT}/courier`,
    dataDir: e.COURIER_DATA_DIR,
    spoolDir: e.COURIER_SPOOL_DIR ?? path.join(e.COURIER_DATA_DIR, 'spool'),
    spoolMaxBytes: e.COURIER_SPOOL_MAX_MB * 1_024 * 1_024,
    media: {
      directory: e.COURIER_MEDIA_DIR ?? path.join(e.COURIER_DATA_DIR, 'media'),
      s3:
        e.COURIER_BUCKET_URL === undefined
          ? undefined
          : {
              url: e.COURIER_BUCKET_URL,
              region: e.COURIER_BUCKET_REGION,
              accessKey: e.COURIER_BUCKET_ACCESS_KEY,
              secretKey: e.COURIER_BUCKET_SECRET_KEY,
            },
      keepDays: e.COURIER_MEDIA_KEEP_DAYS,
      maxBytes: e.COURIER_MEDIA_MAX_MB * 1_024 * 1_024,
    },
    imports: {
      directory: path.join(e.COURIER_DATA_DIR, 'imports'),
      maxBytes: e.COURIER_IMPORT_MAX_MB * 1_024 * 1_024,
    },
    connectAllow: listOf(e.COURIER_CONNECT_ALLOW) ?? (e.NODE_ENV === 'production' ? [] : THIS_MACHINE),
    adminKey: e.COURIER_ADMIN_KEY,
    masterKeys: e.COURIER_MASTER_KEYS,
    kommo: kommoAddresses(e),
    mail: mailSettings(e),
    queuePrefix: e.COURIER_QUEUE_PREFIX,
    queues: listOf(e.QUEUES),
    lingerMs: e.COURIER_LINGER_MS,
    wakesPerRun: e.COURIER_WAKES_PER_RUN,
    relayAfterMs: e.COURIER_RELAY_AFTER_MS,
  };
}

/** Whoever is named here is given client secrets, so a production has none of it. */
function kommoAddresses(e: z.infer<typeof Environment>): KommoAddresses {
  if (e.NODE_ENV === 'production') return {};
  return {
    ...(e.COURIER_KOMMO_URL === undefined ? {} : { baseUrl: e.COURIER_KOMMO_URL }),
    testHosts: listOf(e.COURIER_KOMMO_TEST_HOSTS) ?? [],
  };
}

const PROXY_NAMES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

/** As Express takes them, but for `true`: whoever comes could then say to be anybody. */
function isProxyList(text: string): boolean {
  if (/^[1-9]\d?$/.test(text.trim())) return true;
  const given = listOf(text) ?? [];
  return given.length > 0 && given.every((each) => PROXY_NAMES.includes(each) || isNetwork(each));
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function trustedProxyOf(text: string | undefined): Config['trustedProxy'] {
  if (text === undefined) return false;
  return /^\d+$/.test(text.trim()) ? Number(text) : (listOf(text) ?? false);
}

/** A server without a sender, or a sender without a server, sends nothing, and nobody would notice. */
function mailSettings(e: z.infer<typeof Environment>): MailSettings | undefined {
  const { COURIER_SMTP_URL: url, COURIER_MAIL_FROM: from } = e;
  if (url === undefined && from === undefined) return undefined;
  if (url !== undefined && from !== undefined) return { url, from };
  throw new Error('The environment does not fit:\n  COURIER_SMTP_URL and COURIER_MAIL_FROM: one needs the other');
}

function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
