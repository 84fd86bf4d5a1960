/** General English only: words that never make a term or a definition by themselves, whatever the lecture. */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Nouns too general to be a term or the head of one. Lemmas. */
export const GENERIC_NOUNS = words(`
  ability account act action addition advantage aim amount analogy analysis answer approach area argument aspect
  attention background basis beginning benefit bit bottom bunch case cause chance change chapter choice circumstance claim
  class color colour comment concept conclusion condition consequence consideration context course couple cut day deal
  decade degree detail difference difficulty direction discussion distinction drawback effort end everybody everyone everything evidence
  example exception exercise existence experience explanation expression extent eye face fact feature few field figure
  focus folk form formula friend fun future game girl goal good group guess guest guy half hand handful handout hat head
  help history hold hour house hundred idea illustration impact importance instance intuition issue item job joke key kid
  kind lady lack lecture lecturer left length lesson letter level life line list look lot luck majority man manner matter
  meaning member mention mess middle million mind minute mistake moment money month morning move name nature need
  night nobody none note nothing notion number object one opinion option order other outcome outline page pair paper
  paragraph part percent percentage person perspective phrase picture piece place plan plenty point possibility
  practice presentation problem process professor progress property purpose quarter question quote range rate reality
  reason recap regard rest result review right room rule run sake scenario school science section semester sense sentence series
  session set setting shape share shot side sign situation size slide slope sort space speaker specific spot stage standpoint
  start state statement step stop story student stuff style subject substance sum summary talk task teacher team term
  test text thing thought thousand time title today tomorrow tonight top topic total trade-off trouble truth try turn type use
  variety version view voice way week whole woman word work world year yesterday zero somebody someone something
  anybody anyone anything gosh hell god dollar cent hand-out website homework exam quiz textbook audience laughter applause
  music attempt bunch tune guideline copy reader viewer listener president mother father people boy`);

/** Nouns that say too little alone, though they are good heads: «effect», but «spacing effect». Lemmas. */
export const WEAK_ALONE = words(`
  effect shift curve increase decrease rise fall drop gain loss cost plan system method model function information
  care company producer consumer worker kilogram gallon mile meter minute bar gap name unit signal member user customer
  expert scientist researcher doctor patient child parent neighbor neighbour machine device tool car book
  experiment study paper research experience measure measurement movement treatment statement agreement argument
  department government environment instrument element document moment equipment development management
  performance distance difference sentence appearance entrance reference conference audience
  nature picture feature future culture lecture structure procedure measure pleasure figure
  university city country community quality quantity facility majority minority opportunity
  direction section station version position question relation action operation application situation
  population generation nation organization institution explanation observation calculation representation
  combination variation description transition transformation discussion decision session mission
  business weakness illness happiness economics physics mathematics politics statistics museum stadium
  estimate guess amount trade benefit influence input output
`);

/** Adjectives and adverbs that say nothing of a term: cut from its front. */
export const GENERIC_MODIFIERS = words(`
  able actual additional again apparent appropriate available bad basic best better big bigger biggest bit broad brief certain
  clear close common complete complex consistent crazy critical current different difficult due early easy enough entire equal
  essential everyday exact exciting extra extreme fair famous fancy far few final fine first following former full fun fundamental
  further general given good great half happy hard high higher highest huge ideal identical important incredible initial
  interesting just key kind large larger last late later latter least left less likely little local long longer low lower lowest
  main major many mere more most much multiple natural necessary new next nice normal obvious okay old one only
  opposite ordinary original other overall own particular past plain possible potential precise present pretty previous
  prior proper quick random rare real reasonable recent relative relevant right rough same second serious
  several short significant similar simple simplest single slight small smaller smallest so-called sort special specific standard strange
  striking strong such sure third tiny top total tough traditional tricky true typical ultimate underlying unusual upper useful usual
  various very weak weird well whole wide wonderful wrong young really actually basically essentially simply typically usually
  likewise exactly fairly quite rather relatively especially generally particularly apparently roughly nearly`);

/** Heads of a predicate that make it a remark and not a definition: «X is a problem that …». Lemmas. */
export const REMARK_NOUNS = words(`
  answer bit bunch challenge claim concern conclusion consequence couple deal difference difficulty discussion example
  exception fact fun goal guess guy half hope idea illustration issue joke key kid lesson lot luck matter mess minute
  mistake moment mystery night one opinion part piece point-of-view possibility problem puzzle question reason rest result
  shame shock source statement stuff surprise thing topic trouble truth try way week win word work year story case-study
  difference most least best worst same secret trick beauty nightmare disaster place time people`);

/** Adjectives that make a predicate a remark: «X is a good …». */
export const REMARK_ADJECTIVES = words(`
  absolute amazing another awesome awful bad best better big bigger biggest classic clear common complicated correct crazy critical
  crucial decent different difficult direct easy easier exact excellent exciting fair famous fantastic fascinating favorite favourite final fine first
  fun funny fundamental good great greatest hard harder huge hugely important incredible incredibly interesting key large larger
  last latter least less little long lousy lovely main major minor mere more most much natural new next nice obvious odd only
  open original other perfect pretty proper quick real reasonable recent relevant right rough same second serious several
  significant similar simple simplest single small strange striking strong stupid sure terrible third tough tricky true typical
  ultimate unfortunate unique unusual useful useless very weird whole wonderful worst wrong`);

/** About the course and not about its subject. Lower case. */
export const HOUSEKEEPING =
  /\b(?:homework|assignments?|problem sets?|p-?sets?|syllabus|semester|mid-?terms?|final exam|quiz(?:zes)?|office hours?|handouts?|website|web page|licen[cs]e|donat\w+|copyright|subscribe|youtube|piazza|canvas|moodle|teaching assistants?|TAs?|recitations?|next (?:week|time|lecture|class|session)|last (?:week|time|lecture|class|session|year)|(?:this|the|last|next|first|second|previous|today's|our|my) (?:lectures?|courses?|class|chapter|semester|section|video|session)|see you|thank you|good (?:morning|afternoon|evening)|textbook|(?:mon|tues|wednes|thurs|fri|satur|sun)day|sign up|register|break time|microphone|attendance|grad(?:e|ing) (?:you|your)|deadline|due date|lecture notes?|reading list|(?:lecture|chapter|week|module|session) (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|later in|(?:we|i)(?:'ll| will|'re going to| are going to) (?:\w+ )?(?:teach|learn|talk|discuss|see|come back|cover|get to|look|do|be)|teach you|a few (?:weeks|lectures|minutes)|couple (?:weeks|lectures|of (?:weeks|lectures|minutes)))\b/i;

/** Tied to what could be seen and not heard. Lower case. */
export const POINTING =
  /\b(?:figures? \d|fig\. ?\d|tables? \d|slides?|whiteboard|blackboard|chalk|on the (?:left|right|screen|board|graph|diagram|axis)|(?:this|that|the|my|our) (?:figure|diagram|graph|picture|plot|chart|drawing|image|photo|table|animation|curve here|line here)|over here|right here|(?:right|over|down|up) there|up here|down here|as you (?:can )?see|you can see|we see here|shown here|look at|see here|draw|drew|drawn|axis|axes|dashed|shaded|equation|page \d+)\b/i;

/** Coarse words a quote had better not hold. */
export const COARSE =
  /\b(?:shit\w*|fuck\w*|bullshit|asshole\w*|bitch\w*|cunt\w*|bastard\w*|piss\w*|dick(?:head)?s?|damn\w*|goddamn\w*|crap\w*|screw(?:s|ed|ing)? (?:it |this |that |things )?up)\b/i;
