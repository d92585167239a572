/// English words of how somebody feels about what they got.
enum EnglishFeelings {
  static let strong = """
    amazing awesome excellent fantastic incredible outstanding perfect perfectly superb
    wonderful brilliant love loved loves loving lovely delighted thrilled flawless flawlessly
    best phenomenal exceptional stunning magnificent unbeatable ecstatic adore fabulous
    terrific superior
    """

  static let good = """
    good great nice happy glad pleased pleasure impressed impressive recommend recommended
    recommends enjoy enjoyed enjoys enjoying enjoyable beautiful beautifully easy easily fast
    quick quickly helpful friendly polite kind kinder nicest comfortable reliable reliably
    durable sturdy solid smooth smoothly responsive accurate intuitive convenient bargain worth
    worthwhile thanks thank satisfied satisfying satisfactory favorite favourite fun works win
    winner winning better improved improves improvement improvements gorgeous stylish sleek
    crisp clear generous professional courteous efficient patient pleasant charming cute
    thoughtful valuable value bonus plus advantage praise proud kudos credit safe secure sharp
    vivid bright rich cool powerful succeeded success successful successfully well trust
    trusted honest fair attentive welcoming clean neat nicely positive plenty beat beats
    refreshing relief reassuring shoutout featured recommendable superbly
    """

  static let mild = """
    okay fine decent fair adequate acceptable light lightweight compact handy useful simple
    affordable cheap inexpensive free reasonable reasonably like liked likes liking interesting
    interested ready quiet stable steady versatile flexible portable bright enough sufficient
    correct properly fixed solved resolved warm soft fresh long-lasting strong ease please pros
    capable surprised original able allows fits quality feature features speed important
    """

  static let weak = """
    slow slower slowly heavy bulky loud noisy short limited mediocre lacking lack lacks missing
    misses wait waiting waited delay delayed delays late confusing complicated tricky awkward
    clumsy dated outdated dim dark thin weak plain boring flaw flaws minor negative wish hassle
    stop stops stopped quit tried guess odd strange weird pricey costly overpriced hard
    difficult difficulty issue issues concern concerns unfortunately except complaint con cons
    drawback drawbacks downside inconvenient stiff rough ambiguous unclear unsure doubt
    hesitate blurry grainy fuzzy annoying annoyance annoyed sorry miss hides ignored spam
    reposts mocked drains
    """

  static let bad = """
    bad poor poorly broken broke break breaks breaking wrong problem problems trouble troubles
    fail failed fails failing failure fault faulty defect defective defects disappointed
    disappointing disappointment disappoint frustrated frustrating frustration unhappy
    unsatisfied dissatisfied unreliable unusable useless uncomfortable unstable unresponsive
    unhelpful unfriendly rude impossible inferior flimsy cheaply crash crashes crashed crashing
    freeze freezes froze frozen bug bugs buggy glitch glitches error errors dead die died dies
    stuck lost lose loses losing loose refund refunded returned returning return regret mistake
    lie lied lies misleading leaked leak leaks damaged damage scratched scratch dirty stain
    torn ripped leaking complain complained hate hated hates waste wasted wasting sad upset
    angry pain painful crap sucks suck sucked junk poorer worse nightmare clueless ignores
    apology refused refuses refuse rejected charged unacceptable unfair cheat cheated
    mortifying privacy lawyer deleted deleting warn warning avoid unplayable unable ruined ruin
    ruins scam broken-down stolen steal smell smells smelly stink deteriorated cracked crack
    cracks shoddy faded blames lousy sloppy
    """

  static let awful = """
    awful terrible terribly horrible horribly horrid worst disgusting disgusted garbage trash
    pathetic appalling atrocious dreadful abysmal worthless disaster disastrous fraud furious
    outrageous ridiculous hell rubbish unbearable inexcusable disgrace disgraceful scammed
    ripoff
    """
}
