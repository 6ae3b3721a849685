import { HANGUL, hasWord, list, type WordList } from './lexicon.ts';

/** Words that say the same of a look, in English and Korean: a category with one of them as a tag is meant by all. */
const LOOKS: readonly WordList[] = [
  list(
    'film, film-like, film look, analog, analogue, kodak, portra, grain, grainy, polaroid, disposable camera, faded, expired film, 필름, 필름 카메라, 아날로그, 입자, 빛바랜, 바랜, 일회용 카메라, 폴라로이드, 코닥',
  ),
  list(
    'natural, natural light, daylight, sunlight, candid, unposed, everyday, cozy, rustic, 자연스러운, 자연광, 햇살, 햇빛, 일상, 소박한, 꾸미지 않은, 포근한, 아늑한',
  ),
  list(
    'vivid, vibrant, colorful, colourful, multicolored, saturated, saturation, bright colors, bold colors, primary colors, pop art, rainbow, candy-colored, electric blue, hot pink, magenta, acid green, fluorescent, gradient, pixar, cartoon, lego, confetti, tropical, coral reef, 선명한, 생생한, 화려한, 알록달록한, 쨍한, 원색, 채도, 고채도, 형광, 형광색, 무지개, 무지개색, 팝아트, 총천연색, 컬러풀한, 다채로운, 비비드, 그라데이션, 픽사, 만화, 레고',
  ),
  list(
    'cinematic, movie, movie still, film still, movie poster, anamorphic, blockbuster, epic, thriller, teal and orange, 영화, 시네마틱한, 영화 같은, 영화처럼, 영화 포스터, 블록버스터, 아나모픽, 웅장한',
  ),
  list(
    'contrast, high contrast, dramatic, moody, dark, shadows, deep shadows, chiaroscuro, low key, rim light, spotlight, backlit, silhouette, stormy, storm clouds, lightning, eerie, ominous, gloomy, noir, light trails, long exposure, 대비, 고대비, 명암, 극적인, 어두운, 어둡고, 그림자, 역광, 스포트라이트, 실루엣, 음산한, 음침한, 으스스한, 폭풍, 먹구름, 번개, 누아르, 궤적, 장노출',
  ),
  list(
    'beauty, skin, skincare, makeup, cosmetics, lipstick, serum, glowing skin, dewy, glossy lips, softbox, retouched, retouching, editorial, 뷰티, 피부, 메이크업, 화장, 화장품, 립스틱, 세럼, 에센스, 촉촉한, 윤기, 광채, 소프트박스, 보정, 화보',
  ),
  list(
    'soft, soft light, pastel, elegant, airy, gentle, delicate, creamy, 부드러운, 부드럽고, 파스텔, 우아한, 화사한, 은은한, 연분홍',
  ),
];

/** What may follow a Korean word for a look: 시네마틱한, 극적으로, 픽사풍. */
const ENDINGS = '(?:하게|하고|하며|한|적인|적으로|스러운|스럽게|처럼|풍의|풍|빛)?';

/** Every word that says a look for which one of the tags is a word, the tags too; each once. */
export function lookWords(tags: WordList): WordList {
  const meant = LOOKS.filter((words) => words.some((word) => tags.includes(word)));
  return [...new Set([...tags, ...meant.flat()])];
}

/** Whether the text says the look, with a Korean ending too: 알록달록하게 for 알록달록한. */
export function saysLook(text: string, word: string): boolean {
  if (!HANGUL.test(word)) return hasWord(text, word);
  return hasWord(text, word) || hasWord(text, word.replace(/한$/, ''), ENDINGS);
}
