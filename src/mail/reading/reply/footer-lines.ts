/** What programs and companies put under mails: nobody wrote it to us. Lines are plain, see `plainLine`. */
const SENT_FROM =
  /^(sent from (my )?\w|sent via |get outlook for|sent with |enviado desde (mi )?|enviado do meu|von meinem .{2,30} gesendet|gesendet von |gesendet mit |envoyé de(puis)? mon|envoyé à partir de|inviato da|obtener outlook para|yahoo mail: )/i

const SMALL_PRINT =
  /^(confidentiality|confidential( notice)?\b.{0,5}:|disclaimer|privileged|legal notice\b.{0,3}:|aviso (legal|de confidencialidad)|vertraulichkeit|avis de confidentialité|(this|the information in this|the contents? of this) (e-?mail|message|communication|transmission)\b.{0,60}\b(is|are|may|contains?|and any)\b|este (mensaje|correo|e-?mail)\b.{0,60}\b(contiene|es confidencial|puede contener|y sus)|diese (e-?mail|nachricht) (enthält|ist|kann)|ce (message|courriel|e-?mail)\b.{0,40}\b(est|contient|peut))/i

const DELIMITER = /^(--|—|__+)$/

export const isSignatureMark = (line: string): boolean => DELIMITER.test(line)
export const isProgramLine = (line: string): boolean => SENT_FROM.test(line)
export const isSmallPrint = (line: string): boolean => SMALL_PRINT.test(line)
