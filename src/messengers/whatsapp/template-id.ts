/** A template is one name in one language (whatsapp.md §6); this names it for Kommo. */
export function templateIdOf(name: string, language: string): string {
  return `${name}:${language}`;
}

/** Names have no colon (whatsapp.md §6). @returns undefined for what names no template */
export function readTemplateId(id: string): { readonly name: string; readonly language: string } | undefined {
  const [, name, language] = /^([^:]{1,512}):([A-Za-z_]{2,20})$/.exec(id) ?? [];
  return name === undefined || language === undefined ? undefined : { name, language };
}
