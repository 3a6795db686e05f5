namespace KernelGen.Benchmarks.Suites;

public class Pairwise() : WorkBenchmark("pairwise");

public class SumOfSquares() : WorkBenchmark("sum-of-squares");

public class Similarities() : WorkBenchmark("similarities");

public class TopK() : WorkBenchmark("topk");

public class Gemv() : WorkBenchmark("gemv");

public class SmallGemm() : WorkBenchmark("gemm-small");

public class ModelGemm() : WorkBenchmark("gemm-models");

public class DoubleGemm() : WorkBenchmark("gemm-f64");

public class Dense() : WorkBenchmark("dense");

public class Convolution() : WorkBenchmark("conv");

public class Rows() : WorkBenchmark("rows-");

public class Attentions() : WorkBenchmark("attention-");

public class DensePacked() : WorkBenchmark("dense-packed");
