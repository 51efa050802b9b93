/*
** ldk_markup.h - what the units of the binding of docket.core.markup share. Each adds its
** functions to the module's table, at the top of the stack.
*/
#ifndef LDK_MARKUP_H
#define LDK_MARKUP_H

#include "ldk.h"

void ldk_markup_html_functions (lua_State *L);

#endif
