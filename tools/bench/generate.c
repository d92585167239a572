// Writes the events of the benchmark: generate N FILE.csv (cc -O3 -o generate generate.c -lm).
//
// The same N gives the same bytes. N/20 users, events per user by a Pareto law, sessions by a small
// Markov chain over twelve events, 180 days from Monday 2025-01-06 UTC, in the order of time. About
// 2 % of the events share their second with the one before of the same user.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_SECOND = 1736121600, DAY = 86400, DAYS = 180, SPAN = DAYS * DAY };
enum { EVENTS = 12, CHANNELS = 8, PLATFORMS = 4, REGIONS = 30 };
enum { VISIT, SIGNUP, ACTIVATE, VIEW, CART, CHECKOUT, PAY, SHARE, INVITE, REVIEW, TICKET, SURVEY };

static const char *event_names[EVENTS] = {
    "visit", "signup", "activate", "view_item", "add_to_cart", "checkout",
    "pay", "share", "invite", "review", "support_ticket", "churn_survey"};
static const char *channel_names[CHANNELS] = {
    "organic", "google_ads", "facebook", "email", "referral", "direct", "affiliate", "tiktok"};
static const char *platform_names[PLATFORMS] = {"ios", "android", "web", "desktop"};

typedef struct {
  uint32_t second, user, cents;
  uint8_t event, channel, platform, region;
} Event;

// SplitMix64.
static uint64_t state = 20250106;

static uint64_t random_bits(void) {
  uint64_t z = (state += 0x9E3779B97F4A7C15ull);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

static double uniform(void) { return (double)(random_bits() >> 11) / 9007199254740992.0; }

// A number below `count`; the k-th has the weight 1 / k^exponent.
static int zipf(int count, double exponent) {
  double total = 0, sum = 0;
  for (int i = 0; i < count; i++) total += 1 / pow(i + 1, exponent);
  double at = uniform() * total;
  for (int i = 0; i < count - 1; i++) {
    sum += 1 / pow(i + 1, exponent);
    if (at <= sum) return i;
  }
  return count - 1;
}

// The event after `event` in a session, or -1 at its end.
static int next_event(int event, int is_first_session, int *is_signed_up) {
  double r = uniform();
  switch (event) {
    case VISIT:
      if (is_first_session && !*is_signed_up && r < .45) {
        *is_signed_up = 1;
        return SIGNUP;
      }
      return r < .72 ? VIEW : r < .78 ? SHARE : r < .81 ? INVITE : r < .84 ? TICKET
             : r < .85 ? SURVEY : -1;
    case SIGNUP: return r < .65 ? ACTIVATE : r < .85 ? VIEW : -1;
    case ACTIVATE: return r < .75 ? VIEW : r < .82 ? INVITE : -1;
    case VIEW:
      return r < .48 ? VIEW : r < .70 ? CART : r < .74 ? SHARE : r < .76 ? REVIEW
             : r < .775 ? TICKET : -1;
    case CART: return r < .42 ? CHECKOUT : r < .66 ? VIEW : -1;
    case CHECKOUT: return r < .66 ? PAY : r < .72 ? TICKET : r < .80 ? VIEW : -1;
    case PAY: return r < .12 ? REVIEW : r < .18 ? SHARE : r < .22 ? INVITE : r < .25 ? TICKET : -1;
    default: return r < .35 ? VIEW : r < .38 ? SURVEY : -1;
  }
}

static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count, size);
  if (!memory) {
    fprintf(stderr, "no memory for %zu events\n", count);
    exit(1);
  }
  return memory;
}

// How many events each user has; together `total`, none without one.
static uint32_t *event_counts(size_t users, size_t total) {
  double *weight = allocate(users, sizeof *weight), sum = 0;
  for (size_t i = 0; i < users; i++) {
    weight[i] = fmin(pow(1 - uniform(), -1 / 1.35), 400);
    sum += weight[i];
  }
  uint32_t *counts = allocate(users, sizeof *counts);
  size_t given = 0;
  for (size_t i = 0; i < users; i++) {
    uint32_t count = (uint32_t)(weight[i] / sum * (double)total + uniform());
    counts[i] = count < 1 ? 1 : count;
    given += counts[i];
  }
  for (size_t i = 0; given != total; i = (i + 1) % users) {
    if (given < total) {
      counts[i]++;
      given++;
    } else if (counts[i] > 8) {
      counts[i]--;
      given--;
    }
  }
  free(weight);
  return counts;
}

static int by_time(const void *left, const void *right) {
  uint32_t a = ((const Event *)left)->second, b = ((const Event *)right)->second;
  return a < b ? -1 : a > b;
}

