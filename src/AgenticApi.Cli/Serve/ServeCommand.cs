using System.CommandLine;
using System.Globalization;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>The command <c>agentic-api serve</c>: serves cassettes on this machine.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Cassettes, or folders with cassettes.", Arity = ArgumentArity.OneOrMore };
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1. Default: 0, a free port.", HelpName = "N" };
        var pace = new Option<string>("--pace")
        {
            Description = "When to send events: recorded, for the recorded times, or a number of milliseconds before each event. Default: without delay.",
            HelpName = "PACE",
        };
        var faults = new Option<string[]>("--fault")
        {
            Description = "A fault to simulate: drop-after=N (close the connection after N events), stall-after=N (stop after N events), "
                + "garble=N (damage the Nth event) or status=CODE (429 is a rate limit with Retry-After: 1). "
                + "A turn that was cut off answers a repeated request. Can be repeated.",
            HelpName = "FAULT",
        };
        var times = new Option<int?>("--fault-times") { Description = "Only the first N requests have faults. Default: all.", HelpName = "N" };
        var repeat = new Option<bool>("--repeat") { Description = "Let used turns answer again." };
        var inOrder = new Option<bool>("--in-order") { Description = "Let only the next turn answer." };
        var ignore = new Option<string[]>("--ignore")
        {
            Description = "A member of the request body that is not compared, such as metadata or input.*.id. Can be repeated. "
                + "For clients that send more than was recorded, '*' ignores all members; streaming and blocking requests still differ. "
                + "Add --in-order to keep the order of the turns.",
            HelpName = "MEMBER",
        };
        var quote = new Option<bool>("--quote") { Description = "Quote the differing values if no turn matches." };

        var hosts = new Option<string[]>("--host")
        {
            Description = "A name to allow in the Host and Origin headers, besides the names of this machine. "
                + "Requests with other names are refused (403). Can be repeated.",
            HelpName = "NAME",
        };
        var limit = new Option<int?>("--max-request-bytes")
        {
            Description = "The maximum size of a request body (413 if larger) and of a WebSocket message (closed with 1009), in bytes. Default: 33554432.",
            HelpName = "N",
        };

        var command = new Command(
            "serve",
            "Serve cassettes as a Responses API server on 127.0.0.1, over HTTP and WebSocket, until stopped. Prints the base URL when it is ready.")
        {
            paths, port, pace, faults, times, repeat, inOrder, ignore, quote, hosts, limit,
        };
        command.SetAction((parsed, cancellationToken) => Outcome.OfAsync(() => RunAsync(
            parsed.GetValue(paths)!,
            parsed.GetValue(port),
            parsed.GetValue(hosts) ?? [],
            parsed.GetValue(limit) is { } bytes ? new ServerLimits { MaxRequestBytes = bytes } : new ServerLimits(),
            () => (
                new ReplayOptions
                {
                    Pace = Pace(parsed.GetValue(pace)),
                    Repeat = parsed.GetValue(repeat),
                    InOrder = parsed.GetValue(inOrder),
                    IgnoredBodyMembers = parsed.GetValue(ignore) ?? [],
                    QuoteDifferences = parsed.GetValue(quote),
                },
                Faults.Parse(parsed.GetValue(faults) ?? [], parsed.GetValue(times))),
            cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] paths,
        int port,
        string[] hosts,
        ServerLimits limits,
        Func<(ReplayOptions Options, Faults Faults)> settings,
        CancellationToken cancellationToken)
    {
        if (limits.MaxRequestBytes <= 0)
        {
            throw new UsageException("--max-request-bytes takes a number of bytes, 1 or more.");
        }

        var (options, faults) = settings();
        var exit = ExitCodes.Read;
        var files = CassetteInput.Find(paths, ref exit);
        if (files.Count == 0)
        {
            return exit;
        }

        var player = new CassettePlayer(files.Select(Cassette.Load), options);
        var server = await CassetteServer.StartAsync(player, faults, port, cancellationToken, hosts, limits).ConfigureAwait(false);
        await using var _ = server.ConfigureAwait(false);
        await server.RunAsync(cancellationToken).ConfigureAwait(false);
        return ExitCodes.Read;
    }

    private static ReplayPace Pace(string? text) => text switch
    {
        null => ReplayPace.AtOnce,
        "recorded" => ReplayPace.Recorded,
        _ when double.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < 1e9 =>
            ReplayPace.Every(TimeSpan.FromMilliseconds(milliseconds)),
        _ => throw new UsageException("--pace takes 'recorded' or a number of milliseconds."),
    };
}
