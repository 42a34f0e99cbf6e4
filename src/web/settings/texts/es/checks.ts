import type { checks as en } from '../en/checks';

export const checks: typeof en = {
  checks: {
    title: (messenger) => `Lo que dice ${messenger}`,
    passed: (passed, all) =>
      all === 1
        ? `La comprobación ${passed === 1 ? 'está bien' : 'no está bien'}`
        : passed === all
          ? `Las ${all} comprobaciones están bien`
          : `${passed} de ${all} comprobaciones están bien`,
    at: (when) => `Comprobado ${when}`,
    again: 'Comprobar de nuevo',
    below: 'Algo no está bien todavía: míralo abajo.',
    states: { ok: 'bien', warning: 'por revisar', broken: 'mal' },
  },
  brokenCheck: {
    title: (messenger) => `No funciona en ${messenger}`,
    text: () => 'Las comprobaciones de abajo dicen qué falla. Lo que arregles allí se ve al comprobar de nuevo.',
  },
  told: {
    broken: (messenger) => `${messenger} la ha detenido`,
    limited: (messenger) => `${messenger} te avisa`,
    information: (messenger) => `Novedades de ${messenger}`,
  },
};
