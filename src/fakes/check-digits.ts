/** The last digit of a number by Luhn's formula (ISO/IEC 7812-1), as on payment cards (H. P. Luhn, US patent 2,950,048, 1960). */
export function luhn(body: string): string {
  let sum = 0;
  for (let n = 0; n < body.length; n++) {
    const digit = Number(body[body.length - 1 - n]);
    const doubled = n % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** The last digit of a GS1 barcode (GS1 General Specifications, 7.9): from the right, every other digit counts three times. */
export function gs1(body: string): string {
  let sum = 0;
  for (let n = 0; n < body.length; n++) sum += Number(body[body.length - 1 - n]) * (n % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
}

/** The last character of an ISBN-10, which may be X (ISO 2108). */
export function isbn10(body: string): string {
  let sum = 0;
  for (let n = 0; n < body.length; n++) sum += Number(body[n]) * (10 - n);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** The last digit of an ABA routing number: weights 3, 7, 1. */
export function aba(body: string): string {
  let sum = 0;
  for (let n = 0; n < body.length; n++) sum += Number(body[n]) * [3, 7, 1][n % 3]!;
  return String((10 - (sum % 10)) % 10);
}
