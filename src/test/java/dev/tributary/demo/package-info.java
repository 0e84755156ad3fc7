/** The demo's moving parts: clients that keep changing the shops, and the table that shows the job at work. */
@NullMarked
package dev.tributary.demo;

import org.jspecify.annotations.NullMarked;
