using System.CommandLine;
using AgenticApi.Gateway;
using AgenticApi.Serving;

namespace AgenticApi.Cli;

/// <summary><c>agentic-api gateway</c>: the Responses API in front of a Chat Completions server.</summary>
internal static class GatewayCommand
{
    public static Command Create()
    {
        var upstream = new Option<string>("--upstream") { Description = "The Chat Completions server, up to /v1.", Required = true, HelpName = "URL" };
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0, the default, takes a free one.", HelpName = "N" };
        var parse = new Option<string[]>("--parse") { Description = $"What the model's raw text holds, reasoning or tool calls: {TextBlocks.Description}. May be given again. Calls are looked for if the request has tools.", HelpName = "KIND" };
        parse.AcceptOnlyFromAmong(TextBlocks.Names);
        var key = new Option<string>("--key-env") { Description = "The environment variable with the key for that server. Without it, the client's authorization is sent on.", HelpName = "NAME" };
        var command = new Command("gateway", "Serve the Responses API on 127.0.0.1 in front of a Chat Completions server, until stopped. Its base URL is printed once it listens.")
        {
            upstream, port, parse, key,
        };
        command.SetAction((parsed, cancellationToken) => Outcome.OfAsync(() => RunAsync(
            parsed.GetValue(upstream)!, parsed.GetValue(port), parsed.GetValue(parse) ?? [], parsed.GetValue(key), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string upstream, int port, string[] kinds, string? key, CancellationToken cancellationToken)
    {
        var options = new ResponsesGatewayOptions
        {
            Upstream = Address.Of(upstream, "--upstream"),
            Key = key is null ? null : Environment.GetEnvironmentVariable(key) ?? throw new UsageException($"--key-env: the environment variable {key} is not set."),
            Parser = kinds.Length == 0 ? null : request => new ModelTextParser(new ModelTextParserOptions { Request = request }, kinds.Select(TextBlocks.Create)),
        };
        var server = await LoopbackServer.StartAsync(application => application.MapResponsesGateway(options), port, cancellationToken).ConfigureAwait(false);
        await using var _ = server.ConfigureAwait(false);
        await server.RunAsync(cancellationToken).ConfigureAwait(false);
        return ExitCodes.Read;
    }
}
