/*
** ldk_plan.c - the plan of a rule engine: which rules are tried at which words, by phase;
** and what it finds in an article.
*/
#include <limits.h>
#include <string.h>

#include "dk_tries.h"
#include "ldk.h"

#define LDK_PLAN "docket.plan"

/* Phases by their bits; what stands in a segment is marked by the last one. */
enum { VALUES = 1, NAMES = 2, TERMS = 4, FACTS = 8, MARKS = 16 };

/* User value 1: the triggers. The scratch memory is kept from call to call. */
typedef struct ldk_Plan {
  dk_tries *tries; /* NULL: closed */
  dk_mem mem;
  unsigned char *phases; /* by trigger */
  size_t n_phases;
  dk_hits hits;
  dk_array candidates, units, out;
} ldk_Plan;

static int plan_close (lua_State *L) {
  ldk_Plan *ud = luaL_checkudata(L, 1, LDK_PLAN);
  dk_tries_free(ud->tries);
  ud->tries = NULL;
  dk_mem_free(&ud->mem, ud->phases, ud->n_phases);
  ud->phases = NULL;
  dk_hits_clear(&ud->hits, &ud->mem);
  dk_array_clear(&ud->candidates, &ud->mem, sizeof(dk_candidate));
  dk_tries_clear(&ud->units, &ud->out, &ud->mem);
  return 0;
}

static ldk_Plan *check_plan (lua_State *L, int index) {
  ldk_Plan *ud = luaL_checkudata(L, index, LDK_PLAN);
  luaL_argcheck(L, ud->tries != NULL, index, "plan is closed");
  return ud;
}

static void check_status (lua_State *L, dk_status status, const char *what) {
  if (status == DK_ENOMEM)
    luaL_error(L, "not enough memory");
  if (status != DK_OK)
    luaL_error(L, "plan: %s", what);
}

