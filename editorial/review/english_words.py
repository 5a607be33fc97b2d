"""The English words by which a slip of the pen is told from a change of what is said; lists alone.

A word that is on none of them is never put right in silence: it may be a name, a substance or a term.
"""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words of everyday prose: what becomes one of these by a single stroke was that word, mistyped.
PROSE = _listed(
    """
    about according accordingly account achieve achieved achievement acknowledge acknowledged acquire acquired across
    activities activity actual actually additional address addressed adequate administration administrative advice
    advise advised against agencies agency agreement analysis and announce announced announcement apparent appendix
    applicable applicant application appropriate approximately argument arrangement article aspect assessment
    assistance associated association attachment attention authorities authority available background basically
    beginning behaviour belief believe beneficial benefit between business calendar category certain certificate
    challenge characteristic circumstances clarification clarify classification clearly clinical colleague comment
    commercial commission committee communication companies company comparison compilation complete completely
    comprehensive concern concerned concerning conclusion condition conference confirmation connection consequence
    consequently considerable consideration consistent consultation consumer content continue continuous convenience
    convenient cooperation coordination corresponding database decision definite definitely definition department
    dependence describe description design detailed determination develop development device difference different
    difficult difficulty directly discussion distribution document documentation domestic economic economy edition
    effective efficiency efficient electronic embarrass emergency emphasis employee encourage enforcement enterprise
    environment environmental equipment especially essential establish established establishment evaluation eventually
    evidence examination examiner example excellent exchange existence existing expected experience experiment
    explanation explicit extremely familiar favourable feature finally financial following foreign formal formerly
    framework frequently from fulfil function further furthermore general generally goods government governmental
    guarantee guidance guideline happened headquarters health height helpful hospital however identification identify
    immediate immediately implementation implemented important improvement including independent indication individual
    industrial industry influence information infringement initial innovation inspection instance institute
    institution instruction instrument intellectual intelligence intended interest interested interesting interference
    internal international interpretation into introduction invention investigation issue judgement knowledge
    laboratory language legislation legislative library licence likely litigation maintain maintenance management
    manufacture manufacturer manufacturing material meaning measure measurement mechanism medical medicine meeting
    method ministry miscellaneous monitoring municipal national necessarily necessary negotiation neighbour normally
    notice noticeable notification objective obligation observation obtain obvious obviously occasion occasionally
    occurred occurrence official officially onto operation opinion opportunity organisation organization original
    originally otherwise paragraph parliament participate participation particular particularly patent perform
    performance period permanent personnel pharmaceutical physical planning policies policy portion position possess
    possession possibility possible practical practically practice preceding prefer preferred preparation presence
    presentation previous previously principle privilege probably problem procedure proceed proceeding process product
    production professional programme project promotion property proposal prosecution protection provide provided
    province provincial provision public publication publicly publish published publisher purpose qualification
    quality quantity question questionnaire really receipt receive received receiving recent recently recognition
    recommend recommendation recommended record reference referred regarding registration regular regulation
    regulations regulatory relation relationship relevance relevant remain repetition report representative request
    research resource respect respectively response responsibility responsible result review schedule scheme science
    scientific secretary section security separate separately service significant similar similarly simple situation
    society software specific specifically specification specimen standard statement statistics status statutory
    strategy strength structure subject submission submit submitted subsequent subsequently substance substantial
    successful successfully sufficient sufficiently suggestion summary supervision supplement supplementary support
    surveillance system systematic technical technique technological technology temporary tendency that the their
    there therefore these this thorough thoroughly those through throughout together topic towards trademark tradition
    traditional training transfer transition translation transparency transport treatment typical typically understand
    understanding unfortunately uniform university usage useful usually utilisation utilization validity various
    vehicle verification version visible website weight welfare when where whether which while whole whose widely with
    workshop writing written
    """
)

# One stroke away from those, and words themselves: here something else was said.
LOOKALIKES = _listed(
    """
    abut advisee affect busyness cause cleanly compete concerted concerting confection conformation consent contact
    contiguous contract convection convent council county curtain deice deign deportment derailed derision detained
    discursion entourage evacuation exiting expedience fallowing farmer farther firmer forcer forger form goads gods
    golds gonds hearth heath indention infernal intention interval lively maternal medial melting metical meting
    moaning notional novice officinal otto panning parent passible patient pernod personal pervious perviously planing
    planking planting polices polities positron posses potent potion practicably precess precious preciously preform
    pretence prevision processional profess projection protect provably provence prowess pubic rally recant
    recommenced refereed reflation regain regally regelation regent regrading reilly relent repent resect resent
    resort retain retarding retort reverence rewarding reword sample secretory secund simile siple stratus stricture
    substantival suction summery summit tat teat than thee them then they though thought three throughput tonic
    topical topically tough toxic trail trailing trial tropic trough twat unciform vapidity versification vesicle
    waiting ween wen were whale wheen whetter whither whiting whore width wien wifely wight wile wisely wither wren
    wright writhen writhing
    """
)

# Written twice, these say no more than once; others ("had had", "that that") may be meant.
LIGHT = _listed("a an and are as at be by for from has in into is it of on or the these this to was were with")

# What decides who must, may or must not do what, to whom and how far.
WEIGHTY = _listed(
    """
    not no nor never none neither nothing nobody without cannot unless except only but if any all each every both
    either some few many several most least more less fewer same other another must may might shall should will would
    can could ought need needs needed require requires required permit permits permitted allow allows allowed prohibit
    prohibits prohibited forbid forbids forbidden ban bans banned deny denied refuse refused reject rejects rejected
    approve approves approved grant grants granted revoke revokes revoked cancel cancelled suspend suspended void
    valid invalid voluntary mandatory compulsory optional liable exempt guilty innocent before after until till since
    within during above below over under up down than minimum maximum exceed exceeds exceeding increase increased
    decrease decreased rise rises fall falls raise raised lower lowered higher former latter draft interim final
    repeal repealed repeals amend amended abolish abolished terminate terminated expire expired upheld uphold dismiss
    dismissed plaintiff defendant appellant appellee import imports imported export exports exported buy sell bought
    sold lend borrow licensor licensee who whom he she him her his hers
    """
)

# Numbers, units, sums and days that are written in letters.
FIGURES = _listed(
    """
    zero second one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand
    thousands million millions billion billions trillion first third fourth fifth sixth seventh eighth ninth tenth
    half halves quarter quarters thirds fifths dozen dozens once twice thrice double triple single percent per cent
    percentage point points yuan renminbi dollar dollars cents euro euros pound pounds yen kg mg mcg g ml l km m cm mm
    kilogram kilograms gram grams milligram milligrams microgram micrograms tonne tonnes litre litres metre metres
    kilometre kilometres degree degrees day days week weeks month months year years hour hours minute minutes daily
    weekly fortnightly monthly quarterly annual annually yearly today tomorrow yesterday working noon midnight
    """
)
