package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.List;

/**
 * Writes a row of calls, each on what the one before it returns. A compiler takes them for nested
 * ones, and runs out of stack at some hundreds, so a long row becomes several statements.
 */
final class Chain {

  private static final int MOST = 50;

  private Chain() {}

  /**
   * Returns what the last call returns.
   *
   * @param type what all calls but the last return
   * @param local the name of a variable for it
   * @param start what the first call is made on
   * @param calls the calls
   */
  static CodeBlock returning(TypeName type, String local, CodeBlock start, List<CodeBlock> calls) {
    CodeBlock.Builder code = CodeBlock.builder();
    CodeBlock object = start;
    for (int from = 0; ; from += MOST) {
      List<CodeBlock> some = calls.subList(from, Math.min(from + MOST, calls.size()));
      CodeBlock row = CodeBlock.of("$L\n$L", object, CodeBlock.join(some, "\n"));
      if (from + MOST >= calls.size()) {
        return code.addStatement("return $L", some.isEmpty() ? object : row).build();
      }
      if (from == 0) {
        code.addStatement("$T $L = $L", type, local, row);
      } else {
        code.addStatement("$L = $L", local, row);
      }
      object = CodeBlock.of("$L", local);
    }
  }
}
