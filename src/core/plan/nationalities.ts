import { hasAny, list } from './lexicon.ts';

/**
 * Words for people of a nation or people, English and Korean. Vendors' models differ most in how they draw them, so several
 * models try, and the best image is shown.
 */
const NATIONALITIES = list(
  'korean, koreans, japanese, chinese, taiwanese, mongolian, tibetan, vietnamese, thai, filipino, filipina, indonesian, malaysian, singaporean, cambodian, burmese, indian, pakistani, bangladeshi, nepali, nepalese, sri lankan, afghan, iranian, persian, iraqi, syrian, lebanese, israeli, palestinian, saudi, emirati, arab, arabian, turkish, kazakh, uzbek, russian, ukrainian, czech, hungarian, romanian, bulgarian, serbian, croatian, greek, italian, spanish, portuguese, french, german, austrian, swiss, dutch, belgian, british, english, scottish, welsh, irish, danish, swedish, norwegian, finnish, icelandic, egyptian, moroccan, algerian, tunisian, ethiopian, somali, kenyan, nigerian, ghanaian, senegalese, south african, american, canadian, mexican, cuban, jamaican, colombian, venezuelan, peruvian, chilean, argentinian, argentine, brazilian, australian, new zealander, maori, hawaiian, inuit, asian, east asian, southeast asian, south asian, african, african american, european, latin american, latina, latino, hispanic, middle eastern, ' +
    '한국인, 한국계, 한국, 일본인, 일본, 중국인, 중국, 대만인, 대만, 몽골인, 몽골, 베트남인, 베트남, 태국인, 태국, 필리핀인, 필리핀, 인도네시아인, 인도네시아, 말레이시아인, 말레이시아, 인도인, 인도, 네팔인, 네팔, 이란인, 이란, 아랍인, 아랍, 터키인, 터키, 튀르키예인, 튀르키예, 러시아인, 러시아, 우크라이나인, 우크라이나, 폴란드인, 폴란드, 그리스인, 그리스, 이탈리아인, 이탈리아, 스페인인, 스페인, 포르투갈인, 포르투갈, 프랑스인, 프랑스, 독일인, 독일, 오스트리아인, 오스트리아, 스위스인, 스위스, 네덜란드인, 네덜란드, 영국인, 영국, 아일랜드인, 아일랜드, 덴마크인, 덴마크, 스웨덴인, 스웨덴, 노르웨이인, 노르웨이, 핀란드인, 핀란드, 이집트인, 이집트, 모로코인, 모로코, 에티오피아인, 에티오피아, 케냐인, 케냐, 나이지리아인, 나이지리아, 미국인, 미국, 캐나다인, 캐나다, 멕시코인, 멕시코, 쿠바인, 쿠바, 콜롬비아인, 콜롬비아, 페루인, 페루, 칠레인, 칠레, 아르헨티나인, 아르헨티나, 브라질인, 브라질, 호주인, 호주, 뉴질랜드인, 뉴질랜드, 동양인, 아시아인, 아시아계, 아프리카인, 흑인, 백인, 유럽인, 서양인, 라틴계, 중동인',
);

/** Words that mean a nation only with a capital: one polishes a shoe. */
const CAPITALIZED = ['Polish'] as const;

/** Whether the prompt has a word for a nation or its people. Whole words, Korean ones with particles too. */
export function hasNationality(prompt: string): boolean {
  if (hasAny(prompt, NATIONALITIES)) return true;
  return CAPITALIZED.some(
    (word) =>
      prompt.includes(word) &&
      new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u').test(prompt),
  );
}
