import Engine
import Language
import Reporting

/// The modes of ClickHouse's `windowFunnel`.
public struct ClickHouseModes: OptionSet, Hashable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// A row that serves no step, or one that comes too early, ends the scan.
  public static let strictOrder = ClickHouseModes(rawValue: 1)
  /// A step that was done already ends the scan.
  public static let strictDeduplication = ClickHouseModes(rawValue: 2)
  /// Each step at a later instant.
  public static let strictIncrease = ClickHouseModes(rawValue: 4)
  /// A row serves one step.
  public static let strictOnce = ClickHouseModes(rawValue: 8)
  /// Under strict order, rows that come too early are passed over.
  public static let allowReentry = ClickHouseModes(rawValue: 16)

  /// The words after `using` with their modes, as ClickHouse writes them.
  static let words: [(word: String, mode: ClickHouseModes)] = [
    ("strict_order", .strictOrder), ("strict_deduplication", .strictDeduplication),
    ("strict_dedup", .strictDeduplication), ("strict_increase", .strictIncrease),
    ("strict_once", .strictOnce), ("allow_reentry", .allowReentry),
  ]
}

/// ClickHouse's function `windowFunnel` (ClickHouse/ClickHouse, its page on parametric aggregate
/// functions and `AggregateFunctionWindowFunnel.cpp`).
///
/// One scan over the rows of a user by time, rows of one instant by the number of the step. For
/// each step it remembers one chain, the latest: a row of step k lengthens the chain at step k-1
/// where that began no longer than the window before, end inclusive. The level is the furthest step
/// that has a chain. So one row may serve several steps, and a later entry may take the place of
/// one that was still needed; with `strict_once` all chains are kept.
struct ClickHouseRules: PeerRules {
  let modes: ClickHouseModes

  let word = "clickhouse"
  let name = "ClickHouse"
  let defaultWindow: CalendarSpan? = nil
  /// The function takes no more conditions.
  static let mostSteps = 32

  var seesOtherEvents: Bool { modes.contains(.strictOrder) }

  var summary: Phrase {
    let chosen = ClickHouseModes.words.filter {
      modes.contains($0.mode) && $0.word != "strict_dedup"
    }
    .map(\.word)
    let form = "windowFunnel" + (chosen.isEmpty ? "" : "(\(chosen.joined(separator: ", ")))")
    return modes.contains(.strictOnce)
      ? Phrase(
        "\(form), an event serves one step, all steps in the range, levels alone",
        "\(form)，一个事件只用于一步，各步均须在范围内，只给层级")
      : Phrase(
        "\(form), one scan, an event may serve several steps, all steps in the range, levels alone",
        "\(form)，一次扫描，一个事件可用于多步，各步均须在范围内，只给层级")
  }

  func refusal(of part: PeerPart) -> Phrase? {
    switch part {
    case .session, .column: nil
    case .strict, .strictly:
      Phrase(
        "say which of its modes: strict_order, strict_deduplication, strict_increase, strict_once",
        "请指明其模式：strict_order、strict_deduplication、strict_increase、strict_once")
    case .anyOrder: Phrase("windowFunnel knows one order", "windowFunnel 只有一种顺序")
    case .calendar, .each:
      Phrase("its window is a span from the first step", "它的窗口是自第一步起的一段时长")
    case .entries: Phrase("it gives a level to each user", "它给每个用户一个层级")
    case .excludeUser, .exclusion:
      Phrase("windowFunnel excludes no event", "windowFunnel 没有排除事件的功能")
    case .optional: Phrase("it has no optional steps", "它没有可选步骤")
    case .hold: Phrase("it holds no property constant", "它没有属性保持一致的功能")
    case .propertySplit, .periodSplit:
      Phrase("it groups by what a user has, not an event", "它只能按用户的属性分组，不能按事件")
    }
  }

  func reading(
    of unit: EntryGatherer.Unit, by matcher: FunnelMatcher, opens: (Int) -> Bool
  ) -> Reading {
    let instants = Self.instants(of: unit.events)
    let level: Int
    if modes.contains(.strictOnce) {
      var scan = OnceScan(modes: modes, stepCount: matcher.steps.count)
      level = scan.level(of: instants)
    } else {
      var scan = Scan(modes: modes, stepCount: matcher.steps.count)
      level = scan.level(of: instants)
    }
    guard level > 0 else { return Reading() }
    return Reading(
      required: level, entry: instants.first?.time ?? 0,
      mask: level >= 64 ? .max : UInt64(1) << UInt64(level) - 1)
  }

  /// The rows of one instant, each with the steps it serves and the end of the window it opens.
  struct Instant {
    let time: Int64
    var rows: [UInt64] = []
    var deadline: Int64 = .min
  }

  private static func instants(of events: FunnelEvents) -> [Instant] {
    var instants: [Instant] = []
    for event in 0..<events.count {
      if instants.last?.time != events.instants[event] {
        instants.append(Instant(time: events.instants[event]))
      }
      instants[instants.count - 1].rows.append(events.steps[event])
      if let deadline = events.deadlines[event] {
        instants[instants.count - 1].deadline = deadline
      }
    }
    return instants
  }

  /// A chain of steps: the end of its window, and when its last step was.
  struct Chain: Hashable {
    let deadline: Int64
    let last: Int64
  }

  func reason(_ difference: PeerDifference) -> Phrase {
    switch difference {
    case .deeper, .otherSteps:
      Phrase("one event serves several steps", "同一事件用于多个步骤")
    case .shallower, .leftOut:
      modes.isEmpty
        ? Phrase(
          "rows of one instant are read by the number of the step, or a later step lies after the"
            + " range",
          "同一时刻的行按步骤编号读取，或后续步骤晚于范围")
        : Phrase(
          "the mode ends the scan where ours reads on", "该模式在本工具继续读取之处结束扫描")
    }
  }
}
