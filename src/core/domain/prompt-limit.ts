/** Characters of a prompt. Without imports, because the web chat's page uses this file too. */
export const MAX_PROMPT = 2_500;
