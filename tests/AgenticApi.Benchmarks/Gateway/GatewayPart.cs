using System.Diagnostics;
using System.Globalization;
using AgenticApi.Benchmarks.Growth;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks.Gateway;

/// <summary>What a gateway costs beside copying the bytes of the model's server, which is on loopback as its clients are.</summary>
internal sealed record GatewayPart : Part
{
    private const int AtOnce = 100;
    private const int Held = 1000;
    private const int Few = 3;
    private const int Pairs = 7;
    private const int Firsts = 200;

    /// <inheritdoc/>
    public override PartResult Measure(TimeSpan time, Random random) => MeasureAsync(random, isSmoke: time == TimeSpan.Zero).GetAwaiter().GetResult();

    private static async Task<PartResult> MeasureAsync(Random random, bool isSmoke)
    {
        var (streams, pairs, held, firsts) = isSmoke ? (Few, 1, Few, Few) : (AtOnce, Pairs, Held, Firsts);
        using var peer = Self.Start(Peer.Option);
        try
        {
            await using var hosts = await GatewayHosts.StartAsync(int.Parse(peer.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
            for (var i = 0; !isSmoke && i < 3; i++)
            {
                Ask(peer, $"run {hosts.Gateway} {streams}");
                Ask(peer, $"run {hosts.Copier} {streams}");
            }

            var tokens = streams * PeerUpstream.Tokens;
            List<(double Copy, double Gateway)> times = [];
            for (var pair = 0; pair < pairs; pair++)
            {
                var gatewayFirst = random.Next(2) == 0;
                var first = Time(peer, gatewayFirst ? hosts.Gateway : hosts.Copier, streams) / tokens;
                var second = Time(peer, gatewayFirst ? hosts.Copier : hosts.Gateway, streams) / tokens;
                times.Add(gatewayFirst ? (second, first) : (first, second));
            }

            var later = Number(Ask(peer, $"first {hosts.Gateway} {firsts}")) - Number(Ask(peer, $"first {hosts.Copier} {firsts}"));
            return new(
                "Gateway",
                "token",
                true,
                [
                    new("copying the bytes of the model's server", Median.Of(times.Select(pair => pair.Copy)), 1, 0),
                    new("gateway, responses kept in memory", Median.Of(times.Select(pair => pair.Gateway)), Median.Of(times.Select(pair => pair.Gateway / pair.Copy)), 0),
                ],
                [
                    new(new($"a token through the gateway over copying its bytes, {streams} streams at once", AtMost: 2), Median.Of(times.Select(pair => pair.Gateway / pair.Copy))),
                    new(new("microseconds to the first byte more than with copying", AtMost: 1000), later),
                    new(new($"bytes that one of {held} streams holds in its middle", AtMost: 64 * 1024), HeldBytes(peer, hosts, held)),
                ]);
        }
        finally
        {
            peer.StandardInput.Close();
            peer.WaitForExit();
        }
    }

    private static double Time(Process peer, string url, int streams)
    {
        var before = Environment.CpuUsage.TotalTime;
        Ask(peer, $"run {url} {streams}");
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds;
    }

    private static double HeldBytes(Process peer, GatewayHosts hosts, int count)
    {
        var before = Heap.AfterFullCollection();
        Ask(peer, $"hold {hosts.Gateway} {count}");
        var held = Heap.AfterFullCollection() - before;
        Ask(peer, "go");
        return (double)held / count;
    }

    private static string Ask(Process peer, string command)
    {
        peer.StandardInput.WriteLine(command);
        peer.StandardInput.Flush();
        return peer.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer of the gateway has ended.");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
