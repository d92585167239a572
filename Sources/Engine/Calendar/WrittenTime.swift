/// A local date or time as typed in a query: `2024-03-15`, `2024-03-15 13:00`, with seconds.
struct WrittenTime {
  let day: CivilDay
  /// Seconds of the day; nil for a whole day.
  let seconds: Int?
  /// How many seconds the written form covers: a minute, a second or a day.
  let precision: Int

  init?(_ text: String) {
    let halves = text.split(whereSeparator: { $0 == " " || $0 == "T" })
    guard let first = halves.first, halves.count <= 2 else { return nil }
    let date = first.split(whereSeparator: { $0 == "-" || $0 == "/" }).map { Int($0) }
    guard date.count == 3, let year = date[0], let month = date[1], let number = date[2],
      let day = CivilDay(year: year, month: month, day: number)
    else { return nil }
    self.day = day
    guard halves.count == 2 else {
      seconds = nil
      precision = 86_400
      return
    }
    let time = halves[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(time.count), let hour = time[0], let minute = time[1],
      (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    var total = hour * 3600 + minute * 60
    if time.count == 3 {
      guard let second = time[2], (0...59).contains(second) else { return nil }
      total += second
    }
    seconds = total
    precision = time.count == 3 ? 1 : 60
  }

  func instant(in calendar: LocalCalendar) -> (start: Int64, end: Int64) {
    guard let seconds else {
      return (calendar.start(of: day), calendar.start(of: day.advanced(by: 1)))
    }
    let local = Int64(day.number) &* LocalCalendar.dayLength &+ Int64(seconds) &* 1000
    let start = calendar.instant(ofLocal: local)
    return (start, start &+ Int64(precision) &* 1000)
  }
}
