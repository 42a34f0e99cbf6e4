import type { Outcome } from '../../exchange';

/** Bodies of the token endpoint (kommo-platform.md §1.6), where wording is that of an OAuth library. */
export interface TokenRefusal {
  readonly status: number;
  readonly hint?: string;
}

const DETAIL =
  'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.';

const TITLES = {
  english: { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden' },
  russian: { 400: 'Некорректный запрос', 401: 'Ошибка авторизации', 403: 'Доступ запрещён' },
} as const;

export function refusal({ status, hint }: TokenRefusal, language: keyof typeof TITLES): Outcome {
  const titles: Readonly<Record<number, string>> = TITLES[language];
  return {
    status,
    body: {
      ...(hint === undefined ? {} : { hint }),
      title: titles[status] ?? 'Error',
      status,
      type: 'https://developers.amocrm.ru/v3/errors/OAuthProblemJson',
      detail: DETAIL,
    },
  };
}
