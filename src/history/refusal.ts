import { sayingFrom, type Params, type Phrases, type Said, type Words } from '../model/words';

/** Why an export is not taken, or not any further. Names of entries are given as they stand in the archive, cut short. */
const en = {
  'history.unknown-format':
    'This is no export that Courier knows. It takes JSON of Telegram Desktop, “export chat” of WhatsApp, and JSON Lines.',
  'history.telegram-html':
    'This is an export of Telegram as HTML. Export it once more and choose “Machine-readable JSON” as the format.',
  'history.empty': 'The file is empty.',
  'history.broken-archive': 'The archive is broken, or was not uploaded whole.',
  'history.broken-entry': 'A file in the archive is broken: {entry}',
  'history.encrypted': 'The archive has a password. Pack it again without one.',
  'history.compression': 'The archive is packed in a way that is not known here. Pack it again as an ordinary ZIP.',
  'history.too-many-entries': 'The archive has more than {most} files.',
  'history.too-large': 'Unpacked, the archive is larger than {most} GB.',
  'history.bomb': 'A file in the archive would grow out of all proportion when it is unpacked: {entry}',
  'history.overlap': 'Files in the archive lie on top of one another: {entry}',
  'history.unsafe-name': 'A file in the archive would be written outside of its folder: {entry}',
  'history.bad-name': 'The name of a file in the archive cannot be read. Pack it again with names in UTF-8.',
  'history.twice': 'The archive has two files of one name: {entry}',
  'history.link': 'The archive has a link instead of a file: {entry}',
  'history.nested': 'There is only another archive in the archive. Unpack it once.',
  'history.encoding': 'The text is not in UTF-8. Save it as UTF-8.',
  'history.broken-json': 'The JSON ends early or has an error after {place}.',
  'history.dates-ambiguous': 'Nothing in the file tells whether 03/04 is in March or in April. Say which order it has.',
  'history.dates-contradict': 'The dates of the file fit neither order of day and month.',
  'history.not-kept': 'This messenger gives Courier no old conversations. Bring an export of them.',
  'history.no-source': 'The bot, number or page was taken away.',
  'history.none-told': 'The messenger has told of no old conversations.',
  'history.in-circles': 'The messenger gives the same old conversations again and again.',
} as const;

const es: Record<keyof typeof en, string> = {
  'history.unknown-format':
    'No es una exportación que Courier conozca. Acepta JSON de Telegram Desktop, «exportar chat» de WhatsApp y JSON Lines.',
  'history.telegram-html':
    'Es una exportación de Telegram en HTML. Expórtela de nuevo y elija el formato «JSON legible por máquinas».',
  'history.empty': 'El archivo está vacío.',
  'history.broken-archive': 'El archivo comprimido está dañado o no se subió entero.',
  'history.broken-entry': 'Un archivo dentro del comprimido está dañado: {entry}',
  'history.encrypted': 'El archivo comprimido tiene contraseña. Comprímalo de nuevo sin ella.',
  'history.compression':
    'El archivo está comprimido de una forma que aquí no se conoce. Comprímalo de nuevo como un ZIP corriente.',
  'history.too-many-entries': 'El archivo comprimido tiene más de {most} archivos.',
  'history.too-large': 'Descomprimido, el archivo ocupa más de {most} GB.',
  'history.bomb': 'Un archivo dentro del comprimido crecería de forma desproporcionada al descomprimirlo: {entry}',
  'history.overlap': 'Hay archivos superpuestos dentro del comprimido: {entry}',
  'history.unsafe-name': 'Un archivo del comprimido se escribiría fuera de su carpeta: {entry}',
  'history.bad-name':
    'No se puede leer el nombre de un archivo del comprimido. Comprímalo de nuevo con nombres en UTF-8.',
  'history.twice': 'El archivo comprimido tiene dos archivos con el mismo nombre: {entry}',
  'history.link': 'El archivo comprimido tiene un enlace en lugar de un archivo: {entry}',
  'history.nested': 'En el archivo comprimido solo hay otro archivo comprimido. Descomprímalo una vez.',
  'history.encoding': 'El texto no está en UTF-8. Guárdelo como UTF-8.',
  'history.broken-json': 'El JSON termina antes de tiempo o tiene un error después de {place}.',
  'history.dates-ambiguous':
    'Nada en el archivo indica si 03/04 es de marzo o de abril. Indique en qué orden están las fechas.',
  'history.dates-contradict': 'Las fechas del archivo no encajan en ningún orden de día y mes.',
  'history.not-kept': 'Este mensajero no entrega a Courier conversaciones antiguas. Traiga una exportación de ellas.',
  'history.no-source': 'El bot, el número o la página se ha quitado.',
  'history.none-told': 'El mensajero no ha entregado ninguna conversación antigua.',
  'history.in-circles': 'El mensajero entrega una y otra vez las mismas conversaciones antiguas.',
};