/* { [word] = { rule, ... } }, the table at the top of the stack: what may stand at a place. */
static void add_words (lua_State *L, ldk_Plan *ud, dk_try_place place) {
  int words = lua_gettop(L);
  luaL_checktype(L, words, LUA_TTABLE);
  lua_pushnil(L);
  while (lua_next(L, words) != 0) {
    size_t len;
    lua_Integer i, n = luaL_len(L, -1);
    const char *word;
    luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING, 1, "words must be strings");
    word = lua_tolstring(L, -2, &len);
    for (i = 1; i <= n; i++) {
      lua_geti(L, -1, i);
      check_status(
          L, dk_tries_allow(ud->tries, place, (uint32_t)luaL_checkinteger(L, -1), word, len),
          "a word of opens, between or follows is none");
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/*
** items: { { rule, reach, rule, reach, ... }, ... } by trigger, at the top of the stack.
** What a trigger starts in the values stands at its own number, in the names at that and
** the count of triggers, in the terms at that and twice the count.
*/
static void add_items (lua_State *L, ldk_Plan *ud) {
  int items = lua_gettop(L);
  lua_Integer trigger, count = luaL_len(L, items), i, n;
  for (trigger = 1; trigger <= count; trigger++) {
    lua_geti(L, items, trigger);
    n = luaL_len(L, -1);
    for (i = 1; i < n; i += 2) {
      lua_Integer rule, reach;
      lua_geti(L, -1, i);
      lua_geti(L, -2, i + 1);
      rule = luaL_checkinteger(L, -2);
      reach = luaL_checkinteger(L, -1);
      lua_pop(L, 2);
      luaL_argcheck(L, rule >= 0 && reach >= 0 && reach < INT_MAX, 1, "no such rule or reach");
      check_status(L,
                   dk_tries_add(ud->tries, (uint32_t)trigger, (uint32_t)rule, (uint32_t)reach),
                   "no such rule");
    }
    lua_pop(L, 1);
  }
}

/* phases: { bits, ... } by trigger, at the top of the stack. */
static void add_phases (lua_State *L, ldk_Plan *ud) {
  lua_Integer i, n = luaL_len(L, -1);
  ud->phases = dk_mem_new(&ud->mem, (size_t)n + 1);
  if (ud->phases == NULL)
    luaL_error(L, "not enough memory");
  ud->n_phases = (size_t)n + 1;
  for (i = 1; i <= n; i++) {
    lua_geti(L, -1, i);
    ud->phases[i] = (unsigned char)luaL_checkinteger(L, -1);
    lua_pop(L, 1);
  }
}

/*
** docket.core.plan{ triggers =, rules = n, phases =, items =, opens =, between =, follows = }
** -> plan
*/
int ldk_plan (lua_State *L) {
  static const char *const places[DK_TRY_PLACES] = { "opens", "between", "follows" };
  dk_try_place place;
  ldk_Plan *ud;
  lua_Integer n_rules;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_getfield(L, 1, "rules");
  n_rules = luaL_checkinteger(L, -1);
  luaL_argcheck(L, n_rules >= 0 && n_rules < INT_MAX, 1, "number of rules out of range");
  ud = lua_newuserdatauv(L, sizeof *ud, 1);
  memset(ud, 0, sizeof *ud);
  ud->mem = ldk_mem(L);
  luaL_setmetatable(L, LDK_PLAN);
  lua_getfield(L, 1, "triggers");
  luaL_checkudata(L, -1, LDK_TRIGGERS);
  lua_setiuservalue(L, -2, 1);
  ud->tries = dk_tries_new((uint32_t)n_rules, &ud->mem);
  if (ud->tries == NULL)
    return luaL_error(L, "not enough memory");
  lua_getfield(L, 1, "phases");
  add_phases(L, ud);
  lua_getfield(L, 1, "items");
  add_items(L, ud);
  for (place = 0; place < DK_TRY_PLACES; place++) {
    lua_getfield(L, 1, places[place]);
    add_words(L, ud, place);
  }
  lua_settop(L, 3);
  return 1;
}

/* ------------------------------------------------------------------- an article */

static dk_candidate *push_candidate (lua_State *L, ldk_Plan *ud) {
  dk_candidate *c = dk_array_push(&ud->candidates, &ud->mem, sizeof *c);
  if (c == NULL)
    luaL_error(L, "not enough memory");
  return c;
}

/* Push { rule, first, position, ... } of what is to be tried at the plan's candidates. */
static void push_tries (lua_State *L, ldk_Plan *ud, const char *text, size_t len) {
  const dk_try *tries;
  size_t i;
  ud->out.n = 0;
  if (dk_tries_run(ud->tries, text, len, ud->candidates.items, ud->candidates.n, &ud->units,
                   &ud->out, &ud->mem) != DK_OK)
    luaL_error(L, "not enough memory");
  if (ud->out.n == 0) {
    lua_pushnil(L);
    return;
  }
  tries = ud->out.items;
  lua_createtable(L, ud->out.n < INT_MAX / 3 ? (int)(3 * ud->out.n) : INT_MAX, 0);
  for (i = 0; i < ud->out.n; i++) {
    ldk_set_integer(L, (lua_Integer)(3 * i + 1), (lua_Integer)tries[i].rule);
    ldk_set_integer(L, (lua_Integer)(3 * i + 2), (lua_Integer)tries[i].start + 1);
    ldk_set_integer(L, (lua_Integer)(3 * i + 3), (lua_Integer)tries[i].position + 1);
  }
}

static int is_of (const ldk_Plan *ud, const dk_hit *hit, int phase) {
  return hit->id < ud->n_phases && (ud->phases[hit->id] & phase) != 0;
}

/* Push { position, trigger + shift, ... } of the hits [from, to) of a phase, or nil. */
static void push_phase (lua_State *L, const ldk_Plan *ud, size_t from, size_t to,
                        uint32_t start, int phase, size_t shift) {
  size_t i;
  lua_Integer n = 0;
  for (i = from; i < to; i++)
    n += is_of(ud, &ud->hits.items[i], phase);
  if (n == 0) {
    lua_pushnil(L);
    return;
  }
  lua_createtable(L, n < INT_MAX / 2 ? (int)(2 * n) : INT_MAX, 0);
  for (n = 0, i = from; i < to; i++) {
    const dk_hit *hit = &ud->hits.items[i];
    if (!is_of(ud, hit, phase))
      continue;
    ldk_set_integer(L, ++n, (lua_Integer)(hit->start - start) + 1);
    ldk_set_integer(L, ++n, (lua_Integer)(hit->id + shift));
  }
}

static void push_values (lua_State *L, ldk_Plan *ud, size_t from, size_t to,
                         const char *folded, dk_span segment) {
  size_t i;
  ud->candidates.n = 0;
  for (i = from; i < to; i++) {
    const dk_hit *hit = &ud->hits.items[i];
    if (is_of(ud, hit, VALUES)) {
      dk_candidate *c = push_candidate(L, ud);
      c->position = hit->start - segment.start;
      c->trigger = hit->id;
    }
  }
  if (ud->candidates.n > 0)
    push_tries(L, ud, folded + segment.start, segment.end - segment.start);
  else
    lua_pushnil(L);
}

enum { FOUND_VALUES = 4, FOUND_NAMES, FOUND_TERMS, FOUND_FACTS, FOUND_MARKS };

/* Put what the hits [from, to) of one segment give into the tables of the phases. */
static void push_segment (lua_State *L, ldk_Plan *ud, size_t from, size_t to,
                          const char *folded, dk_span segment, int values_only) {
  static const int phases[] = { NAMES, TERMS, FACTS };
  static const size_t shifts[] = { 1, 2, 0 };
  lua_Integer index = (lua_Integer)ud->hits.items[from].segment + 1;
  size_t i;
  int k;
  push_values(L, ud, from, to, folded, segment);
  lua_rawseti(L, FOUND_VALUES, index);
  if (values_only)
    return;
  for (k = 0; k < 3; k++) {
    push_phase(L, ud, from, to, segment.start, phases[k], shifts[k] * (ud->n_phases - 1));
    lua_rawseti(L, FOUND_NAMES + k, index);
  }
  for (i = from; i < to; i++)
    if (is_of(ud, &ud->hits.items[i], MARKS)) {
      lua_pushboolean(L, 1);
      lua_rawseti(L, FOUND_MARKS, index);
      return;
    }
}

/*
** article:candidates(plan [, values_only]) -> values, names, terms, facts, marked: tables
** by segment. values: { rule, first, position, ... }; names, terms, facts: { position,
** trigger, ... }; marked: true. 'values_only' leaves the others empty.
*/
int ldk_article_candidates (lua_State *L) {
  ldk_Article *article = ldk_check_article(L, 1);
  ldk_Plan *ud = check_plan(L, 2);
  int values_only = lua_toboolean(L, 3), i;
  const dk_span *segments;
  const char *folded;
  size_t n_segments, from, to;
  lua_settop(L, 2);
  lua_getiuservalue(L, 2, 1);
  ud->hits.n = 0;
  if (dk_article_scan(article->article, ((ldk_Triggers *)lua_touserdata(L, 3))->triggers,
                      &ud->hits, &ud->mem) != DK_OK ||
      dk_article_segments(article->article, &segments, &n_segments) != DK_OK ||
      dk_article_folded(article->article, &folded) != DK_OK)
    return luaL_error(L, "not enough memory");
  for (i = FOUND_VALUES; i <= FOUND_MARKS; i++)
    lua_newtable(L);
  for (from = 0; from < ud->hits.n; from = to) {
    uint32_t segment = ud->hits.items[from].segment;
    for (to = from; to < ud->hits.n && ud->hits.items[to].segment == segment; to++) {
    }
    push_segment(L, ud, from, to, folded, segments[segment], values_only);
  }
  return 5;
}

/* plan:tries(text, { position, trigger, ... }) -> { rule, first, position, ... } | nil */
static int plan_tries (lua_State *L) {
  ldk_Plan *ud = check_plan(L, 1);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  lua_Integer i, n;
  luaL_checktype(L, 3, LUA_TTABLE);
  n = luaL_len(L, 3);
  ud->candidates.n = 0;
  for (i = 1; i < n; i += 2) {
    dk_candidate *c = push_candidate(L, ud);
    lua_rawgeti(L, 3, i);
    lua_rawgeti(L, 3, i + 1);
    c->position = (uint32_t)(lua_tointeger(L, -2) - 1);
    c->trigger = (uint32_t)lua_tointeger(L, -1);
    lua_pop(L, 2);
  }
  push_tries(L, ud, text, len);
  return 1;
}

static const luaL_Reg plan_metamethods[] = { { "__gc", plan_close }, { NULL, NULL } };
static const luaL_Reg plan_methods[] = { { "tries", plan_tries }, { NULL, NULL } };

void ldk_plan_types (lua_State *L) {
  ldk_new_type(L, LDK_PLAN, plan_metamethods, plan_methods);
}
