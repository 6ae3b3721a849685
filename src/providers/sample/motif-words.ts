import { peopleIn } from '../../core/plan/people.ts';
import { subjectNounOf } from '../../core/plan/subject.ts';
import type { SceneKind } from '../../core/domain/spec.ts';
import type { MotifName } from './motif-names.ts';

/** The nouns of each motif, English and Korean, as the planner's lists have them. */
const NOUNS: ReadonlyMap<string, MotifName> = new Map(
  (
    [
      ['cat', 'cat, kitten, 고양이, 냥이, 길냥이, 새끼고양이, 냥'],
      [
        'dog',
        'dog, puppy, hound, retriever, poodle, corgi, husky, pug, dachshund, terrier, shepherd dog, bulldog, beagle, pomeranian, 개, 강아지, 멍멍이, 댕댕이, 푸들, 진돗개, 리트리버, 웰시코기, 시바견, 포메라니안',
      ],
      [
        'car',
        'car, sports car, taxi, jeep, sedan, convertible, cab, 자동차, 차, 승용차, 스포츠카, 택시, 카',
      ],
      ['food', 'bowl, plate, dish, meal, 그릇, 접시, 요리'],
      [
        'sea',
        'sea, ocean, wave, beach, shore, coast, coastline, seaside, bay, lagoon, sailboat, sailing boat, boat, yacht, ship, 바다, 파도, 해변, 해안, 바닷가, 배, 요트, 돛단배',
      ],
      ['lighthouse', 'lighthouse, 등대'],
      [
        'flower',
        'flower, rose, tulip, sunflower, daisy, lily, orchid, peony, bouquet, blossom, lotus, dandelion, dahlia, poppy, 꽃, 장미, 튤립, 해바라기, 국화, 벚꽃, 백합, 수국, 연꽃, 코스모스, 꽃다발',
      ],
      [
        'house',
        'house, home, cottage, hut, cabin, farmhouse, villa, mansion, 집, 주택, 오두막, 한옥, 초가집',
      ],
      [
        'bottle',
        'bottle, perfume, perfume bottle, flacon, vase, lotion, cosmetic, 병, 향수, 향수병, 유리병, 꽃병, 화병',
      ],
      [
        'city',
        'city, street, downtown, cityscape, skyline, skyscraper, building, avenue, boulevard, road, alley, town, crossing, 도시, 거리, 골목, 빌딩, 야경, 시내, 도심, 건물, 길거리',
      ],
      [
        'land',
        'mountain, hill, valley, forest, wood, woods, meadow, field, landscape, scenery, desert, sunrise, sunset, sky, horizon, 산, 숲, 언덕, 들판, 풍경, 하늘, 노을, 일출, 일몰, 사막, 계곡',
      ],
    ] as const
  ).flatMap(([motif, words]) => words.split(', ').map((word) => [word, motif] as const)),
);
/** "Food" describes many things, and a bowl of it is meant. */
const FOOD = /\b(?:food|meal|dish|dinner|lunch|breakfast|cuisine)s?\b/i;
/** A blossom whose name no list has. */
const BLOSSOM = /[가-힣]꽃(?:이|가|은|는|을|를|의|들|밭|길)?(?![가-힣])/;
const CROWD =
  /\b(?:three|four|five|six|seven|eight|nine|ten|[3-9]|group|crowd|family|families|team|band|friends|class|people)\b|세|네|다섯|여섯|여러|가족|사람들|친구들|아이들|단체|군중|팀/i;
const TWO = /\b(?:two|2|couple|pair|both)\b|두|둘|커플|부부|연인/i;

const MAN =
  /\b(?:man|men|boy|guy|gentleman|father|dad|grandfather|king|prince|husband|brother|son)\b|남자|남성|소년|청년|아저씨|할아버지|아빠|아버지|신사/i;

/** What a picture of a prompt shows as such. Pure. */
export function motifOf(prompt: string, scene: SceneKind): MotifName {
  const people = peopleIn(prompt);
  if (people === 'several') return CROWD.test(prompt) && !TWO.test(prompt) ? 'group' : 'two-people';
  if (people === 'one') return MAN.test(prompt) ? 'man' : 'person';
  if (FOOD.test(prompt)) return 'food';
  const noun = subjectNounOf(prompt);
  if (noun?.kind === 'food') return 'food';
  const named = noun === null ? undefined : NOUNS.get(noun.word);
  if (named !== undefined) return named;
  if (BLOSSOM.test(prompt)) return 'flower';
  // A text model sees people that no word of ours names.
  return scene === 'group' && noun === null ? 'group' : 'abstract';
}
