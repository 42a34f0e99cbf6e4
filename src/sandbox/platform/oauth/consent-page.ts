import type { Account } from '../../kommo/records';
import type { Integration, User } from '../records';

interface Consent {
  readonly integration: Integration;
  readonly people: readonly { readonly account: Account; readonly users: readonly User[] }[];
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly mode: string | null;
}

const SCOPES: Readonly<Record<string, string>> = {
  crm: 'Access to account data',
  notifications: 'Notification center',
  files: 'Access to files',
};

export function consentPage({ integration, people, scopes, state, mode }: Consent): string {
  const hidden = Object.entries({ client_id: integration.clientId, state, mode }).map(([name, value]) =>
    value === null ? '' : `<input type="hidden" name="${name}" value="${escape(value)}">`,
  );
  const groups = people.map(({ account, users }) => {
    const options = users.map(
      ({ id, name, isAdmin }) =>
        `<option value="${String(account.id)}:${String(id)}">${escape(name)}${isAdmin ? ' (administrator)' : ''}</option>`,
    );
    return `<optgroup label="${escape(account.subdomain)}.kommo.com">${options.join('')}</optgroup>`;
  });
  return document(
    `Allow ${escape(integration.name)}?`,
    `<form method="post">
${hidden.join('')}
<p><strong>${escape(integration.name)}</strong> asks for:</p>
<ul>${scopes.map((scope) => `<li>${escape(SCOPES[scope] ?? scope)}</li>`).join('')}</ul>
<label for="user">You are</label>
<select id="user" name="user">${groups.join('')}</select>
<p class="buttons"><button name="decision" value="allow">Allow</button>
<button name="decision" value="deny" class="quiet">Deny</button></p>
</form>`,
  );
}

export function errorPage(title: string, text: string): string {
  return document(escape(title), `<p>${escape(text)}</p>`);
}

/** Sends the window that opened this one to the address, and closes this one. */
export function handOverPage(url: string): string {
  const target = JSON.stringify(url).replace(/</g, '\\u003c');
  return document(
    'Going back',
    `<p><a href="${escape(url)}">Go on</a></p>
<script>if (window.opener) { window.opener.location.href = ${target}; window.close(); } else location.replace(${target});</script>`,
  );
}

function document(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { display: grid; place-items: center; min-height: 100vh; margin: 0; }
main { width: min(24rem, 90vw); }
h1 { font-size: 1.25rem; }
select, button { font: inherit; padding: 0.5rem 0.75rem; }
select { width: 100%; }
.buttons { display: flex; gap: 0.5rem; }
button { cursor: pointer; border: 1px solid #2563eb; border-radius: 0.375rem; background: #2563eb; color: #fff; }
button.quiet { background: transparent; color: inherit; border-color: currentColor; }
</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
