import Engine
import TestKit

/// Feedback counted as the definitions read, answer by answer, with no thought of speed.
struct SlowFeedback {
  let world: World
  let calendar: LocalCalendar
  let end: Int64

  init(_ world: World) {
    self.world = world
    calendar = world.calendar
    end = world.instant(of: .written("2024-04-21"), in: calendar)
  }

  struct Answer {
    let source: World.FeedbackAnswer
    let time: Int64?
    let month: String?
  }

  /// Answers up to today, of one kind where it is given.
  func answers(_ kind: String? = nil) -> [Answer] {
    (world.feedback ?? []).compactMap { answer in
      let time = answer.time.map { world.instant(of: $0, in: calendar) }
      if let time, time >= end { return nil }
      if let kind, answer.kind != kind { return nil }
      let month = time.map { time -> String in
        let day = calendar.day(of: time)
        return "\(day.year)-\(day.month < 10 ? "0" : "")\(day.month)"
      }
      return Answer(source: answer, time: time, month: month)
    }
  }

  func months(_ answers: [Answer]) -> [String?] {
    let known = Set(answers.compactMap(\.month)).sorted()
    return known + (answers.contains { $0.month == nil } ? [nil] : [])
  }

  // MARK: Scores

  func classes(_ answers: [Answer]) -> (p: Int, n: Int, d: Int) {
    var counts = (p: 0, n: 0, d: 0)
    for answer in answers {
      guard let score = answer.source.score, score >= 0, score <= 10, score == score.rounded()
      else { continue }
      if score > 8 { counts.p += 1 } else if score > 6 { counts.n += 1 } else { counts.d += 1 }
    }
    return counts
  }

  func stars(_ answers: [Answer]) -> [Double] {
    answers.compactMap(\.source.score).filter { $0 >= 1 && $0 <= 5 }
  }

  // MARK: Texts

  /// Topics of a text, letter by letter.
  func topics(_ text: String) -> [String] {
    let letters = Array(text.lowercased())
    func isLatin(_ letter: Character) -> Bool {
      "abcdefghijklmnopqrstuvwxyz0123456789".contains(letter)
    }
    func holds(_ word: String) -> Bool {
      let word = Array(word)
      guard letters.count >= word.count else { return false }
      for start in 0...(letters.count - word.count)
      where Array(letters[start..<(start + word.count)]) == word {
        let before = start > 0 ? letters[start - 1] : " "
        let after = start + word.count < letters.count ? letters[start + word.count] : " "
        if isLatin(word[0]) && (isLatin(before) || isLatin(after)) { continue }
        return true
      }
      return false
    }
    return world.topics.filter { $0.words.contains(where: holds) }.map(\.id)
  }

  func count(_ phrase: String, in text: String) -> Int {
    let (text, phrase) = (Array(text.lowercased()), Array(phrase.lowercased()))
    var (at, count) = (0, 0)
    while at + phrase.count <= text.count {
      if Array(text[at..<(at + phrase.count)]) == phrase {
        count += 1
        at += phrase.count
      } else {
        at += 1
      }
    }
    return count
  }

  // MARK: Times

  struct Response: Equatable {
    var answers = 0
    var judged = 0
    var inTime = 0
    var waits: [Double] = []
  }

  func response(_ answers: [Answer], hours: Int64) -> Response {
    var response = Response()
    for answer in answers {
      response.answers += 1
      guard let time = answer.time else { continue }
      var reply: Int64?
      if case .time(let at)? = answer.source.columns["first_reply_at"] {
        reply = world.instant(of: at, in: calendar)
      }
      if let at = reply, at >= end { reply = nil }
      let due = time + hours * 3_600_000
      if reply != nil || due < end { response.judged += 1 }
      if let reply {
        response.waits.append(Double(reply - time) / 1000)
        if reply <= due { response.inTime += 1 }
      }
    }
    response.waits.sort()
    return response
  }

  /// The median of sorted values, between two of them in the middle.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let middle = values.count / 2
    return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
  }
}
