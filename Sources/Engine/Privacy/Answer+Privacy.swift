import Reporting

extension Answer {
  /// The answer with nothing in it that tells of fewer than `k` people.
  ///
  /// Small counts read `<5`, larger ones that would give them away and all that is computed from
  /// either are missing; ids become pseudonyms. Notes and warnings that state a number are left
  /// out. Saved sets stay as they are: they are not shown.
  ///
  /// Throws E341 where the people asked about are fewer than `k` in all, E342 for an answer too
  /// large to be checked.
  public func keeping(
    _ privacy: Privacy, _ disclosure: Disclosure, pseudonym: Pseudonym
  ) throws(Diagnostic) -> Answer {
    guard privacy.isOn else { return self }
    var protection = AnswerProtection(self, disclosure, privacy: privacy)
    guard protection.cellCount <= AnswerProtection.mostCells else {
      throw .tooManyToCheck(protection.cellCount)
    }
    guard protection.protect() else { throw .tooFewPeople(privacy) }
    var answer = protection.answer(pseudonym)
    answer.rule =
      rule.english.isEmpty ? privacy.rule : RuleLine.joined([rule, privacy.rule])
    answer.warnings = warnings.compactMap { $0.withoutCounts }
    answer.notes = notes.filter { !$0.statesNumber }
    let silent = notes.count - answer.notes.count
    answer.notes += protection.notes(silent: silent)
    return answer
  }
}

extension Phrase {
  /// Whether a number or a percentage stands in it by itself; dates, times and lengths of time do
  /// not count.
  var statesNumber: Bool {
    english.split { " ,;()[]/".contains($0) }.contains { word in
      // `10:` is a number, `10:30` a time.
      let digits = word.hasSuffix(":") ? word.dropLast() : word
      return !digits.isEmpty
        && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x25 }
    }
  }
}

extension Warning {
  /// Itself where it states no number, else what can be said without; nil where nothing can.
  var withoutCounts: Warning? {
    if code == "W501" {
      return Warning(
        "W501",
        Phrase(
          "few people stand behind some of these rates: chance alone can move them far; try a"
            + " longer range or fewer groups",
          "部分比率背后的人数很少：偶然因素就能让它们大幅变动；请放宽时间范围或减少分组"))
    }
    return message.statesNumber ? nil : self
  }
}

extension Diagnostic {
  /// E341: so few people that under privacy nothing can be said of them.
  fileprivate static func tooFewPeople(_ privacy: Privacy) -> Diagnostic {
    Diagnostic(
      "E341",
      Phrase(
        "expected at least \(privacy.least) people to ask about, found fewer",
        "至少要有 \(privacy.least) 人才能回答，实际更少"), at: nil,
      notes: [
        Phrase("ask about more people, or: set privacy off", "请扩大人群，或：设置 隐私 off")
      ])
  }

  /// E342: an answer with more counts than can be checked against each other.
  fileprivate static func tooManyToCheck(_ found: Int) -> Diagnostic {
    Diagnostic(
      "E342",
      Phrase(
        "expected at most \(AnswerProtection.mostCells) counts under privacy, found \(found)",
        "隐私模式下最多 \(AnswerProtection.mostCells) 个计数，却有 \(found) 个"), at: nil,
      notes: [
        Phrase("take longer periods or fewer groups, such as by month", "请用更长的周期或更少的分组，如 按 月")
      ])
  }
}
