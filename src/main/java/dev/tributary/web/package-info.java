/** Shows people a job in their browser: pages of HTML that the server renders from what the job keeps in ClickHouse. Read only. */
@NullMarked
package dev.tributary.web;

import org.jspecify.annotations.NullMarked;
