/**
 * Gives a fresh public id at each call: a version 7 UUID in lower case, 36 characters. Passed in, so that rules
 * and tests never roll dice.
 */
export type IdSource = () => string;
