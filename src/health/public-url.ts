/** Whether the outside address leads to an api of ours, in words for operators. */
export type Reached =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly text: string; readonly fix: string };

const WITHIN_MS = 5_000;
const PASS_ON = 'Have the proxy in front pass /healthz, /hooks/ and /media/ on to the api';

/** Goes the way that Kommo and the messengers come. The address is a setting, so no filter stands before it. */
export async function reachPublicUrl(publicUrl: string, get: typeof fetch = fetch): Promise<Reached> {
  const url = `${publicUrl}/healthz`;
  try {
    const response = await get(url, { signal: AbortSignal.timeout(WITHIN_MS), redirect: 'manual' });
    const body = (await response.text()).slice(0, 200);
    if (response.status === 200 && body === 'ok') return { ok: true, text: `${url} leads to Courier` };
    if (response.status === 503 && body.startsWith('dead: ')) return { ok: true, text: `${url} leads to Courier` };
    return { ok: false, text: `${url} answers ${response.status}, and it is not Courier that answers`, fix: PASS_ON };
  } catch (error) {
    const [text, fix] = faultOf(error);
    return { ok: false, text: `${url} ${text}`, fix };
  }
}

function faultOf(error: unknown): readonly [text: string, fix: string] {
  if (partOf(error, 'name') === 'TimeoutError') {
    return [`does not answer within ${WITHIN_MS / 1_000} s`, 'See that the firewall and the proxy in front let it in'];
  }
  const code = codeOf(partOf(error, 'cause'));
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return ['has a name that is not known', 'Enter the name in DNS, or set COURIER_PUBLIC_URL to the right one'];
  }
  if (code === 'ECONNREFUSED') {
    return ['refuses connections', 'Start the proxy in front, or the api where there is none'];
  }
  if (code !== undefined && /CERT|SSL|TLS|SIGNATURE|ISSUER/.test(code)) {
    return [
      `has a certificate that does not fit (${code})`,
      'Give the proxy in front a valid certificate for this name',
    ];
  }
  return [`cannot be reached${code === undefined ? '' : ` (${code})`}`, PASS_ON];
}

/** A name with several addresses, none of which took the connection, has an error for each. */
function codeOf(cause: unknown): string | undefined {
  const code = partOf(cause, 'code');
  if (typeof code === 'string') return code;
  const errors = partOf(cause, 'errors');
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : undefined;
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
