/*
** ldk_masked.c - words and tokens of masked text, for the rule engine.
*/
#include <string.h>

#include "dk_masked.h"
#include "dk_name.h"
#include "ldk.h"

/* Names of the kinds, as docket.rule.segment knows them. */
static const char *const kind_names[DK_TOKEN_COUNT] = { "word", "'s", ",",      "quote",
                                                        "(",    ")",  ";",      ":",
                                                        "dash", ".",  "entity", "other" };

/* docket.core.words(text) -> { first, first, ... } */
int ldk_words (lua_State *L) {
  size_t len, from = 0, end = 0, start;
  lua_Integer n = 0;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_createtable(L, (int)(len < 4096 ? len / 5 : 800), 0);
  while ((start = dk_masked_word_next(text, len, from, &end)) < len) {
    ldk_set_integer(L, ++n, (lua_Integer)start + 1);
    from = end;
  }
  return 1;
}

/* The start of the word 'count' words before the one that begins at or before 'position',
** reading from 'from'; 'len' if there are fewer. */
static size_t word_back (const char *text, size_t len, size_t from, size_t position,
                         lua_Integer count) {
  size_t end = 0, start, again = from;
  lua_Integer n = 0;
  while ((start = dk_masked_word_next(text, len, again, &end)) < len &&
         (n == 0 || start <= position)) {
    if (start > position && from > 0)
      return len; /* the one before lies further left */
    n++;
    again = end;
  }
  if (count < 0 || n <= count)
    return len;
  for (start = 0; n > count; n--) {
    start = dk_masked_word_next(text, len, from, &end);
    from = end;
  }
  return start;
}

/* Behind the space that lies so many spaces before 'position'; 0 if there are fewer. */
static size_t spaces_back (const char *text, size_t position, lua_Integer count) {
  while (position > 0 && (text[position - 1] != ' ' || --count >= 0))
    position--;
  return position;
}

/*
** docket.core.word_back(text, position, count, first, last) -> start | nil: of the word (as
** `words` cuts them) 'count' words before the one at 'position', in [first, last] of the
** text; counted from 'first'.
*/
int ldk_word_back (lua_State *L) {
  size_t len, from, start;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_Integer position = luaL_checkinteger(L, 2), count = luaL_checkinteger(L, 3);
  lua_Integer first = luaL_checkinteger(L, 4), last = luaL_checkinteger(L, 5);
  luaL_argcheck(L, first >= 1 && first <= last && (lua_Unsigned)last <= len, 4,
                "range out of bounds");
  luaL_argcheck(L, position >= first && position <= last, 2, "position out of range");
  text += first - 1;
  len = (size_t)(last - first + 1);
  position -= first;
  /* mostly there is a word between two spaces; a space ends every word */
  from = spaces_back(text, (size_t)position, count + 1);
  start = word_back(text, len, from, (size_t)position, count);
  if (start == len && from > 0)
    start = word_back(text, len, 0, (size_t)position, count);
  if (start == len)
    return 0;
  lua_pushinteger(L, (lua_Integer)start + 1);
  return 1;
}

/* Push the word without filler. */
static void push_word (lua_State *L, const char *word, size_t len) {
  luaL_Buffer b;
  size_t i;
  for (i = 0; i < len && word[i] != '\x7F'; i++) {
  }
  if (i == len) {
    lua_pushlstring(L, word, len);
    return;
  }
  luaL_buffinit(L, &b);
  for (i = 0; i < len; i++)
    if (word[i] != '\x7F')
      luaL_addchar(&b, word[i]);
  luaL_pushresult(&b);
}

/* docket.core.word_before(folded, position) -> word | nil: what ends before, over spaces */
int ldk_word_before (lua_State *L) {
  size_t len, start, end;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_Integer position = luaL_checkinteger(L, 2);
  luaL_argcheck(L, position >= 1 && (lua_Unsigned)position <= len + 1, 2,
                "position out of range");
  if (!dk_masked_word_before(text, (size_t)position - 1, &start, &end))
    return 0;
  push_word(L, text + start, end - start);
  return 1;
}

