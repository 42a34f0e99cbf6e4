import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes';

export interface Attribute {
  readonly name: string;
  readonly type: SearchAttributeType;
}

/** What the `temporal` program calls the types. */
export const typeNames: Record<SearchAttributeType, string> = {
  [SearchAttributeType.TEXT]: 'Text',
  [SearchAttributeType.KEYWORD]: 'Keyword',
  [SearchAttributeType.INT]: 'Int',
  [SearchAttributeType.DOUBLE]: 'Double',
  [SearchAttributeType.BOOL]: 'Bool',
  [SearchAttributeType.DATETIME]: 'Datetime',
  [SearchAttributeType.KEYWORD_LIST]: 'KeywordList',
};

/** The engine's numbers for them (`temporal.api.enums.v1.IndexedValueType`). */
const typeNumbers: Record<SearchAttributeType, number> = {
  [SearchAttributeType.TEXT]: 1,
  [SearchAttributeType.KEYWORD]: 2,
  [SearchAttributeType.INT]: 3,
  [SearchAttributeType.DOUBLE]: 4,
  [SearchAttributeType.BOOL]: 5,
  [SearchAttributeType.DATETIME]: 6,
  [SearchAttributeType.KEYWORD_LIST]: 7,
};

/** The search attributes that the namespace lacks. A wrong type cannot be put right by us and is an error. */
export async function missingSearchAttributes(connection: Connection, namespace: string): Promise<Attribute[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const registered = new Map(Object.entries(customAttributes as Record<string, number>));
  for (const { name, type } of SEARCH_ATTRIBUTES) {
    const found = registered.get(name);
    if (found !== undefined && found !== typeNumbers[type]) {
      throw new Error(
        `The search attribute ${name} of namespace "${namespace}" has another type than ${type}. ` +
          `Remove it (temporal operator search-attribute remove --namespace ${namespace} --name ${name}) and run ` +
          '"courier setup" again, or give Courier a namespace of its own.',
      );
    }
  }
  return SEARCH_ATTRIBUTES.filter(({ name }) => !registered.has(name)).map(({ name, type }) => ({ name, type }));
}

/** Registers what is missing and returns the names. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return [];
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, typeNumbers[type]])),
    });
  } catch (error) {
    if ((await missingSearchAttributes(connection, namespace)).length === 0) return [];
    const reason = isGrpcServiceError(error) ? error.details : error instanceof Error ? error.message : String(error);
    throw new Error(
      `Temporal refused to register the search attributes of namespace "${namespace}": ${reason}\n` +
        missing.map((attribute) => `  ${commandFor(attribute, namespace)}`).join('\n'),
      { cause: error },
    );
  }
  return missing.map(({ name }) => name);
}

/** The command by which an operator registers one by hand. */
export function commandFor({ name, type }: Attribute, namespace: string): string {
  return `temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${typeNames[type]}`;
}
