import Engine
import Language
import Reporting

extension FunnelReader {
  /// `sort` and `limit` order and cut the groups.
  func order(_ breakdown: [Funnel.Breakdown]) throws(Diagnostic) -> RowOrder {
    let clause = call.clause(.sort) ?? call.clause(.limit)
    guard let clause else { return .natural }
    guard !breakdown.isEmpty else {
      throw Diagnostic(
        "E335", Phrase("there are no groups to order or cut", "没有可排序或截取的分组"),
        at: clause.place.span,
        notes: [Phrase("split the funnel first: by channel limit 5", "先拆分：按 渠道 取 5")])
    }
    if let sort = call.clause(.sort), scope.privacy.isOn {
      throw Diagnostic(
        "E335",
        Phrase(
          "under privacy groups stand in their natural order: another would tell which are small",
          "隐私模式下分组按自然顺序排列：其他顺序会泄露哪些组人数少"), at: sort.place.span,
        notes: [Phrase("leave out 'sort', or: set privacy off", "请去掉“排序”，或：设置 隐私 off")])
    }
    if case .limit(let value) = call.clause(.limit)?.body, let limit = call.clause(.limit) {
      if breakdown.contains(where: { if case .entryPeriod = $0 { true } else { false } }) {
        throw Diagnostic(
          "E335", Phrase("periods are never cut by number", "时间段不按个数截取"),
          at: limit.place.span,
          notes: [Phrase("bound the entries: last 90 days", "请限定进入时间：最近90天")])
      }
      if case .share = value {
        throw Diagnostic(
          "E335", Phrase("groups are cut by their number", "分组按个数截取"), at: limit.place.span,
          notes: [Phrase("for example limit 10", "例如 取 10")])
      }
    }
    return try scope.rowOrder(of: call, columns: breakdown.map(\.column) + Funnel.stepColumns)
  }

  func chart(_ breakdown: [Funnel.Breakdown]) throws(Diagnostic) -> Funnel.ChartKind? {
    guard case .chart(let word) = call.clause(.chart)?.body else { return nil }
    guard let kind = Funnel.ChartKind(rawValue: word.text) else {
      throw .noSuchChart(
        word, verb: "funnel", among: Funnel.ChartKind.allCases.map(\.rawValue))
    }
    let isByTime = breakdown.contains { if case .entryPeriod = $0 { true } else { false } }
    if kind == .line, !isByTime {
      throw .needs(
        word, Phrase("a split by time", "按时间拆分"),
        example: Phrase("by week chart line", "按 周 图 折线"))
    }
    return kind
  }

  func saving(_ unit: Funnel.Unit) throws(Diagnostic) -> Funnel.Saving? {
    let (lost, reached) = (try setting("lost"), try setting("reached"))
    if let lost, let reached { throw .conflict(lost.key, reached.key) }
    var name: Word?
    if case .as(let word) = call.clause(.as)?.body { name = word }
    guard let name else {
      guard let setting = lost ?? reached else { return nil }
      throw .needs(
        setting.key, Phrase("a name to keep the users under", "一个保存用的名字"),
        example: Phrase(
          "with \(setting.key.text)=2 as my_users", "参数 \(setting.key.text)=2 存为 my_users"))
    }
    guard unit == .user else {
      throw .excludes(
        name, Phrase("a count of other units", "其他统计单位"),
        because: Phrase(
          "users are kept under a name, and one user may have several of them",
          "能保存的是用户，而一个用户可能对应多个单位"))
    }
    if let reached {
      return Funnel.Saving(name: name.text, kind: .reached(try stepNumber(reached) - 1))
    }
    guard let lost else { return Funnel.Saving(name: name.text, kind: .furthest) }
    let step = try stepNumber(lost)
    guard step > 1, !steps[step - 1].isOptional else {
      throw Diagnostic(
        "E332", Phrase("nobody is lost on the way to step \(step)", "第 \(step) 步没有流失一说"),
        at: lost.key.place.span,
        notes: [
          Phrase("name a later required step", "请改用后面的必经步骤")
        ])
    }
    return Funnel.Saving(name: name.text, kind: .lost(step - 1))
  }
}
