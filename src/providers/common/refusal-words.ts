/** Words of safety systems, of all vendors: in codes, statuses and messages. */
export const SAFETY =
  /moderat(ion|ed)|safety|content[ _-]?(policy|policies|filter(ed|ing)?|guidelines?)|polic(y|ies)[ _-]violation|violat\w* (our|the|openai'?s?|google'?s?) [\w\s]{0,40}(polic|guideline|terms)|(against|usage|community|content) (our |the )?(polic(y|ies)|guidelines)|prohibited[ _-](content|use)|(sensitive|explicit|harmful|disallowed|blocked)[ _-](content|words|material)|nsfw|inappropriate|responsible[ _]?ai|unsafe|flagged (by|as|for|because)/i;

/** A model that says no: it cannot or will not, and then what it would have to do. */
const DECLINES =
  /\b(can(?:['’]?t|not| not)|unable to|not able to|won['’]?t|will not|(?:must|have to) decline|refuse to|not (?:allowed|permitted|comfortable)|(?:can|could) not)\b[^.!?]{0,60}\b(creat|generat|mak|produc|draw|depict|fulfil|assist|help|comply|process|edit|show|provid|complet|do that|do this|with that|with this)/i;
const DECLINES_KO =
  /(생성|제작|작성|그려|그릴|만들|도와|처리|편집|제공)[^.!?]{0,20}(수 없|못 ?합|못 ?해|드릴 수 없|불가|어렵습니다|않습니다)/;
/** No refusal of what was asked for: the model lacks the ability, or only now. */
const INCAPABLE =
  /text[- ](based|only)|language model|as an ai (text|language)|don['’]?t have (the|an) (ability|tool|capabilit)|(image|picture) (generation|tool)s? (is|are) (not|un)|right now|at the moment|currently (unable|unavailable)|temporar|try again (later|in)|technical|an error|more (details|information)|clarif|which (one|image)|잠시 후|일시적|현재|오류/i;

/** Whether a model's words, in place of an image, refuse what was asked for. */
export function declines(words: string): boolean {
  const said = words.slice(0, 2_000);
  if (SAFETY.test(said)) return true;
  if (INCAPABLE.test(said)) return false;
  return DECLINES.test(said) || DECLINES_KO.test(said);
}
