using System.CommandLine;
using System.Globalization;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary><c>agentic-api serve</c>: cassettes as a server on this machine.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Cassettes, or folders of cassettes.", Arity = ArgumentArity.OneOrMore };
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0, the default, takes a free one.", HelpName = "N" };
        var pace = new Option<string>("--pace") { Description = "How fast events come: recorded, or a number of milliseconds before each. Without it, at once.", HelpName = "PACE" };
        var faults = new Option<string[]>("--fault") { Description = "What goes wrong: drop-after=N, stall-after=N (events), garble=N (the Nth event), status=CODE (429 as a rate limit with Retry-After: 1). A turn that is dropped or stalls answers again. May be given again.", HelpName = "FAULT" };
        var times = new Option<int?>("--fault-times") { Description = "Only the first N requests meet the faults; all by default.", HelpName = "N" };
        var repeat = new Option<bool>("--repeat") { Description = "A turn that was used answers again." };
        var inOrder = new Option<bool>("--in-order") { Description = "Only the next turn answers." };
        var ignore = new Option<string[]>("--ignore") { Description = "A member of the body that is not compared: metadata, input.*.id. May be given again. For clients that send more than was recorded, '*' ignores all members; streaming and blocking are still told apart. Add --in-order to keep the order of the turns.", HelpName = "MEMBER" };
        var quote = new Option<bool>("--quote") { Description = "Quote what differs where no turn answers." };

        var hosts = new Option<string[]>("--host") { Description = "A name besides those of this machine that a request's Host and Origin may have; requests with others are refused (403). May be given again.", HelpName = "NAME" };
        var limit = new Option<int?>("--max-request-bytes") { Description = "The largest body (413 beyond) and WebSocket message (closed with 1009); 33554432 by default.", HelpName = "N" };

        var command = new Command("serve", "Serve cassettes as a Responses API server on 127.0.0.1, over HTTP and WebSocket, until stopped. Its base URL is printed once it listens.")
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
        string[] paths, int port, string[] hosts, ServerLimits limits, Func<(ReplayOptions Options, Faults Faults)> settings, CancellationToken cancellationToken)
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
        _ when double.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < 1e9 => ReplayPace.Every(TimeSpan.FromMilliseconds(milliseconds)),
        _ => throw new UsageException("--pace takes recorded, or a number of milliseconds."),
    };
}
