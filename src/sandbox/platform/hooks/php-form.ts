/** A nested object as PHP writes it into a form: `message[add][0][id]=…`; what is null is left out (kommo-platform.md §9.2). */
export function phpForm(payload: Readonly<Record<string, unknown>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(payload)) append(form, name, value);
  return form.toString();
}

function append(form: URLSearchParams, name: string, value: unknown): void {
  switch (typeof value) {
    case 'object':
      // Of a list, the names are its indexes.
      for (const [inner, part] of Object.entries(value ?? {})) append(form, `${name}[${inner}]`, part);
      return;
    case 'boolean':
      form.append(name, value ? '1' : '0');
      return;
    case 'string':
    case 'number':
      form.append(name, String(value));
      return;
    default:
  }
}
