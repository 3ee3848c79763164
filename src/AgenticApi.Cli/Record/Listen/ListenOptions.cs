using System.CommandLine;
using System.Net;

namespace AgenticApi.Cli;

/// <summary>What can be said to <c>agentic-api record --listen</c> alone.</summary>
internal sealed class ListenOptions
{
    private readonly Option<int?> _listen = new("--listen")
    {
        Description = "Listen on 127.0.0.1, pass on what clients send to the server, and record it, until stopped. Prints the base URL for them. Takes a port; without one, a free one is used.",
        HelpName = "PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _hosts = new("--host") { Description = "With --listen: a name besides those of this machine that a request's Host and Origin may have; requests with others are refused (403). May be given again.", HelpName = "NAME" };
    private readonly Option<int?> _limit = new("--max-request-bytes") { Description = "With --listen: the largest body (413 beyond) and WebSocket message of a client (closed with 1009); 33554432 by default.", HelpName = "N" };

    public IEnumerable<Option> All => [_listen, _hosts, _limit];

    /// <summary>Whether the tool is to listen, and not to speak itself.</summary>
    /// <exception cref="UsageException">It is not, and what only then makes sense is given.</exception>
    public bool IsGiven(ParseResult parsed)
    {
        var isGiven = Has(parsed, _listen);
        UsageException.ThrowIf(!isGiven && Has(parsed, _hosts), "--host needs --listen.");
        UsageException.ThrowIf(!isGiven && Has(parsed, _limit), "--max-request-bytes needs --listen.");
        return isGiven;
    }

    /// <summary>Where it listens, and to whom.</summary>
    /// <exception cref="UsageException">A number is out of its bounds, or something is given that the client says here.</exception>
    public (int Port, IReadOnlyList<string> Hosts, ServerLimits Limits) Settings(ParseResult parsed, IEnumerable<Symbol> ofConversation)
    {
        foreach (var symbol in ofConversation)
        {
            UsageException.ThrowIf(Has(parsed, symbol), $"--listen takes no {symbol.Name}: the client says what is asked.");
        }

        var port = parsed.GetValue(_listen) ?? 0;
        UsageException.ThrowIf(port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort, $"--listen takes a port from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}.");
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
