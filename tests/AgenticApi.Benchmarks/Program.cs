using System.Globalization;
using AgenticApi.Benchmarks;
using AgenticApi.Benchmarks.Connections;
using AgenticApi.Benchmarks.Gateway;
using AgenticApi.Benchmarks.Loop;
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
    case ["--gateway"]:
        QuickRun.RunGateway();
        break;
    case ["--smoke"]:
        QuickRun.Smoke();
        await ConnectionsRun.SmokeAsync();
        break;
    case ["--connections"]:
        await ConnectionsRun.RunAsync(ConnectionsRun.Connections);
        break;
    case ["--connections", var connections]:
        await ConnectionsRun.RunAsync(int.Parse(connections, CultureInfo.InvariantCulture));
        break;
    case [StreamServer.Option, var connections, var milliseconds]:
        StreamServer.Run(
            int.Parse(connections, CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)));
        break;
    case [Peer.Option]:
        await Peer.RunAsync();
        break;
    case [LoopServer.Option]:
        LoopServer.Run();
        break;
    case [Fork.Option, var part, var seed, var corpus, var milliseconds]:
        Fork.Run(
            int.Parse(part, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture), corpus, TimeSpan.FromMilliseconds(double.Parse(milliseconds, CultureInfo.InvariantCulture)));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
        break;
}
