/** @returns undefined for what is no address of http or https: Kommo takes none other. */
export function webAddress(link: string | undefined): string | undefined {
  return link !== undefined && /^https?:\/\/[^/]/i.test(link) && URL.canParse(link) ? link : undefined;
}
