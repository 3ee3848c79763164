using System.Globalization;
using AgenticApi.Benchmarks;
using AgenticApi.Benchmarks.Measuring;
using BenchmarkDotNet.Running;

// Without an option of ours the arguments are BenchmarkDotNet's: --filter '*' runs all, --list flat names them.
switch (args)
{
    case ["--quick"]:
        QuickRun.Run(QuickRun.Processes);
        break;
    case ["--quick", var processes]:
        QuickRun.Run(int.Parse(processes, CultureInfo.InvariantCulture));
        break;
    case ["--smoke"]:
        QuickRun.Smoke();
        break;
    case [Fork.Option, var part, var seed]:
        Fork.Run(int.Parse(part, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
        break;
}
