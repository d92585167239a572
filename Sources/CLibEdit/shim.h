// What Swift cannot say to libedit itself: its C variadics, its macros and the standard streams.
// Only calls that Apple's libedit has as well are used.
#ifndef CLIBEDIT_SHIM_H
#define CLIBEDIT_SHIM_H

#include <errno.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

typedef wchar_t *(*editline_prompt)(EditLine *);
typedef unsigned char (*editline_function)(EditLine *, wint_t);

static inline EditLine *editline_open(const char *program) {
  return el_init(program, stdin, stdout, stderr);
}

static inline void editline_set_context(EditLine *editor, void *context) {
  el_wset(editor, EL_CLIENTDATA, context);
}

static inline void *editline_context(EditLine *editor) {
  void *context = NULL;
  el_wget(editor, EL_CLIENTDATA, &context);
  return context;
}

static inline void editline_set_prompt(EditLine *editor, editline_prompt prompt) {
  el_wset(editor, EL_PROMPT, prompt);
}

static inline void editline_set_reader(EditLine *editor, el_rfunc_t reader) {
  el_wset(editor, EL_GETCFN, reader);
}

static inline void editline_use_emacs_keys(EditLine *editor) {
  el_wset(editor, EL_EDITOR, L"emacs");
}

static inline int editline_is_editing(EditLine *editor) {
  int on = 0;
  el_wget(editor, EL_EDITMODE, &on);
  return on;
}

static inline void editline_keep_signals(EditLine *editor) {
  el_wset(editor, EL_SIGNAL, 0);
}

// Lets the editor believe that the terminal can neither insert nor delete characters. It would use
// that wrongly among characters of two cells; without it, it writes the rest of the row anew.
static inline void editline_neutralise_insertion(EditLine *editor) {
  static const wchar_t *const names[] = {L"ic", L"im", L"ei", L"IC", L"ip",
                                         L"dc", L"dm", L"ed", L"DC"};
  for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
    el_wset(editor, EL_SETTC, names[i], L"", NULL);
}

// While a line is edited, Ctrl-C and Ctrl-Z arrive as characters, and a pasted CR LF is no two lines.
static inline void editline_take_keys_raw(EditLine *editor) {
  el_wset(editor, EL_SETTY, L"-d", L"-isig", NULL);
  el_wset(editor, EL_SETTY, L"-d", L"-icrnl", NULL);
  el_wset(editor, EL_SETTY, L"-d", L"-inlcr", NULL);
}

// Outside of a line keys are kept as they were typed, unseen, for the next one. Left to itself the
// terminal would gather lines: Enter would come as a line feed, Ctrl-D would be lost, and the
// letters would stand in the middle of an answer. Ctrl-C still interrupts. This has to be libedit's
// own mode: a change after each line would come too late for the key typed in between.
static inline void editline_keep_type_ahead(EditLine *editor) {
  static const wchar_t *const modes[] = {L"-icanon", L"-echo", L"-icrnl", L"-inlcr"};
  for (unsigned i = 0; i < sizeof modes / sizeof modes[0]; i++)
    el_wset(editor, EL_SETTY, L"-x", modes[i], NULL);
}

// Ctrl-C empties the line, where libedit reads the keys itself.
static inline void editline_bind_interrupt(EditLine *editor) {
  el_wset(editor, EL_SETTY, L"-d", L"-isig", NULL);
  el_wset(editor, EL_BIND, L"^C", L"em-kill-line", NULL);
}

static inline int editline_add_edit(EditLine *editor, editline_function function) {
  return el_wset(editor, EL_ADDFN, L"opsbook-edit", L"Change the line", function);
}

// Binds each private key, the byte 1C and a letter, in both key maps; the second one is vi's command
// mode.
static inline void editline_bind_private_keys(EditLine *editor) {
  static const wchar_t *const keys[][2] = {
      {L"\034e", L"opsbook-edit"},        {L"\034p", L"ed-prev-line"},
      {L"\034n", L"ed-next-line"},        {L"\034u", L"ed-prev-history"},
      {L"\034o", L"ed-next-history"},     {L"\034r", L"ed-next-char"},
      {L"\034l", L"ed-prev-char"},        {L"\034a", L"ed-move-to-beg"},
      {L"\034z", L"ed-move-to-end"},      {L"\034d", L"ed-delete-next-char"},
      {L"\034w", L"em-next-word"},        {L"\034b", L"ed-prev-word"},
      {L"\n", L"ed-newline"},
  };
  for (unsigned i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    el_wset(editor, EL_BIND, keys[i][0], keys[i][1], NULL);
    el_wset(editor, EL_BIND, L"-a", keys[i][0], keys[i][1], NULL);
  }
}

static inline void editline_refresh(EditLine *editor) {
  el_wset(editor, EL_REFRESH);
}

static inline void editline_prepare_terminal(EditLine *editor, int on) {
  el_wset(editor, EL_PREP_TERM, on);
}

static inline void editline_set_history(EditLine *editor, HistoryW *history) {
  el_wset(editor, EL_HIST, history_w, history);
}

static inline int editline_history_set_size(HistoryW *history, int size) {
  HistEventW event;
  return history_w(history, &event, H_SETSIZE, size);
}

static inline int editline_history_set_unique(HistoryW *history, int unique) {
  HistEventW event;
  return history_w(history, &event, H_SETUNIQUE, unique);
}

static inline int editline_history_enter(HistoryW *history, const wchar_t *text) {
  HistEventW event;
  return history_w(history, &event, H_ENTER, text);
}

// 0 and both counts, or -1 where the descriptor is no terminal.
static inline int editline_window_size(int descriptor, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

// The name of the character encoding of the current locale.
static inline const char *editline_codeset(void) { return nl_langinfo(CODESET); }

// What was written through the C library goes out before what is written past it.
static inline void editline_flush(void) { fflush(stdout); }

// Whether the last call failed for no lasting reason.
static inline int editline_should_retry(void) { return errno == EINTR || errno == EAGAIN; }

static inline int editline_cell_width(wchar_t scalar) { return wcwidth(scalar); }

#endif