static uint32_t price_in_cents(void) {
  double normal = sqrt(-2 * log(1 - uniform())) * cos(6.283185307179586 * uniform());
  return (uint32_t)(exp(3.2 + .8 * normal) * 100) + 1;
}

// Sessions of one user until there are `count` events; the first event is a visit.
static void fill_user(Event *events, uint32_t count, uint32_t user) {
  uint8_t region = (uint8_t)zipf(REGIONS, 0.9);
  uint8_t usual_platform = random_bits() % PLATFORMS;
  uint8_t first_channel = (uint8_t)zipf(CHANNELS, 0.7);
  double start = pow(uniform(), 0.8) * (SPAN - 3600.0);
  double left = SPAN - 3600.0 - start, life = -log(1 - uniform()) * 60 * DAY;
  if (life > left) life = left;
  if (life < 3600) life = 3600;
  int is_first = 1, is_signed_up = 0;
  for (uint32_t n = 0; n < count; is_first = 0) {
    double time = is_first ? start : start + life * pow(uniform(), 1.6);
    uint8_t channel =
        (is_first || uniform() < .6) ? first_channel : (uint8_t)zipf(CHANNELS, 0.7);
    uint8_t platform = uniform() < .85 ? usual_platform : random_bits() % PLATFORMS;
    int event = !is_first && uniform() < .15 ? VIEW : VISIT;
    while (event >= 0 && n < count) {
      uint32_t second = (uint32_t)time < SPAN ? (uint32_t)time : SPAN - 1;
      events[n++] = (Event){second, user, event == PAY ? price_in_cents() : 0, (uint8_t)event,
                            channel, platform, region};
      time += uniform() < .02 ? 0 : 1 - log(1 - uniform()) * 90;
      event = next_event(event, is_first, &is_signed_up);
    }
  }
  qsort(events, count, sizeof *events, by_time);
  for (uint32_t i = 1; i < count && events[i].second <= events[0].second; i++)
    events[i].second = events[0].second + 1;
}

// Where each event goes in the order of time; events of one second stay as they are.
static size_t *time_order(const Event *events, size_t count) {
  size_t *start = allocate(SPAN + 2, sizeof *start);
  for (size_t i = 0; i < count; i++) start[events[i].second + 1]++;
  for (size_t i = 1; i <= SPAN; i++) start[i] += start[i - 1];
  size_t *order = allocate(count, sizeof *order);
  for (size_t i = 0; i < count; i++) order[start[events[i].second]++] = i;
  free(start);
  return order;
}

static void write_day(char *text, int day) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31};
  int month = 0, date = 6 + day;
  while (date > lengths[month]) date -= lengths[month++];
  snprintf(text, 16, "2025-%02d-%02d", month + 1, date);
}

static int write_csv(const char *path, const Event *events, size_t count, size_t users) {
  FILE *file = fopen(path, "w");
  if (!file) return 0;
  setvbuf(file, NULL, _IOFBF, 1 << 22);
  char days[DAYS][16];
  for (int day = 0; day < DAYS; day++) write_day(days[day], day);
  size_t *order = time_order(events, count);
  fputs("user_id,event,ts,channel,platform,region,amount\n", file);
  for (size_t i = 0; i < count; i++) {
    const Event *e = &events[order[i]];
    uint32_t day = e->second / DAY, s = e->second % DAY;
    // A fixed permutation, so that the order of ids is not the order of arrival.
    unsigned id = (unsigned)((uint64_t)e->user * 2654435761u % users);
    fprintf(file, "u%07u,%s,%sT%02u:%02u:%02uZ,%s,%s,r%02u,", id, event_names[e->event], days[day],
            s / 3600, s / 60 % 60, s % 60, channel_names[e->channel],
            platform_names[e->platform], e->region);
    if (e->event == PAY) fprintf(file, "%u.%02u", e->cents / 100, e->cents % 100);
    fputc('\n', file);
  }
  free(order);
  return fclose(file) == 0;
}

int main(int count, char **arguments) {
  size_t total = count == 3 ? strtoull(arguments[1], NULL, 10) : 0;
  if (total < 20) {
    fprintf(stderr, "usage: generate N FILE.csv, N at least 20\n");
    return 2;
  }
  size_t users = total / 20;
  uint32_t *counts = event_counts(users, total);
  Event *events = allocate(total, sizeof *events), *at = events;
  for (size_t user = 0; user < users; at += counts[user++])
    fill_user(at, counts[user], (uint32_t)user);
  if (!write_csv(arguments[2], events, total, users)) {
    perror(arguments[2]);
    return 1;
  }
  return 0;
}
