import Charts
import Reporting
import Statistics

/// Charts of random and hostile numbers and names.
struct RandomInputs {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private static let pieces = [
    "pay", "微信小程序", "老客推荐", "…", "❤\u{FE0F}", "\u{FE0F}", "\u{301}", "🇨🇳", "\u{1B}[2J", "\n",
    "\t", "\u{202E}", " ", "a very long name of a segment", "é", "─", "👩\u{200D}👧", "\u{200D}",
  ]

  mutating func below(_ bound: Int) -> Int { random.below(bound) }

  mutating func name() -> String {
    (0..<below(6)).map { _ in Self.pieces[below(Self.pieces.count)] }.joined()
  }

  mutating func phrase() -> Phrase { Phrase(name(), name()) }

  mutating func count() -> Int {
    switch below(8) {
    case 0: 0
    case 1: Int.max
    case 2: Int.min
    case 3: -below(1000)
    case 4: below(1_000_000_000_000)
    default: below(100_000)
    }
  }

  mutating func number() -> Double {
    switch below(10) {
    case 0: 0
    case 1: .nan
    case 2: .infinity
    case 3: -.infinity
    case 4: .greatestFiniteMagnitude
    case 5: -.greatestFiniteMagnitude
    case 6: .leastNonzeroMagnitude
    case 7: Double(below(2_000_000)) - 1_000_000
    default: Double(below(1000)) / 1000
    }
  }

  mutating func perhaps<T>(_ make: (inout RandomInputs) -> T) -> T? {
    below(3) == 0 ? nil : make(&self)
  }

  mutating func list<T>(_ most: Int, _ make: (inout RandomInputs) -> T) -> [T] {
    (0..<below(most + 1)).map { _ in make(&self) }
  }

  mutating func canvas() -> Canvas {
    Canvas(
      width: 20 + below(181), characters: CharacterSetLevel.allCases[below(3)],
      language: DisplayLanguage.allCases[below(2)])
  }

  mutating func estimate() -> Estimate { Estimate(number(), low: number(), high: number()) }

  mutating func funnel() -> FunnelChart {
    FunnelChart(
      title: phrase(),
      steps: list(12) {
        .init(
          label: $0.name(), users: $0.count(), stepRate: $0.perhaps { $0.number() },
          totalRate: $0.perhaps { $0.number() }, medianSeconds: $0.perhaps { $0.number() },
          lost: $0.perhaps { $0.count() }, open: $0.perhaps { $0.count() })
      }, overall: perhaps { $0.estimate() }, notes: list(2) { $0.phrase() })
  }

  mutating func groups() -> FunnelGroupsChart {
    FunnelGroupsChart(
      title: phrase(), heading: phrase(), steps: list(6) { $0.name() },
      groups: list(6) { $0.group() }, total: perhaps { $0.group() }, notes: list(2) { $0.phrase() })
  }

  private mutating func group() -> FunnelGroupsChart.Group {
    .init(
      label: name(), users: list(6) { $0.count() },
      totalRates: list(6) { $0.perhaps { $0.number() } },
      difference: perhaps { $0.number() }, isSignificant: perhaps { $0.below(2) == 0 })
  }

  mutating func triangle() -> TriangleChart {
    TriangleChart(
      title: phrase(), heading: phrase(), offsetPrefix: name(), firstOffset: count(),
      rows: list(30) {
        .init(
          label: $0.name(), size: $0.count(),
          cells: $0.list(12) {
            switch $0.below(4) {
            case 0: .unobservable
            case 1: .inapplicable
            default: .rate($0.number(), users: nil, isComplete: $0.below(2) == 0)
            }
          })
      }, average: list(12) { .init(rate: $0.perhaps { $0.number() }, cohorts: $0.count()) },
      rowLimit: count(), offsetLimit: count(), notes: list(2) { $0.phrase() })
  }

  mutating func points() -> PointsChart {
    PointsChart(
      title: phrase(), heading: phrase(), points: list(5) { $0.name() },
      rows: list(8) {
        .init(
          label: $0.name(),
          points: $0.list(5) { .init(rate: $0.perhaps { $0.number() }, base: $0.count()) })
      }, notes: list(2) { $0.phrase() })
  }

  mutating func bars() -> BarChart {
    BarChart(
      title: phrase(), heading: phrase(), rateName: phrase(),
      rows: list(10) {
        .init(
          label: $0.name(), users: $0.count(), share: $0.perhaps { $0.number() },
          rate: $0.perhaps { $0.number() }, difference: $0.perhaps { $0.number() },
          isSignificant: $0.perhaps { $0.below(2) == 0 }, isOther: $0.below(4) == 0)
      }, overall: perhaps { $0.number() }, notes: list(2) { $0.phrase() })
  }

  mutating func curves() -> CurveChart {
    let kinds: [NumberKind] = [
      .count, .rate, .decimal(digits: count()), .amount(currency: name()), .seconds,
    ]
    return CurveChart(
      title: phrase(),
      xAxis: below(2) == 0 ? .numbers(prefix: name()) : .names(list(9) { $0.name() }),
      xName: perhaps { $0.phrase() }, kind: kinds[below(kinds.count)],
      series: list(7) {
        .init(
          label: $0.name(),
          points: $0.list(20) {
            .init(
              x: $0.below(2) == 0 ? Double($0.below(30)) : $0.number(), y: $0.number(),
              low: $0.perhaps { $0.number() }, high: $0.perhaps { $0.number() },
              isForecast: $0.below(2) == 0)
          })
      }, references: list(2) { .init(label: $0.phrase(), y: $0.number()) },
      ceiling: perhaps { $0.number() }, startsAtZero: below(2) == 0, height: count(),
      notes: list(2) { $0.phrase() })
  }

  mutating func difference() -> DifferenceChart {
    DifferenceChart(
      title: phrase(), heading: phrase(), a: phrase(), b: phrase(),
      kind: [.rate, .count, .seconds, .amount(currency: "¥"), .decimal(digits: 2)][below(5)],
      rows: list(8) {
        .init(
          label: $0.name(), a: $0.perhaps { $0.number() }, b: $0.perhaps { $0.number() },
          difference: $0.perhaps { $0.estimate() }, isSignificant: $0.perhaps { $0.below(2) == 0 })
      }, notes: list(2) { $0.phrase() })
  }

  mutating func scores() -> ScoreChart {
    let scale: ScoreChart.Scale = below(2) == 0 ? .nps : .satisfaction
    let result = perhaps { $0.estimate() }
    let previous = perhaps { $0.number() }
    let change = perhaps { $0.estimate() }
    if below(2) == 0 {
      return ScoreChart(
        title: phrase(), scale: scale,
        classes: .init(high: count(), middle: count(), low: count()), result: result,
        previous: previous, change: change)
    }
    return ScoreChart(
      title: phrase(), scale: scale,
      scores: list(14) { .init($0.below(14) - 1, answers: $0.count()) },
      result: result, previous: previous, change: change)
  }

  mutating func share() -> ShareChart {
    ShareChart(title: phrase(), parts: list(9) { .init(label: $0.name(), users: $0.count()) })
  }

  mutating func table() -> TableGrid {
    TableGrid(
      title: perhaps { $0.phrase() },
      columns: list(8) { .init($0.phrase(), $0.below(2) == 0 ? .left : .right) },
      texts: list(8) { $0.list(9) { $0.name() } }, notes: list(2) { $0.phrase() })
  }
}
