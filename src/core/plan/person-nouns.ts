/** What a word says of people. Data for `people.ts`. */
export interface PersonNoun {
  /** The singular, by which a second mention is recognised. */
  readonly lemma: string;
  readonly gender: 'female' | 'male' | 'any';
  /**
   * `general`: woman, child. `relation`: mother, friend. `role`: doctor, dancer. `view`: portrait, face, which shows the
   * person that is named beside it.
   */
  readonly kind: 'general' | 'relation' | 'role' | 'view';
  readonly many: boolean;
}

type Rest = Omit<PersonNoun, 'lemma' | 'many'>;

const FEMALE = { gender: 'female' } as const;
const MALE = { gender: 'male' } as const;
const ANY = { gender: 'any' } as const;
const GENERAL = { kind: 'general' } as const;
const RELATION = { kind: 'relation' } as const;
const ROLE = { kind: 'role' } as const;
const VIEW = { gender: 'any', kind: 'view' } as const;

/** Plurals that do not end in s. */
const PLURALS = new Map(
  'woman women, man men, child children, person people, wife wives, businessman businessmen, businesswoman businesswomen, gentleman gentlemen, policeman policemen, policewoman policewomen, caveman cavemen, mailman mailmen, postman postmen, fireman firemen, fisherman fishermen, fiancé fiancés'
    .split(', ')
    .map((pair) => {
      const [singular = '', plural = ''] = pair.split(' ');
      return [singular, plural] as const;
    }),
);

const ENGLISH: readonly (readonly [Rest, string])[] = [
  [{ ...FEMALE, ...GENERAL }, 'woman girl lady mrs ms gal schoolgirl female'],
  [{ ...MALE, ...GENERAL }, 'man boy guy gentleman mr dude lad schoolboy male'],
  [
    { ...ANY, ...GENERAL },
    'person human child kid baby toddler infant newborn teenager teen adult elder senior someone somebody stranger youngster',
  ],
  [
    { ...FEMALE, ...RELATION },
    'mother mom mum mommy mama grandmother grandma granny daughter granddaughter sister aunt niece wife girlfriend fiancée bride',
  ],
  [
    { ...MALE, ...RELATION },
    'father dad daddy papa grandfather grandpa son grandson brother uncle nephew husband boyfriend fiancé groom bridegroom',
  ],
  [
    { ...ANY, ...RELATION },
    'twin rival opponent friend parent grandparent grandchild sibling cousin partner spouse lover colleague coworker classmate teammate roommate neighbor neighbour bestie',
  ],
  [
    { ...FEMALE, ...ROLE },
    'actress queen princess businesswoman ballerina waitress policewoman goddess nun witch heroine duchess empress geisha',
  ],
  [
    { ...MALE, ...ROLE },
    'actor king prince businessman policeman fireman fisherman waiter monk knight wizard samurai emperor duke hero',
  ],
  [
    { ...ANY, ...ROLE },
    'accused defendant plaintiff witness victim suspect attorney master apprentice pupil mentor model student servant chef cook barista bartender dancer singer doctor nurse teacher professor coach farmer athlete runner jogger musician guitarist pianist violinist drummer artist painter photographer worker builder traveler traveller tourist hiker climber cyclist biker skater skateboarder surfer swimmer skier boxer wrestler soldier pilot astronaut sailor firefighter detective scientist engineer lawyer judge writer poet author gardener tailor baker butcher florist shopkeeper customer client patient guest passenger commuter pedestrian shopper vendor merchant warrior ninja pirate cowboy cowgirl clown magician acrobat gymnast golfer footballer goalkeeper referee priest pope president journalist vlogger influencer dj rapper villager monarch bodybuilder yogi fan spectator bystander protester visitor graduate bridesmaid groomsman scholar assistant secretary programmer developer designer mechanic driver barber hairdresser librarian plumber electrician carpenter janitor postman mailman seller host hostess butler maid nanny babysitter trainer instructor dentist surgeon pharmacist paramedic blacksmith potter weaver captain guard officer cop thief prisoner interviewer conductor composer director filmmaker producer seamstress dressmaker shoemaker stylist chauffeur courier gamer streamer sculptor bellhop cashier receptionist patron speaker orator preacher rabbi imam shaman caveman viking gladiator archer hunter shepherd rancher miner diver lifeguard juggler mime rider jockey',
  ],
  [VIEW, 'portrait face selfie headshot'],
];

/** Words for several people, which have no singular, or whose singular is several people. */
const ENGLISH_MANY =
  'couple couples family families crowd crowds crowded team teams band bands group groups audience audiences choir orchestra troupe crew crews squad mob gang newlyweds twins triplets quadruplets spouses everyone everybody folks passersby pedestrians onlookers ladies guys police duo trio quartet quintet jury congregation parade players';

