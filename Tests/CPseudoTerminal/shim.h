// A program in a pseudo-terminal of its own: what POSIX has for it is hidden from Swift or, like
// `fork`, forbidden there.
#ifndef CPSEUDOTERMINAL_SHIM_H
#define CPSEUDOTERMINAL_SHIM_H

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

extern int posix_openpt(int);
extern int grantpt(int);
extern int unlockpt(int);
extern char *ptsname(int);

static inline int pty_set_size(int descriptor, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(descriptor, TIOCSWINSZ, &size);
}

// Starts a program with a new terminal as its standard streams and controlling terminal. Gives its
// id, or -1; the terminal's other end stands in `primary`.
static inline pid_t pty_start(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns,
    int *primary) {
  int end = posix_openpt(O_RDWR | O_NOCTTY);
  if (end < 0) return -1;
  fcntl(end, F_SETFD, FD_CLOEXEC);
  const char *name = grantpt(end) == 0 && unlockpt(end) == 0 ? ptsname(end) : NULL;
  int other = name ? open(name, O_RDWR | O_NOCTTY) : -1;
  if (other < 0) {
    close(end);
    return -1;
  }
  fcntl(other, F_SETFD, FD_CLOEXEC);
  pty_set_size(other, rows, columns);
  pid_t process = fork();
  if (process == 0) {
    setsid();
    ioctl(other, TIOCSCTTY, 0);
    for (int stream = 0; stream < 3; stream++) dup2(other, stream);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    execve(path, arguments, environment);
    _exit(127);
  }
  close(other);
  *primary = end;
  return process;
}

// Whether the terminal gathers lines itself now: 1 or 0, -1 where it cannot be asked.
static inline int pty_reads_lines(int primary) {
  struct termios attributes;
  if (tcgetattr(primary, &attributes) != 0) return -1;
  return (attributes.c_lflag & ICANON) != 0;
}

#endif
