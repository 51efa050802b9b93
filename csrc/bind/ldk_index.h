/*
** ldk_index.h - what the units of the binding of docket.core.index share.
*/
#ifndef LDK_INDEX_H
#define LDK_INDEX_H

#include "dkx.h"
#include "ldk.h"

typedef struct ldk_Index {
  dkx_index *index; /* NULL = closed */
} ldk_Index;

/* Stack slots of add_article's arguments. */
enum { ARTICLE = 3, RECORDS = 4, SKETCH = 5 };

/* Push nil, message, code, and return 3; a lack of memory raises, as it does everywhere in
** Lua. */
int ldk_index_fail (lua_State *L, const dkx_error *err);

/* The same, or true. */
int ldk_index_succeed (lua_State *L, dkx_code code, const dkx_error *err);

/* The open index at 1; raises for anything else. */
dkx_index *ldk_check_index (lua_State *L);

/* From ldk_index_value.c. Put the value at 'index' (absolute) as JSON. */
void ldk_put_json (lua_State *L, dkx_job *job, int index);
/* Put the value on the top of the stack and pop it. */
void ldk_put_top (lua_State *L, dkx_job *job);
/* Put a field of the table at 'index'. */
void ldk_put_field (lua_State *L, dkx_job *job, int index, const char *name);
/* Put an integer field, plus 'add'; absent is null. */
void ldk_put_position (lua_State *L, dkx_job *job, int index, const char *name,
                       lua_Integer add);

/* From ldk_index_article.c: what names the article at ARTICLE, and all of it. */
dkx_hash ldk_hash_article (lua_State *L);
void ldk_put_article (lua_State *L, dkx_job *job);
/* Push the set of names that are no extra fields of a record. */
void ldk_push_known_fields (lua_State *L);

/* From ldk_index_query.c. */
int ldk_index_query (lua_State *L);
void ldk_query_type (lua_State *L);

#endif
