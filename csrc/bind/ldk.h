/*
** ldk.h - what the units of the binding of docket.core share.
**
** The binding is the only layer that sees lua.h. Its rules: a userdata is made first, in
** its closed state, and only then filled, so that an error raised in between leaks
** nothing; the core's memory comes from Lua's own allocator; positions become 1-based and
** inclusive here and nowhere else; what the world does wrong is returned (nil, message,
** code), what the caller does wrong is raised.
*/
#ifndef LDK_H
#define LDK_H

#include <lua.h>
#include <lauxlib.h>

#include "dk.h"

#define LDK_PROFILE  "docket.profile"
#define LDK_DOCUMENT "docket.document"
#define LDK_ARTICLE  "docket.article"
#define LDK_TRIGGERS "docket.triggers"

typedef struct ldk_Profile {
  dk_profile *profile; /* NULL: closed */
} ldk_Profile;

/* User value 1: the string that the bytes belong to; 2: the profile; 3: the source's name. */
typedef struct ldk_Document {
  dk_document *document; /* NULL: closed */
  lua_Integer articles;  /* article handles that are open */
  int closing;           /* close() was called while some were */
} ldk_Document;

/* User value 1: the document's userdata. */
typedef struct ldk_Article {
  dk_article *article; /* NULL: closed */
  lua_Integer number;  /* 1-based */
} ldk_Article;

typedef struct ldk_Triggers {
  dk_triggers *triggers; /* NULL: closed */
} ldk_Triggers;

/* From ldk_aux.c: nothing there needs the core's code, so the index's module has it too. */

/* The state's allocator in the core's form. */
dk_mem ldk_mem (lua_State *L);

/* Push nil, message, code; returns 3. */
int ldk_fail (lua_State *L, const char *message, const char *code);

/* A half-open 0-based range as Lua's 1-based inclusive one, pushed as two integers. */
void ldk_push_range (lua_State *L, size_t start, size_t end);

/* Set element 'i' of the table at the top of the stack to an integer. */
void ldk_set_integer (lua_State *L, lua_Integer i, lua_Integer value);

/* Make the metatable 'name' with these metamethods, and methods as its __index. */
void ldk_new_type (lua_State *L, const char *name, const luaL_Reg *metamethods,
                   const luaL_Reg *methods);

/* From ldk_document.c and ldk_trigger.c: called once by luaopen_docket_core. */
void ldk_document_types (lua_State *L);
void ldk_trigger_types (lua_State *L);
void ldk_plan_types (lua_State *L);
void ldk_phrases_types (lua_State *L);
void ldk_tally_types (lua_State *L);
/* From ldk_masked.c: adds its functions to the module's table at the top of the stack. */
void ldk_masked_functions (lua_State *L);
int ldk_tokens (lua_State *L);
int ldk_words (lua_State *L);
int ldk_word_before (lua_State *L);
int ldk_word_left (lua_State *L);
int ldk_mask (lua_State *L);
int ldk_word_back (lua_State *L);
int ldk_name_run (lua_State *L);
int ldk_of_before (lua_State *L);

int ldk_open (lua_State *L);
int ldk_parse (lua_State *L);
int ldk_compose (lua_State *L);
int ldk_look (lua_State *L);
int ldk_profile (lua_State *L);
int ldk_triggers (lua_State *L);
int ldk_plan (lua_State *L);
int ldk_phrases (lua_State *L);
int ldk_read_list (lua_State *L);
int ldk_tally (lua_State *L);
int ldk_spaced (lua_State *L);

/* From ldk_hash.c: core.sha256, core.sha256_of. */
int ldk_sha256 (lua_State *L);
int ldk_sha256_of (lua_State *L);

/* From ldk_limit.c: core.bounded. */
int ldk_bounded (lua_State *L);

/* The open article at 'index'; raises for anything else. */
ldk_Article *ldk_check_article (lua_State *L, int index);

/* From ldk_fingerprint.c: article:fingerprint(), and core.likeness. */
int ldk_article_fingerprint (lua_State *L);
int ldk_likeness (lua_State *L);

/* Methods of articles that live with the triggers, and with the plan. */
int ldk_article_scan (lua_State *L);
int ldk_article_candidates (lua_State *L);

#endif
