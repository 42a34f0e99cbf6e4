/** `{{1}}`, `{{first_name}}`, and Kommo's `{{contact.name}}` (whatsapp.md §6, kommo-platform.md §8.4). */
const PLACEHOLDER = /\{\{\s*([^{}]{1,200}?)\s*\}\}/g;

/** What stands in the braces, as often and in the order as it stands there. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** One name for what both sides write differently: `{{contact.name}}` and `contact_name`. */
export function plainName(placeholder: string): string {
  return placeholder
    .replace(/[{}]/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** @param rename what each becomes */
export function renamed(text: string, rename: (placeholder: string) => string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => `{{${rename(name)}}}`);
}
