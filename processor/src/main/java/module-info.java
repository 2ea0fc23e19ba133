/** The annotation processor of Backstitch; a compiler loads it, nobody calls it. */
@org.jspecify.annotations.NullMarked
module io.backstitch.processor {
  requires io.backstitch.annotation;
  requires com.palantir.javapoet;
  requires java.compiler;
  // Only javac has it, and this reads what javac alone keeps to itself.
  requires static jdk.compiler;
  requires static org.jspecify;

  provides javax.annotation.processing.Processor with
      io.backstitch.processor.FlowProcessor;
}