/* docket.core.word_left(folded, position, reach) -> word, mark, first | nil */
int ldk_word_left (lua_State *L) {
  size_t len, start, end;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_Integer position = luaL_checkinteger(L, 2), reach = luaL_checkinteger(L, 3);
  luaL_argcheck(L, position >= 1 && (lua_Unsigned)position <= len + 1, 2,
                "position out of range");
  luaL_argcheck(L, reach >= 0, 3, "reach must not be negative");
  if (!dk_masked_word_left(text, (size_t)position - 1, (size_t)reach, &start, &end))
    return 0;
  push_word(L, text + start, end - start);
  lua_pushlstring(L, text + end, (size_t)position - 1 - end);
  lua_pushinteger(L, (lua_Integer)start + 1);
  return 3;
}

/* docket.core.name_run(text, first) -> last | nil: see dk_name.h */
int ldk_name_run (lua_State *L) {
  size_t len, stop;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_Integer first = luaL_checkinteger(L, 2);
  luaL_argcheck(L, first >= 1, 2, "position out of range");
  if ((lua_Unsigned)first > len || (stop = dk_name_run(text, len, (size_t)first - 1)) == 0)
    return 0;
  lua_pushinteger(L, (lua_Integer)stop);
  return 1;
}

/* docket.core.of_before(folded, position, reach): see dk_masked.h */
int ldk_of_before (lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_Integer position = luaL_checkinteger(L, 2), reach = luaL_checkinteger(L, 3);
  luaL_argcheck(L, position >= 1 && (lua_Unsigned)position <= len + 1, 2,
                "position out of range");
  luaL_argcheck(L, reach >= 0, 3, "reach must not be negative");
  lua_pushboolean(L, dk_masked_of_before(text, (size_t)position - 1, (size_t)reach));
  return 1;
}

/* A position in a field of the table at the top of the stack: 0 if there is none, 'limit' + 1
** for all behind 'limit'. */
static size_t position_field (lua_State *L, const char *name, size_t limit) {
  lua_Integer value;
  lua_getfield(L, -1, name);
  value = lua_tointeger(L, -1);
  lua_pop(L, 1);
  return value < 1 ? 0 : (lua_Unsigned)value > limit ? limit + 1 : (size_t)value;
}

/*
** docket.core.mask(folded, entities, codes) -> masked: of each entity (first, last, type; in
** text order) its type's code and filler; entities without a code stay text. What of an
** entity lies behind the text is left out.
*/
int ldk_mask (lua_State *L) {
  size_t len, position = 0;
  const char *folded = luaL_checklstring(L, 1, &len);
  lua_Integer i, n;
  luaL_Buffer b;
  char *out;
  luaL_checktype(L, 2, LUA_TTABLE);
  luaL_checktype(L, 3, LUA_TTABLE);
  n = luaL_len(L, 2);
  lua_settop(L, 3);
  out = luaL_buffinitsize(L, &b, len);
  memcpy(out, folded, len);
  for (i = 1; i <= n; i++) {
    size_t first, last;
    const char *code;
    lua_rawgeti(L, 2, i);
    luaL_checktype(L, -1, LUA_TTABLE);
    first = position_field(L, "first", len);
    last = position_field(L, "last", len);
    last = last > len ? len : last;
    lua_getfield(L, -1, "type");
    lua_rawget(L, 3);
    code = lua_tostring(L, -1);
    if (code != NULL && first > position && last >= first) {
      out[first - 1] = code[0];
      memset(out + first, 0x7F, last - first);
      position = last;
    }
    lua_pop(L, 2);
  }
  luaL_pushresultsize(&b, len);
  return 1;
}

enum { ENTITIES = 2, KINDS, WORDS, STARTS, ENDS, ENTITY_OF, NAMES };

