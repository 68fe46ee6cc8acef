/**
 * Writes an amount with its noun: "1 балл", "2 балла", "5 баллов". `Form` are the forms that whole numbers take in the language
 * (CLDR plural rules). The space does not break.
 */
export function countingIn<Form extends Intl.LDMLPluralRule>(locale: string) {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (amount: bigint | number, forms: Readonly<Record<Form, string>>): string =>
    `${numbers.format(amount)}\u00a0${forms[rules.select(Number(amount)) as Form]}`;
}
