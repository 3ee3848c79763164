using AgenticApi.Benchmarks;
using BenchmarkDotNet.Running;

// Without --quick the arguments are BenchmarkDotNet's: --filter '*' runs all, --list flat names them.
if (args is ["--quick"])
{
    QuickRun.Run();
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
}
