/*
** ldk_markup.h - what the units of docket.core.markup share: each adds its functions to
** the module's table at the top of the stack, and its types to the registry.
*/
#ifndef LDK_MARKUP_H
#define LDK_MARKUP_H

#include "ldk.h"

void ldk_markup_html_functions (lua_State *L);
void ldk_markup_encoding_functions (lua_State *L);
void ldk_markup_feed_functions (lua_State *L);

#endif