const KOREAN: readonly (readonly [Rest, string])[] = [
  [
    { ...FEMALE, ...GENERAL },
    '여자 여성 여인 소녀 아가씨 숙녀 여학생 여자아이 여아 여자애 처녀 아줌마 아주머니',
  ],
  [{ ...MALE, ...GENERAL }, '남자 남성 소년 신사 남학생 남자아이 남아 남자애 총각 아저씨 청년'],
  [
    { ...ANY, ...GENERAL },
    '사람 인간 아이 아기 꼬마 어린이 노인 어른 청소년 누군가 낯선이 인물 신생아 십대',
  ],
  [
    { ...FEMALE, ...RELATION },
    '엄마 어머니 어머님 할머니 딸 손녀 누나 언니 여동생 이모 고모 숙모 아내 부인 여자친구 여친 신부 며느리',
  ],
  [
    { ...MALE, ...RELATION },
    '아빠 아버지 아버님 할아버지 아들 손자 오빠 형 남동생 삼촌 남편 남자친구 남친 신랑 사위',
  ],
  [{ ...ANY, ...RELATION }, '친구 동생 조카 애인 배우자 동료 이웃 선배 후배 짝꿍 사촌'],
  [{ ...FEMALE, ...ROLE }, '여배우 여왕 왕비 공주 발레리나 수녀 마녀 해녀 기생 여신'],
  [{ ...MALE, ...ROLE }, '남배우 왕 왕자 황제 승려 스님 동자승 어부 선비 사무라이 기사님'],
  [
    { ...ANY, ...ROLE },
    '모델 학생 대학생 고등학생 중학생 초등학생 유학생 대학원생 수험생 졸업생 성인 중년 요리사 주방장 제과사 종업원 점원 웨이터 웨이트리스 주인 사장 대장장이 도예가 공예가 장인 조각가 무희 발레리노 첼리스트 바이올리니스트 드러머 지휘자 성악가 작곡가 디자이너 개발자 기술자 정비사 용접공 광부 나무꾼 낚시꾼 사냥꾼 목동 뱃사공 미용사 이발사 우체부 배달부 운전사 기관사 승무원 비행사 우주인 탐험가 모험가 연구원 교수님 약사 치과의사 수의사 구조대원 안전요원 형사 탐정 경호원 강사 트레이너 마라토너 복서 권투선수 씨름선수 서퍼 스케이터 궁수 검객 장군 병사 귀족 백작 마법사 피에로 곡예사 수도승 무당 유목민 노부인 노파 셰프 바리스타 바텐더 무용수 댄서 가수 배우 의사 간호사 선생님 선생 교사 교수 코치 농부 운동선수 선수 음악가 연주자 피아니스트 기타리스트 화가 예술가 작가 사진가 사진작가 여행자 여행객 관광객 등산객 군인 경찰 경찰관 소방관 조종사 우주비행사 선원 과학자 변호사 판사 시인 정원사 재단사 제빵사 상인 손님 고객 환자 승객 행인 전사 무사 닌자 해적 카우보이 광대 마술사 신부님 기자 직장인 회사원 노동자 작업자 목수 어린이집선생님 아이돌 래퍼 유튜버 제자 스승',
  ],
  [VIEW, '얼굴 셀카 초상 초상화 프로필'],
];

/** 모자 and 부자 are left out: they are hats and rich people more often. */
const KOREAN_MANY =
  '군중 인파 관객 관중 청중 가족 대가족 커플 연인 부부 노부부 신혼부부 부모 부모님 형제 자매 남매 모녀 부녀 조부모 쌍둥이 세쌍둥이 팀 밴드 일행 합창단 오케스트라 남녀 남녀노소 무용단 응원단 시위대 단체 친지 신랑신부 모두들 여럿 하객 하객들 오누이';

function entries(
  table: readonly (readonly [Rest, string])[],
  many: string,
  pluralOf: (singular: string) => string | null,
): ReadonlyMap<string, PersonNoun> {
  const nouns = new Map<string, PersonNoun>();
  for (const [rest, words] of table) {
    for (const lemma of words.split(' ')) {
      nouns.set(lemma, { ...rest, lemma, many: false });
      // Clock faces and portraits on a wall are no people.
      const plural = rest.kind === 'view' ? null : pluralOf(lemma);
      if (plural !== null) nouns.set(plural, { ...rest, lemma, many: true });
    }
  }
  for (const lemma of many.split(' ')) {
    nouns.set(lemma, { ...ANY, ...GENERAL, lemma, many: true });
  }
  return nouns;
}

function englishPlural(singular: string): string {
  const irregular = PLURALS.get(singular);
  if (irregular !== undefined) return irregular;
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(singular) ? `${singular}es` : `${singular}s`;
}

/** English nouns for people, plurals included, in lower case. */
export const ENGLISH_NOUNS = entries(ENGLISH, ENGLISH_MANY, englishPlural);
/** Korean nouns for people. Plurals are these with 들. */
export const KOREAN_NOUNS = entries(KOREAN, KOREAN_MANY, () => null);
