using AgenticApi.Benchmarks;
using BenchmarkDotNet.Running;

// Without an option of ours the arguments are BenchmarkDotNet's: --filter '*' runs all, --list flat names them.
switch (args)
{
    case ["--quick"]:
        QuickRun.Run(TimeSpan.FromSeconds(2));
        break;
    case ["--smoke"]:
        QuickRun.Run(TimeSpan.Zero);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
        break;
}
