/**
 * Converts a text to plain lowercase letters and digits, for email and web addresses: `Núñez` becomes `nunez`,
 * `O'Leary` becomes `oleary`. Other characters are dropped, so that a text in another script becomes empty.
 */
export function asciiSlug(text: string): string {
  let slug = '';
  for (const char of text) {
    const code = char.charCodeAt(0);
    if ((code >= LOWER_A && code <= LOWER_Z) || (code >= DIGIT_0 && code <= DIGIT_9)) slug += char;
    else if (code >= UPPER_A && code <= UPPER_Z) slug += String.fromCharCode(code + LOWER_A - UPPER_A);
    else if (code > 127) slug += PLAIN.get(char) ?? '';
  }
  return slug;
}

const LOWER_A = 97;
const LOWER_Z = 122;
const UPPER_A = 65;
const UPPER_Z = 90;
const DIGIT_0 = 48;
const DIGIT_9 = 57;

/** Latin-1 and Latin Extended-A by plain spelling; a table, because a locale's case and accent rules vary. */
const PLAIN = new Map(
  Object.entries({
    a: 'àáâãäåāăąǎȧạảấầẩẫậắằẳẵặÀÁÂÃÄÅĀĂĄǍȦẠẢẤẦẨẪẬẮẰẲẴẶ',
    ae: 'æÆ',
    c: 'çćĉċčÇĆĈĊČ',
    d: 'ðďđÐĎĐ',
    e: 'èéêëēĕėęěẹẻẽếềểễệÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ',
    g: 'ĝğġģĜĞĠĢ',
    h: 'ĥħĤĦ',
    i: 'ìíîïĩīĭįıỉịÌÍÎÏĨĪĬĮİỈỊ',
    ij: 'ĳĲ',
    j: 'ĵĴ',
    k: 'ķĸĶ',
    l: 'ĺļľŀłĹĻĽĿŁ',
    n: 'ñńņňŉŋÑŃŅŇŊ',
    o: 'òóôõöøōŏőǒơọỏốồổỗộớờởỡợÒÓÔÕÖØŌŎŐǑƠỌỎỐỒỔỖỘỚỜỞỠỢ',
    oe: 'œŒ',
    r: 'ŕŗřŔŖŘ',
    s: 'śŝşšșſŚŜŞŠȘ',
    ss: 'ßẞ',
    t: 'ţťŧțŢŤŦȚ',
    th: 'þÞ',
    u: 'ùúûüũūŭůűųưụủứừửữựÙÚÛÜŨŪŬŮŰŲƯỤỦỨỪỬỮỰ',
    w: 'ŵŴ',
    y: 'ýÿŷỳỵỷỹÝŶŸỲỴỶỸ',
    z: 'źżžŹŻŽ',
  }).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain] as const)),
);
