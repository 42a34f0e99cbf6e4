import type { MediaType } from '../model/content';

/**
 * What WhatsApp writes into exports in its own words, in the language of the phone: English, Spanish, Portuguese (both), German,
 * French, Italian, Russian, Ukrainian, Czech, Arabic, and some more where they are known. In lower case, without marks, brackets
 * and the dot at the end. What is in none of these languages stays what it looks like: a text.
 */

const list = (words: string): readonly string[] => words.split('|').map((each) => each.trim());

/** Android, of any file: `<Media omitted>`. */
export const MEDIA_OMITTED: ReadonlySet<string> = new Set(
  list(
    'media omitted|multimedia omitido|archivo omitido|medio omitido|mídia oculta|arquivo de mídia oculto|ficheiro não revelado|' +
      'medien ausgeschlossen|médias omis|fichier omis|media omessi|без медиафайлов|файл пропущен|медіа пропущено|' +
      'média vynechána|media weggelaten|media tidak disertakan|medya dahil edilmedi|pominięto multimedia|' +
      'تم استبعاد الوسائط|المرفق غير مدرج|省略多媒体文件|メディアは含まれていません|미디어 파일 제외됨|מדיה הושמטה',
  ),
);

/** iPhone, by kind: `image omitted`. */
export const OMITTED: ReadonlyMap<string, MediaType | 'contact'> = new Map(
  (
    [
      [
        'picture',
        'image omitted|imagen omitida|imagem ocultada|imagem omitida|imagem não revelada|bild weggelassen|image absente|immagine omessa|изображение отсутствует|изображение пропущено|зображення відсутнє|obrázek vynechán|afbeelding weggelaten|لم يتم إدراج الصورة',
      ],
      [
        'video',
        'video omitted|video omitido|vídeo omitido|vídeo ocultado|vídeo não revelado|video weggelassen|vidéo absente|vidéo omise|video omesso|видео отсутствует|видео пропущено|відео відсутнє|video vynecháno|video weggelaten|لم يتم إدراج الفيديوهات',
      ],
      [
        'video',
        'gif omitted|gif omitido|gif ocultado|gif não revelada|gif weggelassen|gif retiré|gif esclusa|gif отсутствует|gif-анімацію пропущено|gif vynechán|video note omitted|لم يتم إدراج صورة gif',
      ],
      [
        'audio',
        'audio omitted|audio omitido|áudio ocultado|áudio omitido|ficheiro de áudio não revelado|audio weggelassen|audio omis|audio omesso|аудио отсутствует|аудиофайл пропущен|аудіо відсутнє|audio weggelaten|لم يتم إدراج المقاطع الصوتية',
      ],
      [
        'sticker',
        'sticker omitted|sticker omitido|figurinha omitida|figurinha ocultada|sticker não revelado|sticker weggelassen|sticker omis|sticker non incluso|стикер не добавлен|стикер пропущен|наклейку не додано|nálepka vynechána|تم حذف الملصقات',
      ],
      [
        'file',
        'document omitted|documento omitido|documento ocultado|documento não revelado|dokument weggelassen|document manquant|documento omesso|документ отсутствует|документ пропущен|документ пропущено|dokument vynechán|لم يتم إدراج المستند',
      ],
      [
        'contact',
        'contact card omitted|tarjeta de contacto omitida|cartão do contato omitido|contacto não revelado|kontaktkarte ausgelassen|fiche contact manquante|scheda contatto omessa|карточка контакта отсутствует|картка контакту відсутня|vizitka vynechána|لم يتم إدراج بطاقة جهة اتصال',
      ],
    ] as const
  ).flatMap(([kind, words]) => list(words).map((each) => [each, kind] as const)),
);

/** Android, behind a file's name: `IMG-1.jpg (file attached)`. */
export const FILE_ATTACHED: ReadonlySet<string> = new Set(
  list(
    'file attached|archivo adjunto|arquivo anexado|ficheiro anexado|datei angehängt|fichier joint|file allegato|файл добавлен|' +
      'файл прикреплён|файл додано|soubor byl přiložen|bestand bijgevoegd|file terlampir|dosya ekli|plik załączony|الملف مرفق',
  ),
);

/** iPhone, before a file's name: `<attached: 00000001-PHOTO.jpg>`. */
export const ATTACHED: ReadonlySet<string> = new Set(
  list(
    'attached|adjunto|anexado|anexo|anhang|pièce jointe|allegato|прикреплено|вложение|долучено|přiloženo|bijgevoegd|مرفق',
  ),
);

export const DELETED: ReadonlySet<string> = new Set(
  list(
    'this message was deleted|you deleted this message|se eliminó este mensaje|eliminaste este mensaje|este mensaje fue eliminado|' +
      'esta mensagem foi apagada|mensagem apagada|você apagou esta mensagem|apagou esta mensagem|diese nachricht wurde gelöscht|' +
      'du hast diese nachricht gelöscht|ce message a été supprimé|vous avez supprimé ce message|questo messaggio è stato eliminato|' +
      'hai eliminato questo messaggio|данное сообщение удалено|вы удалили данное сообщение|це повідомлення було видалено|' +
      'ви видалили це повідомлення|tato zpráva byla smazána|tuto zprávu jste smazal/a|تم حذف هذه الرسالة',
  ),
);

/** Behind a text: `<This message was edited>`. */
export const EDITED: ReadonlySet<string> = new Set(
  list(
    'this message was edited|se editó este mensaje|este mensaje fue editado|mensagem editada|esta mensagem foi editada|' +
      'diese nachricht wurde bearbeitet|ce message a été modifié|questo messaggio è stato modificato|данное сообщение изменено|' +
      'это сообщение было изменено|це повідомлення було змінено|تم تعديل هذه الرسالة',
  ),
);

/** `POLL:`, with the question in the line after it. */
export const POLL: ReadonlySet<string> = new Set(
  list('poll|encuesta|enquete|sondagem|umfrage|sondage|sondaggio|опрос|опитування|anketa'),
);

export const LIVE_LOCATION: ReadonlySet<string> = new Set(
  list(
    'live location shared|ubicación en tiempo real compartida|localização em tempo real compartilhada|' +
      'live-standort wird geteilt|localisation en direct partagée|posizione in tempo reale condivisa',
  ),
);

export const CALL =
  /^(missed (group )?(voice|video) call|llamada perdida|videollamada perdida|chamada de (voz|vídeo) perdida|verpasster (sprach|video)anruf|appel (vocal|vidéo) manqué|chiamata (vocale )?persa|пропущенный (аудио|видео)?звонок)/;

/** Notices that only groups have. */
export const GROUP_NOTICE =
  /(created (this )?group|creó (el )?grupo|criou (o )?grupo|hat die gruppe|a créé le groupe|создал\S* группу|added you|te añadió|adicionou você|joined using|se unió usando|entrou usando)/i;
