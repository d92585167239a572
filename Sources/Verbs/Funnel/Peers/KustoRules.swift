import Engine
import Language
import Reporting

/// Kusto's `funnel_sequence_completion`, and with a window from step to step `funnel_sequence`
/// (MicrosoftDocs/dataexplorer-docs, the two plugins).
///
/// Users who completed the sequence in order, from any entry, inside the window; all events lie
/// between the plugin's start and end. It tells distinct counts and no times.
struct KustoRules: PeerRules {
  let word = "kusto"
  let name = "Kusto"
  let defaultWindow: CalendarSpan? = nil

  let summary = Phrase(
    "the deepest of all attempts, all steps in the range, counts alone, immature entrants in the"
      + " rates",
    "取走得最远的尝试，各步均须在范围内，只给人数，窗口未满者计入比率")

  func refusal(of part: PeerPart) -> Phrase? {
    switch part {
    case .each, .column, .session, .periodSplit: nil
    case .strict, .anyOrder, .strictly:
      Phrase("its sequence knows one order", "它的序列只有一种顺序")
    case .calendar: Phrase("its windows are spans", "它的窗口是一段时长")
    case .entries: Phrase("it counts distinct users", "它统计去重后的用户")
    case .excludeUser, .exclusion: Phrase("it excludes no event", "它没有排除事件的功能")
    case .optional: Phrase("it has no optional steps", "它没有可选步骤")
    case .hold: Phrase("it holds no property constant", "它没有属性保持一致的功能")
    case .propertySplit:
      Phrase(
        "its dimensions are of the event's own row, not of the entry", "它的维度取自事件所在行，而不是进入事件")
    }
  }

  func reading(
    of unit: EntryGatherer.Unit, by matcher: FunnelMatcher, opens: (Int) -> Bool
  ) -> Reading {
    matcher.reading(of: unit.events, hasStops: false, opens: opens)
  }

  func reason(_ difference: PeerDifference) -> Phrase {
    Phrase("a later step lies after the range", "后续步骤晚于范围")
  }
}
