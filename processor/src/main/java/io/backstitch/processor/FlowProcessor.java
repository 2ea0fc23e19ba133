package io.backstitch.processor;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Reads annotated classes, checks them, and writes the code that binds their arguments. */
@SupportedAnnotationTypes({"io.backstitch.annotation.Flow", "io.backstitch.annotation.Task"})
public final class FlowProcessor extends AbstractProcessor {

  /** Called by the compiler. */
  public FlowProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    // Never claim an annotation: other processors may want to read it, too.
    return false;
  }
}
