import Language
import Reporting

/// Pieces of syntax as the formatter would print them in English, for messages and column names.
enum CanonicalText {
  static func literal(_ literal: Literal) -> String {
    switch literal {
    case .text(let text): "'\(text.replacing("'", with: "''"))'"
    case .number(let value): number(value)
    case .percent(let value): number(value * 100) + "%"
    case .duration(let span): "\(span.count)\(span.unit.rawValue)"
    case .date(let date): self.date(date)
    case .point(let point): "\(point.unit.rawValue)\(point.offset)"
    case .parameter(let name): "$\(name)"
    }
  }

  static func date(_ date: DateValue) -> String {
    func two(_ value: Int) -> String { CivilDay.digits(value, 2) }
    return switch date {
    case .day(let year, let month, let day): "\(year)-\(two(month))-\(two(day))"
    case .week(let year, let week): "\(year)-W\(two(week))"
    case .month(let year, let month): "\(year)-\(two(month))"
    case .quarter(let year, let quarter): "\(year)Q\(quarter)"
    case .year(let year): String(year)
    case .time(let text): "'\(text)'"
    case .parameter(let name): "$\(name)"
    }
  }

  static func call(_ call: Call) -> String {
    "\(call.function.text)(\(call.arguments.map(argument).joined(separator: ", ")))"
  }

  static func number(_ value: Double) -> String {
    Int(exactly: value).map { String($0) } ?? value.description
  }

  private static func argument(_ argument: Argument) -> String {
    switch argument {
    case .period(.last(let duration), _): return "last \(self.duration(duration))"
    case .period(.dates(let from, let to), _):
      return date(from) + (to.map { "..\(date($0))" } ?? "")
    case .within(let duration, let anchor, _):
      return "within \(self.duration(duration)) of \(event(anchor))"
    case .literal(let literal, _): return self.literal(literal)
    case .call(let call): return self.call(call)
    case .event(let event, let property, let then):
      let steps = ([event] + then).map { self.event($0) }.joined(separator: " -> ")
      return steps + (property.map { ".\($0.text)" } ?? "")
    }
  }

  private static func duration(_ duration: DurationValue) -> String {
    switch duration {
    case .span(let span): "\(span.count)\(span.unit.rawValue)"
    case .parameter(let name): "$\(name)"
    }
  }

  private static func event(_ event: EventSyntax) -> String {
    let terms = event.alternatives.map { term in
      let name =
        switch term.kind {
        case .any: "any"
        case .name(let word): word.text
        case .group(let inner): "(\(self.event(inner)))"
        }
      return name + (term.filter.map { "[\(expression($0))]" } ?? "")
    }
    return (event.isFirst ? "first " : "") + terms.joined(separator: " or ")
  }
}
