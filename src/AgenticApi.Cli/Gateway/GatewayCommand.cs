using System.CommandLine;
using AgenticApi.Gateway;

namespace AgenticApi.Cli;

/// <summary>The command <c>agentic-api gateway</c>: serves the Responses API in front of a Chat Completions server.</summary>
internal static class GatewayCommand
{
    public const string Name = "gateway";

    private const int MostRequests = 1_000_000;

    public static Command Create()
    {
        var arguments = new GatewayArguments();
        var command = new Command(
            Name,
            "Serve the Responses API, over HTTP and WebSocket, in front of a Chat Completions server until stopped. Prints the base URL when it is ready. "
            + "/healthz answers while the process runs, /readyz while it accepts requests.")
        {
            KeyCommand.Create(),
        };
        arguments.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Outcome.OfAsync(() => RunAsync(arguments, parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(GatewayArguments arguments, ParseResult parsed, CancellationToken cancellationToken)
    {
        var address = arguments.Address(parsed);
        var store = arguments.Store(parsed);
        await using var closing = store.ConfigureAwait(false);
        var options = arguments.Options(parsed, store.Store);
        using var signals = new StopSignals(static () => { });
        var server = await LoopbackServer.StartAsync(
            static application =>
            {
                application.MapResponsesGateway();
                application.MapResponsesGatewayHealth();
            },
            address.Port,
            cancellationToken,
            // More connections than requests, so that requests above the limit are answered with an error.
            new ServerLimits
            {
                MaxRequestBytes = options.Limits.MaxRequestBytes,
                MaxConnections = Math.Min(options.Limits.MaxRequests, MostRequests) + 1000,
                MaxSockets = options.Limits.MaxSockets + 1,
            },
            address.Address,
            services => services.AddResponsesGateway(options)).ConfigureAwait(false);
        await using var _ = server.ConfigureAwait(false);
        await server.RunAsync(signals.Stop).ConfigureAwait(false);
        return ExitCodes.Read;
    }
}
