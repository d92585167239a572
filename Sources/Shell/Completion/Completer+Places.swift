import Engine
import Language
import Reporting

/// What fits where.
extension Completer {
  func offers(at place: GrammarPlace) -> [Offer] {
    if let owner = place.qualifier { return members(of: owner) }
    if let column = place.compared {
      return values(of: column, inFilter: place.brackets.contains(.filter))
    }
    switch place.brackets.last {
    case .filter: return place.isOperandWhole ? operators : properties + [word("not", .operator)]
    case .values(let column):
      let inFilter = place.brackets.contains(.filter)
      return place.isOperandWhole ? [] : values(of: column, inFilter: inFilter)
    case .call(let function): return arguments(of: function, place)
    case .group:
      if place.isOperandWhole { return joins(place) }
      return place.clause == .where ? operands(place) : place.clause == .from ? sets : events
    case nil: break
    }
    return place.clause.map { body(of: $0, place) } ?? subject(place)
  }

  private func joins(_ place: GrammarPlace) -> [Offer] {
    switch place.clause {
    case .where: operators
    case .from: [word("and", .operator), word("or", .operator)]
    default: [word("or", .operator)]
    }
  }

  private func arguments(of function: String, _ place: GrammarPlace) -> [Offer] {
    if place.isOperandWhole { return [] }
    switch function {
    case "member": return sets
    case "retained": return points
    default: return events + [word("last", .clause), word("within", .clause)]
    }
  }

  private func operands(_ place: GrammarPlace) -> [Offer] {
    let names = place.signature.name == "feedback" ? answerColumns : attributes
    return names + functions(Self.conditionFunctions) + [word("not", .operator)]
  }

  private static let conditionFunctions: Set<String> = [
    "did", "count", "sum", "avg", "min", "max", "median", "days", "streak", "days_since", "first",
    "last", "member", "retained",
  ]

  private func subject(_ place: GrammarPlace) -> [Offer] {
    let next = clauses(at: place)
    switch place.signature.grammar.subject {
    case .none: return next
    case .steps(_, let most):
      guard place.isOperandWhole else {
        let isFirst = place.words.isEmpty && place.signature.grammar.isSubjectOptional
        return events + [word("first", .marker)] + (isFirst ? next : [])
      }
      let mayGoOn = most.map { place.words.count < $0 } ?? true
      let arrow = sign("->", Phrase("the next step", "下一步"))
      return (mayGoOn ? [arrow] : []) + next + [word("or", .operator)]
    case .facets:
      let facets = entries(place.signature.facets, .facet, in: place.signature.name)
      let left = facets.filter { offer in
        !place.words.contains { offer.english.contains($0) || offer.chinese.contains($0) }
      }
      return left + next
    case .metrics: return place.isOperandWhole ? next : keywords(.metric) + functions()
    case .condition: return place.isOperandWhole ? operators + next : operands(place)
    case .journey:
      return place.words.isEmpty ? keywords(.subjectWord) : place.isOperandWhole ? next : events
    case .experiment: return place.isOperandWhole ? next : []
    case .management:
      return place.words.isEmpty ? keywords(.subcommand, in: place.signature.name) : []
    }
  }

  private func body(of clause: ClauseKeyword, _ place: GrammarPlace) -> [Offer] {
    if place.isOperandWhole {
      switch clause {
      case .where: return operators + clauses(at: place)
      case .within: return clauses(at: place) + [word("each", .marker)]
      case .sort: return keywords(.orderWord) + clauses(at: place)
      default: return clauses(at: place)
      }
    }
    switch clause {
    case .from: return sets
    case .where: return operands(place)
    case .by: return dimensions
    case .at: return points
    case .within: return ["1d", "7d", "30d", "90d"].map { Offer(verbatim: $0) }
    case .last: return lengths
    case .excluding: return events
    case .using: return entries(place.signature.variants, .variant)
    case .with:
      return place.signature.settings.map { Offer(verbatim: $0.word + "=", detail: $0.meaning) }
    case .compare: return keywords(.compareWord) + sets
    case .sort: return keywords(.metric)
    case .chart: return keywords(.chart)
    case .since, .until, .during, .limit, .as: return []
    }
  }

  private var dimensions: [Offer] { attributes + partitions + keywords(.time) }

  private var lengths: [Offer] {
    [
      Offer(["7 days"], ["7天"]), Offer(["30 days"], ["30天"]), Offer(["90 days"], ["90天"]),
    ]
  }

  private var points: [Offer] {
    [Offer(["d1"], ["次日"]), Offer(["d7"], ["第7日"]), Offer(["d30"], ["第30日"])]
  }
}
