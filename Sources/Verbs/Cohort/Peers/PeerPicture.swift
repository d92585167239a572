import Charts
import Engine
import Reporting

/// What is drawn of a product's tables.
struct PeerPicture {
  let plan: Cohort.Plan
  let question: Cohort.PeerQuestion
  let answer: Answer
  let canvas: Canvas

  private static let mostRows = 40

  var blocks: [Block] {
    var blocks: [Block] = []
    if case .retention(let rules) = question, rules.brackets == nil, rules.points == nil,
      plan.chart != Cohort.ChartKind.none
    {
      blocks = triangles(rules)
    } else {
      blocks = answer.tables.filter { $0.name != "compared" && $0.name != "differing" }
        .map { grid($0) }
    }
    for name in ["compared", "differing"] {
      if let table = answer.table(name) { blocks.append(grid(table)) }
    }
    return blocks
  }

  private func triangles(_ rules: CohortRules) -> [Block] {
    guard let table = answer.table("retention"), let average = answer.table("average") else {
      return []
    }
    let width = rules.split == nil ? 0 : 1
    var blocks: [Block] = []
    var start = 0
    while start < table.rows.count {
      let key = Array(table.rows[start].prefix(width))
      var end = start
      while end < table.rows.count, Array(table.rows[end].prefix(width)) == key { end += 1 }
      let name = plan.label(key, in: canvas.language)
      blocks.append(
        .chart(
          TriangleChart(
            title: plan.title + Phrase(verbatim: "  \(question.ruleSet.name)")
              + Phrase(verbatim: name.isEmpty ? "" : "  \(name)"),
            heading: rules.unit.phrase,
            offsetPrefix: rules.unit == .hour ? "H" : rules.unit.letter.uppercased(),
            rows: rows(table, start..<end),
            average: average.rows.indices
              .filter { Array(average.rows[$0].prefix(width)) == key }
              .map { row in
                TriangleChart.Average(
                  rate: average.cell(row, "rate").realValue,
                  cohorts: average.cell(row, "cohorts").intValue ?? 0)
              }, averageName: rules.average.phrase
          ).draw(on: canvas)))
      start = end
    }
    return blocks
  }

  private func rows(_ table: ResultTable, _ range: Range<Int>) -> [TriangleChart.Row] {
    var rows: [TriangleChart.Row] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let cohort = table.cell(start, "cohort")
      var end = start
      while end < range.upperBound, table.cell(end, "cohort") == cohort { end += 1 }
      rows.append(
        TriangleChart.Row(
          label: cohort.textValue ?? "", size: table.cell(start, "size").intValue ?? 0,
          cells: (start..<end).prefix(200).map { row in
            table.untold(row, "users") != nil
              ? .inapplicable
              : .rate(
                table.cell(row, "rate").realValue ?? .nan,
                users: table.cell(row, "users").intValue,
                isComplete: table.cell(row, "complete") == .bool(true))
          }, untold: table.untold(start, "size")))
      start = end
    }
    return rows
  }

  private func grid(_ table: ResultTable) -> Block {
    let left = max(0, table.rows.count - Self.mostRows)
    let isOfUsers = table.name == "differing"
    let rows = isOfUsers ? table.rows.prefix(Self.mostRows) : table.rows.suffix(Self.mostRows)
    let shown = ResultTable(table.name, columns: table.columns, rows: Array(rows))
    var headings = Self.headings
    headings["cohort"] = plan.period?.phrase
    if isOfUsers {
      headings["theirs"] = Phrase(verbatim: question.ruleSet.name)
      headings["ours"] = Phrase("ours", "本工具")
    }
    for (key, what) in [
      ("their_size", Phrase("size", "人数")), ("their_users", Phrase("users", "留存")),
    ] {
      headings[key] = Phrase(verbatim: "\(question.ruleSet.name) ") + what
    }
    return .chart(
      shown.grid(
        title: titles[table.name], headings: headings,
        labels: plan.valueLabels.merging(Self.words) { own, _ in own },
        language: canvas.language,
        notes: left > 0
          ? [Phrase("\(left) more rows stand in the table", "另有 \(left) 行在表中")] : []
      ).draw(on: canvas))
  }

  private var titles: [String: Phrase] {
    let name = question.ruleSet.name
    return [
      "compared": Phrase("\(name) and ours", "\(name) 与本工具"),
      "differing": Phrase("users who differ", "结果不同的用户"),
      "average": Phrase("average", "均值"),
      "activity": Phrase("activity by period", "各期活跃"),
      "new_activity": Phrase("new users and their return", "新用户及其返回"),
    ]
  }

  private static let words: [String: Phrase] = [
    "retained": Phrase("retained", "留存"), "not retained": Phrase("not retained", "未留存"),
    "not in cohort": Phrase("not in cohort", "不在群组"),
  ]

  private static let headings: [String: Phrase] = [
    "size": Phrase("size", "人数"), "offset": Phrase("offset", "期次"),
    "users": Phrase("users", "用户"), "rate": Phrase("rate", "比率"),
    "complete": Phrase("complete", "已完成"), "low": Phrase("95% low", "95% 下限"),
    "high": Phrase("95% high", "95% 上限"), "point": Phrase("point", "时点"),
    "cohorts": Phrase("cohorts", "群组数"), "base": Phrase("base", "分母"),
    "period": Phrase("period", "时间段"), "events": Phrase("events", "事件数"),
    "new": Phrase("new", "新增"), "running": Phrase("so far", "累计"),
    "retained": Phrase("retained", "留存"), "churned": Phrase("churned", "流失"),
    "retention_rate": Phrase("retention", "留存率"), "churn_rate": Phrase("churn", "流失率"),
    "inner": Phrase("inner", "内窗"), "outer": Phrase("outer", "外窗"),
    "ratio": Phrase("ratio", "比率"), "days": Phrase("active", "活跃期数"),
    "share": Phrase("share", "占比"), "at_least": Phrase("at least", "至少"),
    "at_least_share": Phrase("share", "占比"), "user": Phrase("user", "用户"),
    "our_size": Phrase("our size", "本工具人数"), "our_users": Phrase("our users", "本工具留存"),
    "differing": Phrase("differing", "不同"), "cells": Phrase("cells", "格数"),
  ]
}
