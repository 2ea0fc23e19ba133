package io.backstitch.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what the code of users has thrown, also if that throws again when it is asked what it is.
 */
final class UserErrors {

  private static final Logger LOG = LoggerFactory.getLogger(FlowEngine.class);

  private UserErrors() {}

  static void warn(String message, Throwable error) {
    try {
      LOG.warn(message, error);
    } catch (Throwable unaskable) {
      LOG.warn("{}: {}, which can't be shown", message, error.getClass().getName());
    }
  }
}