const pt: Record<keyof typeof en, string> = {
  'history.unknown-format':
    'Esta não é uma exportação que o Courier conheça. Ele aceita JSON do Telegram Desktop, “exportar conversa” do WhatsApp e JSON Lines.',
  'history.telegram-html':
    'Esta é uma exportação do Telegram em HTML. Exporte de novo e escolha o formato “JSON legível por máquina”.',
  'history.empty': 'O arquivo está vazio.',
  'history.broken-archive': 'O arquivo compactado está danificado ou não foi enviado inteiro.',
  'history.broken-entry': 'Um arquivo dentro do compactado está danificado: {entry}',
  'history.encrypted': 'O arquivo compactado tem senha. Compacte-o de novo sem ela.',
  'history.compression':
    'O arquivo está compactado de um modo que não é conhecido aqui. Compacte-o de novo como um ZIP comum.',
  'history.too-many-entries': 'O arquivo compactado tem mais de {most} arquivos.',
  'history.too-large': 'Descompactado, o arquivo tem mais de {most} GB.',
  'history.bomb': 'Um arquivo dentro do compactado cresceria de forma desproporcional ao ser descompactado: {entry}',
  'history.overlap': 'Há arquivos sobrepostos dentro do compactado: {entry}',
  'history.unsafe-name': 'Um arquivo do compactado seria gravado fora da sua pasta: {entry}',
  'history.bad-name': 'Não é possível ler o nome de um arquivo do compactado. Compacte-o de novo com nomes em UTF-8.',
  'history.twice': 'O arquivo compactado tem dois arquivos com o mesmo nome: {entry}',
  'history.link': 'O arquivo compactado tem um link em vez de um arquivo: {entry}',
  'history.nested': 'No arquivo compactado só há outro arquivo compactado. Descompacte-o uma vez.',
  'history.encoding': 'O texto não está em UTF-8. Salve-o como UTF-8.',
  'history.broken-json': 'O JSON termina antes da hora ou tem um erro depois de {place}.',
  'history.dates-ambiguous':
    'Nada no arquivo indica se 03/04 é de março ou de abril. Informe em que ordem estão as datas.',
  'history.dates-contradict': 'As datas do arquivo não cabem em nenhuma ordem de dia e mês.',
  'history.not-kept': 'Este mensageiro não entrega ao Courier conversas antigas. Traga uma exportação delas.',
  'history.no-source': 'O bot, o número ou a página foi retirado.',
  'history.none-told': 'O mensageiro não entregou nenhuma conversa antiga.',
  'history.in-circles': 'O mensageiro entrega sempre as mesmas conversas antigas.',
};

export type RefusalCode = keyof typeof en extends `history.${infer Code}` ? Code : never;

export const historyPhrases: Phrases<keyof typeof en> = { en, es, pt };

const say = sayingFrom(historyPhrases);

/** An export that is not taken. What it says is for people: names of files, and nothing of what was written. */
export class HistoryRefused extends Error {
  override readonly name = 'HistoryRefused';
  readonly text: string;
  readonly said: readonly Said[];

  constructor(
    readonly code: RefusalCode,
    params?: Params,
  ) {
    const { text, said } = say(`history.${code}`, params);
    super(text);
    this.text = text;
    this.said = said;
  }

  get words(): Words {
    return { text: this.text, said: this.said };
  }
}

/** A name from an archive, for a sentence: whoever made it may have put anything there. */
export function shown(entry: string): string {
  const plain = entry.replace(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu, '�');
  return plain.length <= 120 ? plain : `${plain.slice(0, 60)}…${plain.slice(-59)}`;
}
