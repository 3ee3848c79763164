using System.CommandLine;
using System.Net;

namespace AgenticApi.Cli;

/// <summary>The options that need <c>agentic-api record --listen</c>.</summary>
internal sealed class ListenOptions
{
    private readonly Option<int?> _listen = new("--listen")
    {
        Description = "Listen on 127.0.0.1, print the base URL for clients, pass on their requests to the server and record them, until stopped. "
            + "Without a port, a free port is used.",
        HelpName = "PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _hosts = new("--host")
    {
        Description = "With --listen: another name that requests may have as Host and Origin, besides the names of this machine. "
            + "Requests with other names are refused (403). Can be repeated.",
        HelpName = "NAME",
    };

    private readonly Option<int?> _limit = new("--max-request-bytes")
    {
        Description = "With --listen: the maximum size of a request body (413 if larger) and of a client's WebSocket message (closed with 1009 if larger); "
            + "33554432 by default.",
        HelpName = "N",
    };

    public IEnumerable<Option> All => [_listen, _hosts, _limit];

    /// <summary>Returns whether <c>--listen</c> is given.</summary>
    /// <exception cref="UsageException">It is not given, but an option that needs it is.</exception>
    public bool IsGiven(ParseResult parsed)
    {
        var isGiven = Has(parsed, _listen);
        UsageException.ThrowIf(!isGiven && Has(parsed, _hosts), "--host needs --listen.");
        UsageException.ThrowIf(!isGiven && Has(parsed, _limit), "--max-request-bytes needs --listen.");
        return isGiven;
    }

    /// <summary>Reads the settings from the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="ofConversation">The arguments and options that cannot be used with <c>--listen</c>.</param>
    /// <exception cref="UsageException">A number is out of range, or one of <paramref name="ofConversation"/> is given.</exception>
    public (int Port, IReadOnlyList<string> Hosts, ServerLimits Limits) Settings(ParseResult parsed, IEnumerable<Symbol> ofConversation)
    {
        foreach (var symbol in ofConversation)
        {
            UsageException.ThrowIf(Has(parsed, symbol), $"--listen takes no {symbol.Name}: the requests come from clients.");
        }

        var port = parsed.GetValue(_listen) ?? 0;
        UsageException.ThrowIf(
            port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort,
            $"--listen takes a port from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}.");
        var limit = parsed.GetValue(_limit);
        UsageException.ThrowIf(limit <= 0, "--max-request-bytes takes a number of bytes, 1 or more.");
        return (port, parsed.GetValue(_hosts) ?? [], limit is { } bytes ? new ServerLimits { MaxRequestBytes = bytes } : new ServerLimits());
    }

    private static bool Has(ParseResult parsed, Symbol symbol) => symbol switch
    {
        Option option => parsed.GetResult(option) is { Implicit: false },
        Argument argument => parsed.GetResult(argument) is { Tokens.Count: > 0 },
        _ => false,
    };
}
