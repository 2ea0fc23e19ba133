package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * Sources after they went through the compiler with the processor.
 *
 * <p>A line of a source says what is wrong with it in a comment at its end: {@code // !Cycle} is an
 * error, {@code // ?MissingProvider} a warning.
 */
final class Compiled {

  private static final String IMPORTS =
      "package demo; import io.backstitch.*; import io.backstitch.annotation.*; import java.util.*;"
          + " import java.util.concurrent.CompletionStage;"
          + " import org.jspecify.annotations.Nullable; ";

  private static final Pattern NAME = Pattern.compile("\\b(?:class|record|interface) (\\w+)");
  private static final Pattern MARK = Pattern.compile("([!?])(\\w+)");
  private static final Pattern TAG = Pattern.compile("\\[Backstitch/(\\w+)] ");

  private final Compilation compilation;
  private final List<String> marks;

  private Compiled(Compilation compilation, List<String> marks) {
    this.compilation = compilation;
    this.marks = marks;
  }

  /** Compiles classes of package {@code demo}; the imports that they need are put before each. */
  static Compiled of(String... sources) {
    return new Compiled(compile(files(sources), List.of()), marks(sources));
  }

  /** The same, with a look at the bodies of methods in spite of errors elsewhere. */
  static Compiled evenBodies(String... sources) {
    List<String> options = List.of("--should-stop=ifError=FLOW");
    return new Compiled(compile(files(sources), options), marks(sources));
  }

  static Compiled of(List<JavaFileObject> files) {
    return new Compiled(compile(files, List.of()), List.of());
  }

  /** The same, with more options for the compiler. */
  static Compiled withOptions(List<String> options, List<JavaFileObject> files) {
    return new Compiled(compile(files, options), List.of());
  }

  /** The same of classes of package {@code demo}. */
  static Compiled withOptions(List<String> options, String... sources) {
    return new Compiled(compile(files(sources), options), marks(sources));
  }

  /** The same, with classes that were compiled before. */
  static Compiled with(Path classes, String... sources) {
    return new Compiled(compile(files(sources), classPath(classes)), marks(sources));
  }

  /** The same, with more options for the compiler. */
  static Compiled with(Path classes, List<String> options, String... sources) {
    List<String> all = Stream.concat(classPath(classes).stream(), options.stream()).toList();
    return new Compiled(compile(files(sources), all), marks(sources));
  }

  /** Compiles classes without the processor, and without the names of parameters. */
  static void library(Path classes, String... sources) throws IOException {
    library(classes, List.of(), sources);
  }

  /** The same, with more options for the compiler. */
  static void library(Path classes, List<String> options, String... sources) throws IOException {
    Compilation compilation =
        Compiler.javac()
            .withOptions(Stream.concat(Stream.of("-proc:none"), options.stream()).toArray())
            .compile(files(sources));
    assertThat(compilation.errors()).isEmpty();
    save(compilation, classes);
  }

  /** Writes the class files, for a later compilation. */
  Compiled save(Path classes) throws IOException {
    succeeds();
    save(compilation, classes);
    return this;
  }

  private static void save(Compilation compilation, Path classes) throws IOException {
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        Path path = classes.resolve(file.getName().replaceFirst("/CLASS_OUTPUT/", ""));
        Files.createDirectories(path.getParent());
        try (InputStream in = file.openInputStream()) {
          Files.copy(in, path);
        }
      }
    }
  }

  private static List<String> classPath(Path classes) {
    String others = System.getProperty("java.class.path");
    return List.of("-classpath", classes + File.pathSeparator + others);
  }

  private static List<JavaFileObject> files(String... sources) {
    return Arrays.stream(sources)
        .map(source -> JavaFileObjects.forSourceString("demo." + name(source), IMPORTS + source))
        .toList();
  }

  private static List<String> marks(String... sources) {
    List<String> marks = new ArrayList<>();
    for (String source : sources) {
      List<String> lines = source.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        int comment = lines.get(i).indexOf("// ");
        Matcher mark = MARK.matcher(comment < 0 ? "" : lines.get(i).substring(comment));
        while (mark.find()) {
          marks.add(name(source) + ".java:" + (i + 1) + " " + mark.group());
        }
      }
    }
    return marks;
  }

  private static String name(String source) {
    Matcher name = NAME.matcher(source);
    assertThat(name.find()).isTrue();
    return name.group(1);
  }

  private static Compilation compile(List<JavaFileObject> files, List<String> options) {
    return Compiler.javac()
        .withProcessors(new FlowProcessor())
        .withOptions(Stream.concat(Stream.of("-Xlint:all", "-Werror"), options.stream()).toArray())
        .compile(files);
  }

  /** All is well: no error, and no warning, not even in generated code. */
  Compiled succeeds() {
    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(compilation.status()).isEqualTo(Compilation.Status.SUCCESS);
    return this;
  }

  /** What the compiler says is what the marks say: these kinds, these lines, and nothing else. */
  Compiled saysWhatIsMarked() {
    assertThat(marks).isNotEmpty();
    return saysOnly(marks.toArray(String[]::new));
  }

  /** The same of examples that come from elsewhere, so that their texts are of no interest. */
  Compiled saysKindsThatAreMarked() {
    assertThat(found()).isNotEmpty().containsExactlyInAnyOrderElementsOf(marks);
    return this;
  }

  /** The same, beside what the compiler says of its own accord, which has no kind of ours. */
  Compiled saysWhatIsMarkedBesideTheCompiler() {
    assertThat(found().filter(line -> line.matches(".* [!?]\\w+")))
        .containsExactlyInAnyOrderElementsOf(marks);
    GoldenMessages.compare(compilation.diagnostics(), IMPORTS);
    return this;
  }

  /** The compiler says just this, each as {@code F.java:3 !Cycle}. */
  Compiled saysOnly(String... expected) {
    assertThat(found()).containsExactlyInAnyOrder(expected);
    GoldenMessages.compare(compilation.diagnostics(), IMPORTS);
    return this;
  }

  private Stream<String> found() {
    return compilation.diagnostics().stream()
        // What -Werror adds, without a place.
        .filter(d -> d.getSource() != null)
        .map(Compiled::mark);
  }

  /** One message has all these words. */
  Compiled saying(String... words) {
    assertThat(compilation.diagnostics().stream().map(d -> d.getMessage(Locale.ROOT)))
        .anySatisfy(message -> assertThat(message).contains(words));
    return this;
  }

  Compiled notSaying(String words) {
    assertThat(compilation.diagnostics().stream().map(d -> d.getMessage(Locale.ROOT)))
        .noneMatch(message -> message.contains(words));
    return this;
  }

  /** The generated sources by simple file name. */
  Map<String, String> generated() {
    Map<String, String> sources = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedSourceFiles()) {
      try {
        sources.put(file.getName().replaceFirst(".*/", ""), file.getCharContent(true).toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sources;
  }

  /** What is written besides classes, by its path among the class files. */
  Map<String, String> extras() {
    Map<String, String> extras = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.OTHER) {
        try (InputStream in = file.openInputStream()) {
          extras.put(
              file.getName().replaceFirst("/CLASS_OUTPUT/", ""),
              new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return extras;
  }

  /** What {@code static Object run()} of the class {@code Run} returns. */
  Object run() {
    succeeds();
    try {
      Method run = new Loader(compilation).loadClass("demo.Run").getDeclaredMethod("run");
      run.setAccessible(true);
      return run.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("demo.Run can't be run", e);
    }
  }

  /** Loads what the compiler has written. */
  private static final class Loader extends ClassLoader {

    private final Map<String, JavaFileObject> classes = new TreeMap<>();

    Loader(Compilation compilation) {
      super(Compiled.class.getClassLoader());
      for (JavaFileObject file : compilation.generatedFiles()) {
        if (file.getKind() == JavaFileObject.Kind.CLASS) {
          String path = file.getName().replaceFirst("/CLASS_OUTPUT/(.*)\\.class", "$1");
          classes.put(path.replace('/', '.'), file);
        }
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      JavaFileObject file = classes.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream in = file.openInputStream()) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String mark(Diagnostic<? extends JavaFileObject> diagnostic) {
    String message = diagnostic.getMessage(Locale.ROOT);
    Matcher tag = TAG.matcher(message);
    String file = diagnostic.getSource().getName().replaceFirst(".*/", "");
    return file
        + ":"
        + diagnostic.getLineNumber()
        + " "
        + (diagnostic.getKind() == Diagnostic.Kind.ERROR ? "!" : "?")
        + (tag.find() ? tag.group(1) : message);
  }
}
