/** What watches runs. */
package io.backstitch.listener;
