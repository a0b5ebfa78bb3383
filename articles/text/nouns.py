"""Word lists that tell people, bodies and descriptions apart. Data only, in lower case."""

from articles.text.wordlists import words

# Who is quoted without a name: "a spokesman", "three inspectors". Plurals are made from these.
ROLES = words(
    """activist adviser advisor aide agent ally analyst anchor announcer applicant arbitrageur arbitrator architect
    attendee attorney author backer banker bishop blogger boss broker broadcaster businessman businesswoman buyer campaigner
    candidate captain chairman chairwoman chairperson chief citizen civilian clerk client coach colleague columnist
    commander commentator commissioner companion congressman congresswoman conservative constituent consultant consumer
    correspondent councillor councilman councilwoman coroner counsel counselor couple creditor critic customer dealer defector
    delegate democrat demonstrator deputy detective developer diplomat director doctor donor driver economist
    editor educator employee employer engineer envoy executive expert farmer fighter firefighter fisherman founder friend
    governor guest head historian host hunter immigrant insider inspector intern investigator investor
    journalist judge juror justice lawmaker lawyer leader legislator liberal listener lobbyist manager mayor
    mediator member merchant midwife migrant minister mobster moderator monitor narrator negotiator neighbor neighbour nominee nurse
    observer officer official operative operator opponent organiser organizer owner parent participant passenger pastor patient
    pilot planner player policeman policewoman politician pollster president priest prime-minister principal prisoner producer professor prosecutor
    protester protestor psychologist publicist publisher questioner rabbi reader rebel refugee regulator representative republican
    reporter researcher resident respondent rival scholar scientist secretary senator sergeant sheriff shopkeeper
    skeptic sceptic soldier source speaker speechwriter spokesman spokesperson spokeswoman staffer statistician strategist
    student superintendent supporter surgeon surrogate survivor teacher technician tenant tourist trader trader trustee viewer
    veteran victim villager visitor volunteer voter warden watchdog witness worker writer wife husband mother father
    son daughter brother sister uncle aunt cousin man woman boy girl person teenager adult child widow
    billionaire mogul tycoon celebrity actor actress singer comedian musician player democrat loyalist
    ambassador general colonel admiral premier chancellor monarch king queen prince princess pope cardinal
    treasurer governor comptroller auditor ombudsman magistrate hopeful frontrunner front-runner
    establishment pundit pastor cleric imam crowd audience family panel dissident defendant plaintiff convict"""
)
# Bodies and documents that are said to say things: "the ministry", "a report".
BODIES = words(
    """academy administration agency airline alliance army assembly association audit authority bank bench board body
    brigade bureau cabinet campaign center centre chamber charity church club coalition college commission committee
    company confederation conference congress consortium consulate cooperative corporation council country court delegation
    department division embassy executive federation firm force foundation front fund government group hospital
    house inquiry institute institution intelligence judiciary jury kremlin league legislature lobby magazine majority
    military militia minority ministry mission monarchy movement navy network newspaper ngo nomination office opposition
    organisation organization outlet paper parliament party police presidency press publication regime regulator
    school secretariat senate service society state station syndicate taskforce team think-tank treasury tribunal
    trust union university watchdog website website"""
)
DOCUMENTS = words(
    """ad advertisement agreement announcement article bill book brief caption column complaint constitution contract
    decision declaration decree directive document draft editorial email e-mail essay filing headline indictment law
    lawsuit leaflet letter manifesto memo memoir memorandum message motion note notice op-ed opinion order
    petition placard platform plan poll poster post proposal resolution release report review ruling sign slogan statement
    study survey text transcript treaty tweet verdict video warning"""
)
# Words that mark a capitalised name as that of a body.
BODY_NAME_WORDS = words(
    """academy administration agency airlines alliance army assembly association authority bank board bureau cabinet
    campaign center centre chamber church circle club coalition college commission committee commons company confederation conference
    congress consortium corp corporation council courier court department division embassy enforcement exchange federation forces foundation
    front fund gazette government group herald holdings hospital house inc institute international journal league
    ltd magazine ministry mirror mission monitor movement nations navy network news office organisation
    organization parliament partners party patrol pentagon police post press project radio reserve review school senate service services
    society standard star state states street studio summit sun supreme task team telegraph television times treasury tribune
    tribunal trust tv union university watch weekly white kremlin guardian bbc cnn nbc cbs abc reuters tower airport democrats republicans"""
)
# Titles before a name: "President Barack Obama", "Sen. Ruth Abara". Full stops are dropped.
TITLES = words(
    """adm admiral ambassador amb archbishop attorney assemblyman assemblywoman ayatollah baron baroness bishop brig brigadier capt captain
    cardinal chairman chairwoman chancellor chief cmdr col colonel commander commissioner comrade congressman
    congresswoman constable corporal councillor councilman councilwoman councilor dame deacon del delegate deputy detective director doctor
    dr emir emperor envoy father first gen general gov governor hon imam inspector judge justice king lady lieutenant lord lt madam maj
    major marshal mayor minister miss mr mrs ms mx mullah officer pastor pope premier president prince princess prof professor queen rabbi
    rep representative reverend rev secretary sen senator sens reps sergeant sgt sheik sheikh sheriff sir sister speaker
    spokesman spokeswoman spokesperson sultan supt superintendent treasurer vice prime foreign finance defense defence farm
    acting interim former ex-president republican democrat democratic nominee candidate host correspondent reporter author economist
    lawyer adviser advisor pollster strategist analyst columnist editor activist actor actress coach chairperson commissioner
    adv advocate cllr shri smt dato dato' datuk tan sri tun tengku haji hajah cikgu begum alhaji chief-justice councilmember assemblymember
    mp mep msp senior sheikha maulana pandit ustaz datin puan encik thiru lieutenant-general major-general vice-president
    engr cde mufti seri sri
    co-founder founder ceo owner manager head leader whip lawmaker congressional presidential director-general secretary-general attorney-general solicitor-general executive"""
)
FEMALE_TITLES = words(
    "mrs ms miss dame lady smt datin puan begum hajah sheikha queen princess baroness madam congresswoman councilwoman chairwoman spokeswoman sister actress assemblywoman"
)
MALE_TITLES = words(
    "mr sir lord shri encik haji alhaji thiru king prince congressman councilman chairman spokesman father pope emperor sultan assemblyman actor"
)
FEMALE_ROLES = words(
    "woman wife mother daughter sister spokeswoman congresswoman businesswoman chairwoman councilwoman actress widow girl queen princess aunt policewoman"
)
MALE_ROLES = words(
    "man husband father son brother spokesman congressman businessman chairman councilman actor boy king prince uncle policeman fisherman"
)
PREPOSITIONS = words(
    """about above across after against along alongside amid among around as at before behind below beneath beside besides between
    beyond by concerning despite during except for from in including inside into like near of off on onto opposite outside over past
    regarding since than through throughout to toward towards under unlike until upon versus via with within without"""
)
# What can stand in no name and no description: where one of these is, the noun phrase ends.
FUNCTION_WORDS = PREPOSITIONS | words(
    """a an the this that these those and or but nor so yet if because although though while when where whether who whom
    whose which what why how i you he she it we they me him her us them my your his its our their is are was were be been
    being am do does did has have had having will would shall should can could may might must not no there here then
    also just even still only already never ever often always again once later earlier soon now too very more most much
    both either neither each every any all some such same other another n't said says"""
)
DETERMINERS = words(
    """a an the this that these those his her its their our my your one two three four five six seven eight nine ten some several
    many most other another both all no any few more each every dozens hundreds multiple numerous various"""
)
# Determiners that point to somebody already known.
POINTING = words("the this that these those his her its their our my your both all")
PLURAL_DETERMINERS = words(
    "these those two three four five six seven eight nine ten some several many most both all few dozens hundreds multiple numerous various other"
)
# Capitalised at the start of a sentence without being names.
NOT_NAMES = FUNCTION_WORDS | words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december asked according although earlier meanwhile however instead indeed speaking yes no today
    yesterday tomorrow tonight officials full text abstract mr mrs ms dr sen rep gov last next first second finally
    perhaps maybe despite nobody nothing everyone everything somebody someone one two three four five six seven eight nine ten
    half democracy happiness asked growth people given during rather two like since under well okay oh hello thanks
    thank please let look listen read watch photo image video update updated breaking exclusive analysis opinion
    afterward afterwards recently previously overall together currently eventually ultimately nevertheless nonetheless
    furthermore moreover additionally similarly likewise thus therefore hence otherwise elsewhere sometimes usually
    clearly obviously apparently reportedly allegedly initially originally traditionally historically
    unless whereas whenever wherever whatever whichever besides provided supposing lest albeit plus minus
    i'm it's that's there's he's she's we're they're you're don't isn't didn't what's who's let's can't won't"""
)
ADVERBS_AND_AUXILIARIES = words(
    """also later then has had have is was were are been be being again once first often always never ever repeatedly
    simply just even now still since already reportedly previously recently would will could should did does do not to only
    further famously instead once soon therefore thus jokingly himself herself both all each may might can shall must
    n't didn't doesn't hasn't hadn't wouldn't well himself itself themselves today yesterday earlier flatly
    monday tuesday wednesday thursday friday saturday sunday"""
)
# Adjectives that open a description at the start of a sentence: "Senior officials said".
OPENING_MODIFIERS = words(
    """senior local state federal former top high-ranking republican democratic political foreign western european american
    russian chinese british french german government military police city county company industry union legal health
    environmental conservative liberal independent leading prominent angry worried nearby civil human opposition
    israeli iranian indian japanese korean mexican canadian australian african asian"""
)
# Places that are often named alone; as speakers they are bodies ("Russia said"), never "he" or "she".
PLACES = words(
    """
    afghanistan africa alabama alaska albania algeria america amsterdam arizona arkansas argentina asia
    athens atlanta australia austria baghdad bahrain bangkok bangladesh barcelona beijing beirut belarus
    belgium berlin bolivia bosnia boston brasilia brazil britain brussels bucharest budapest bulgaria
    burma cairo california cambodia canada caracas chicago chile china cleveland colombia colorado congo
    connecticut copenhagen croatia cuba cyprus damascus dallas delaware delhi denmark denver detroit
    dubai dublin ecuador egypt england estonia ethiopia europe finland florida france gaza geneva
    georgia germany ghana greece guatemala hague haiti hanoi havana hawaii helsinki honduras honolulu
    houston hungary iceland idaho illinois india indiana indonesia iowa iran iraq ireland islamabad
    israel istanbul italy jakarta jamaica japan jerusalem jordan kabul kansas kashmir kazakhstan
    kentucky kenya kiev korea kosovo kuwait kyiv laos latvia lebanon lesotho libya lisbon lithuania
    london louisiana luxembourg macedonia madrid maine malaysia manila maryland massachusetts mexico
    miami michigan milwaukee minnesota mississippi missouri moldova mongolia montana montreal morocco
    moscow mosul mozambique mumbai munich myanmar nairobi namibia nebraska nepal netherlands nevada
    nicaragua niger nigeria norway ohio oklahoma ontario oregon oslo ottawa pakistan palestine panama
    paraguay paris pennsylvania perth peru philadelphia philippines phoenix poland portugal prague
    pretoria pyongyang qatar quebec rome romania russia rwanda scotland seattle senegal seoul serbia
    shanghai singapore slovakia slovenia somalia spain stockholm sudan sweden switzerland sydney syria
    taipei taiwan tanzania tehran tennessee texas thailand tokyo toronto tunisia turkey uganda ukraine
    uruguay utah uzbekistan vancouver venezuela vermont vienna vietnam virginia wales warsaw washington
    wisconsin wyoming yemen zambia zimbabwe zurich
    """
) | {
    "new york", "new jersey", "new hampshire", "new mexico", "new zealand", "new delhi", "north carolina", "south carolina",
    "north dakota", "south dakota", "rhode island", "west virginia", "north korea", "south korea", "saudi arabia", "south africa",
    "united states", "united kingdom", "united nations", "hong kong", "los angeles", "san francisco", "san diego", "las vegas",
    "el salvador", "costa rica", "sri lanka", "northern ireland", "european union", "silicon valley", "wall street",
    "capitol hill", "midway atoll", "tel aviv", "buenos aires", "cape town", "puerto rico", "new orleans", "new england",
}  # fmt: skip
# Names of many people at once: "African-Americans", "Senate Republicans".
PEOPLES = words(
    """republicans democrats liberals conservatives tories americans african-americans europeans russians germans mexicans muslims
    christians jews catholics evangelicals palestinians israelis iranians iraqis syrians koreans ukrainians canadians australians
    africans asians indians hispanics latinos whites blacks britons libertarians socialists greens"""
)
# Many people under a singular noun; neither "he" nor "she".
CROWDS = words("crowd audience family couple panel public group team staff establishment")
# The noun that an abbreviated title stands for.
TITLE_NOUNS = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative", "gov": "governor", "gen": "general",
    "col": "colonel", "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "rev": "pastor", "prof": "professor", "dr": "doctor",
    "adm": "admiral", "amb": "ambassador", "supt": "superintendent",
}  # fmt: skip
# Descriptions of public people, who in news are nearly always named nearby: "the New York businessman".
PUBLIC_ROLES = words(
    """nominee candidate businessman businesswoman billionaire mogul tycoon senator president governor congressman congresswoman
    lawmaker mayor strategist premier chancellor minister frontrunner front-runner hopeful ambassador secretary leader author
    diplomat actor actress singer judge justice chairman chairwoman spokesman spokeswoman representative incumbent"""
)
