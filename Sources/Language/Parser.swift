import Reporting

// One parser for all verbs, by recursive descent. What a verb takes as its subject is told by the
// `Grammar`.
//
// cell       = [ statement { end statement } ] ;                 end = ";" | NEWLINE ;
// statement  = [ "explain" [ stage ] ] analysis | definition | management | command ;
// stage      = "tokens" | "tree" | "plan" | "sql" | "words" | "user" ( literal | NAME ) ;
// analysis   = VERB [ subject ] { clause } ;                     each clause at most once
// subject    = steps | facet { facet } | metric { "," metric } | condition | experiment | journey ;
// steps      = event { "->" event } ;
// facet      = FACET [ TEXT ] ;
// experiment = NAME [ "->" metric ] ;
// journey    = ( "after" | "before" ) event | "user" ( literal | NAME ) ;
// event      = [ "first" ] term { "or" term } ;
// term       = ( NAME | "any" | "(" event ")" ) [ "[" condition "]" ] [ "?" ] ;
// name       = NAME [ "." NAME ] ;
// metric     = NAME | call ;
// call       = NAME "(" [ argument { "," argument } ] ")" ;
// argument   = period | "within" duration "of" event | literal | call
//            | event [ "." NAME | "->" event { "->" event } ] ;
// clause     = "from" ( name | "(" set ")" ) | "where" condition
//            | "by" dimension { "," dimension } | "at" point { "," point }
//            | "within" duration [ "each" ]
//            | "since" date | "until" date | "last" duration | "during" period
//            | "excluding" exclusion { "," exclusion }
//            | "using" NAME { "," NAME } | "with" setting { "," setting }
//            | "compare" ( "previous" | "rest" | "control" | "ours"
//                        | "before" ( date | name ) | period | name { "," name } )
//            | "sort" ( metric | POINT ) [ "asc" | "desc" ]
//            | "limit" ( INT | PERCENT | parameter ) | "chart" NAME | "as" NAME ;
// exclusion  = event [ "between" INT "and" INT ] ;
// dimension  = name | call ;
// setting    = NAME "=" value ;
// set        = and-set { "or" and-set } ;   and-set = not-set { "and" not-set } ;
// not-set    = "not" not-set | name | "(" set ")" ;
// condition  = conj { "or" conj } ;   conj = neg { "and" neg } ;   neg = "not" neg | comparison ;
// comparison = sum [ CMP sum | [ "not" ] "in" "(" value { "," value } ")" | "contains" TEXT
//            | "between" sum "and" sum | "is" [ "not" ] "missing" ] ;
// sum        = product { ( "+" | "-" ) product } ;   product = unary { ( "*" | "/" ) unary } ;
// unary      = [ "-" ] operand ;   operand = literal | name | call | "(" condition ")" ;
// definition = "define" NAME "=" formula ;   formula = as sum, of metrics and numbers
// management = "goal" ( "add" metric ( CMP value | value "->" value ) | "okr" TEXT
//              | "north" metric | ( "check" | "tree" | "list" | "smart" | "drop" ) [ NAME ] )
//              { clause }
//            | "action" ( "add" TEXT | ( "check" | "list" | "drop" ) [ NAME ] ) { clause }
//            | "checklist" ( "list" | ( "open" | "score" ) NAME | "mark" NAME INT NAME [ TEXT ] ) ;
// command    = COMMAND REST [ "using" NAME ] [ "as" NAME ] ;
// value      = literal | name | call | "(" item { "," item } ")" ;
// item       = literal [ ".." literal ] ;
// literal    = TEXT | [ "-" ] ( NUMBER | PERCENT | DURATION ) | DATE | PERIOD | POINT | parameter ;
// parameter  = "$" NAME ;
// duration   = DURATION | parameter ;   point = POINT | parameter ;
// date       = DATE | PERIOD | INT of four digits | TEXT that is a time | parameter ;
// period     = date [ ".." date ] | "last" duration ;
// CMP        = "=" | "!=" | "<" | "<=" | ">" | ">=" ;

/// What came of a text.
public struct Parse: Sendable {
  /// The statements that could be read, in order.
  public let script: Script
  /// At most five, in the order of the text; one statement gives more than one only where the
  /// faults are independent.
  public let diagnostics: [Diagnostic]
  /// Everything that was read, for highlighting and `explain tokens`.
  public let tokens: [Token]
}

/// Reads texts of the query language.
public struct Parser: Sendable {
  private let grammar: Grammar
  private let table: KeywordTable
  private let lexer: Lexer

  public init(grammar: Grammar) {
    self.grammar = grammar
    table = .standard
    lexer = Lexer(table: table)
  }

  /// Never fails: what cannot be read is left out of the script and stands in the diagnostics.
  public func parse(_ text: String, mode: Lexer.Mode = .prompt) -> Parse {
    let tokens = lexer.tokens(of: text, mode: mode)
    var reader = Reader(tokens, grammar: grammar, table: table)
    let statements = reader.script()
    let diagnostics = reader.diagnostics.sorted {
      ($0.span?.start ?? 0, $0.code) < ($1.span?.start ?? 0, $1.code)
    }
    return Parse(
      script: Script(statements), diagnostics: Array(diagnostics.prefix(5)), tokens: tokens)
  }

  /// Whether Enter may end the text: no bracket is open, and it does not end in `->`, a comma, an
  /// operator or a backslash.
  public func isComplete(_ text: String) -> Bool { lexer.isComplete(text) }
}
