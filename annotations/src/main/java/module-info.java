/** What a user writes on classes and methods to describe a flow. */
module io.backstitch.annotation {
  exports io.backstitch.annotation;
}