static void set_token (lua_State *L, const char *text, const dk_masked_token *token,
                       lua_Integer i) {
  lua_rawgeti(L, NAMES, (lua_Integer)token->kind + 1);
  lua_rawseti(L, KINDS, i);
  push_word(L, text + token->start, token->end - token->start);
  lua_rawseti(L, WORDS, i);
  lua_pushinteger(L, (lua_Integer)token->start + 1);
  lua_rawseti(L, STARTS, i);
  lua_pushinteger(L, (lua_Integer)token->end);
  lua_rawseti(L, ENDS, i);
}

/* If the entity at the top of the stack begins at 'first', it is token 'i'. */
static int set_entity (lua_State *L, size_t first, lua_Integer i) {
  int found;
  lua_getfield(L, -1, "first");
  found = lua_tointeger(L, -1) == (lua_Integer)first;
  lua_pop(L, 1);
  if (!found)
    return 0;
  lua_getfield(L, -1, "type");
  lua_pushvalue(L, -1);
  lua_rawseti(L, KINDS, i);
  lua_rawseti(L, WORDS, i);
  lua_getfield(L, -1, "last");
  lua_rawseti(L, ENDS, i);
  lua_pushinteger(L, i);
  lua_setfield(L, -2, "token");
  lua_pushvalue(L, -1);
  lua_rawseti(L, ENTITY_OF, i);
  return 1;
}

/*
** docket.core.tokens(masked [, entities]) -> kinds, words, firsts, lasts, entity_of, n: the
** entities (in text order) become tokens of their types, and get the field `token`.
*/
int ldk_tokens (lua_State *L) {
  size_t len, from = 0;
  lua_Integer n = 0, entity = 0, n_entities;
  dk_masked_token token;
  const char *text = luaL_checklstring(L, 1, &len);
  int i, room = (int)(len < 4096 ? len / 5 : 800);
  lua_settop(L, ENTITIES);
  n_entities = lua_istable(L, ENTITIES) ? luaL_len(L, ENTITIES) : 0;
  for (i = KINDS; i < ENTITY_OF; i++)
    lua_createtable(L, room, 0);
  lua_newtable(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  while (dk_masked_token_next(text, len, from, &token)) {
    set_token(L, text, &token, ++n);
    from = token.end;
    while (token.kind == DK_TOKEN_ENTITY && entity < n_entities) {
      lua_rawgeti(L, ENTITIES, entity + 1);
      luaL_checktype(L, -1, LUA_TTABLE);
      i = set_entity(L, token.start + 1, n);
      lua_pop(L, 1);
      if (i) {
        entity++;
        break;
      }
      lua_rawgeti(L, ENTITIES, entity + 1);
      lua_getfield(L, -1, "first");
      i = lua_tointeger(L, -1) > (lua_Integer)token.start;
      lua_pop(L, 2);
      if (i)
        break; /* it begins further on */
      entity++;
    }
  }
  lua_settop(L, ENTITY_OF);
  lua_pushinteger(L, n);
  return ENTITY_OF - KINDS + 2;
}

void ldk_masked_functions (lua_State *L) {
  int i;
  lua_createtable(L, DK_TOKEN_COUNT, 0);
  for (i = 0; i < DK_TOKEN_COUNT; i++) {
    lua_pushstring(L, kind_names[i]);
    lua_rawseti(L, -2, i + 1);
  }
  lua_pushcclosure(L, ldk_tokens, 1);
  lua_setfield(L, -2, "tokens");
  lua_pushcfunction(L, ldk_words);
  lua_setfield(L, -2, "words");
  lua_pushcfunction(L, ldk_word_before);
  lua_setfield(L, -2, "word_before");
  lua_pushcfunction(L, ldk_word_left);
  lua_setfield(L, -2, "word_left");
  lua_pushcfunction(L, ldk_mask);
  lua_setfield(L, -2, "mask");
  lua_pushcfunction(L, ldk_word_back);
  lua_setfield(L, -2, "word_back");
  lua_pushcfunction(L, ldk_name_run);
  lua_setfield(L, -2, "name_run");
  lua_pushcfunction(L, ldk_of_before);
  lua_setfield(L, -2, "of_before");
}
