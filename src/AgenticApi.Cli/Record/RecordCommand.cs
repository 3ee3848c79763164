using System.CommandLine;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>The command <c>agentic-api record</c>: has a conversation with a server, or listens to clients, and writes a cassette.</summary>
internal static class RecordCommand
{
    public const string Name = "record";

    /// <summary>The time to write the cassette after a signal.</summary>
    public static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var options = new RecordOptions();
        var command = new Command(
            Name,
            "Have a conversation with a server, or pass on the requests of other clients (--listen), and write it to a cassette. "
                + "The key is read from the environment and is not written to any file.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Outcome.OfAsync(() => RunAsync(options, parsed, cancellationToken)));
        return command;
    }

    private static Task<int> RunAsync(RecordOptions options, ParseResult parsed, CancellationToken cancellationToken) =>
        options.Listen.IsGiven(parsed)
            ? ListenAsync(options.ListenSettings(parsed), cancellationToken)
            : ConverseAsync(options, parsed, cancellationToken);

    private static async Task<int> ListenAsync(ListenSettings settings, CancellationToken cancellationToken)
    {
        var proxy = await RecordingProxy.StartAsync(settings, cancellationToken).ConfigureAwait(false);
        await using (proxy.ConfigureAwait(false))
        {
            await proxy.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        Progress.End($"{proxy.Count} turns in {settings.Output}");
        return proxy.HasFailed ? ExitCodes.Unreadable : ExitCodes.Read;
    }

    private static async Task<int> ConverseAsync(RecordOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = options.Settings(parsed);
        var outputs = new ToolOutputs(parsed.GetValue(options.ToolOutputs) is { } file ? RecordOptions.Read<JsonObject>(file, "--tool-outputs") : []);
        var recording = new CassetteRecording(parsed.GetValue(options.Output)!, new CassetteRecordingOptions
        {
            Server = parsed.GetValue(options.Server) ?? settings.BaseUrl.Authority,
            Redaction = CassetteRedaction.Of(settings.Key ?? ""),
            KeepTimes = parsed.GetValue(options.Times),
            // Recording is disabled in CI by default, but a user who runs this command wants to record.
            EvenInCI = true,
        });
        var exchange = parsed.GetValue(options.WebSocket) ? new SocketExchange(settings, recording) : (IExchange)new HttpExchange(settings, recording);
        await using var _ = exchange.ConfigureAwait(false);
        var conversation = new RecordedConversation(settings, outputs, exchange);
        var prompts = options.Prompts(parsed);
        if (settings.BranchFrom is not null)
        {
            // The number of turns must be known. Otherwise, each prompt is sent as soon as it is typed.
            prompts = [.. prompts];
            if (settings.BranchFrom >= prompts.Count())
            {
                throw new UsageException("--branch-from takes a turn before the last one.");
            }
        }

        try
        {
            await SendAsync(conversation, prompts, settings.BranchFrom is null ? null : prompts.Count(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // If a turn cannot be sent, the cassette still has the turns before it.
            ReportSaved(recording.Cassette);
        }

        return conversation.Answers.Any(answer => answer.Ending == Ending.Truncated) ? ExitCodes.Truncated : ExitCodes.Read;
    }

    private static void ReportSaved(Cassette cassette)
    {
        if (cassette.Turns.Count > 0)
        {
            Terminal.Error($"{cassette.Path}: {(cassette.Turns.Count == 1 ? "1 turn" : $"{cassette.Turns.Count} turns")} saved");
        }
    }

    /// <summary>Returns the message of the server: <c>the server answered 404 with an error: No such model. (model_not_found)</c>.</summary>
    private static string Refusal(int? status, ResponseError? error)
    {
        string?[] parts = [error?.Message, error?.Code is { Length: > 0 } code ? $"({code})" : null];
        var text = string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part)));
        return $"the server answered {(status is null ? "" : $"{status} ")}with an error{(text.Length > 0 ? $": {text}" : "")}";
    }

    private static async Task SendAsync(RecordedConversation conversation, IEnumerable<Prompt> prompts, int? last, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var (text, isGiven) in prompts)
        {
            number++;
            try
            {
                var answer = await conversation.SendAsync(
                    text, number == last, count => Progress.Show($"turn {number}: {count} events"), cancellationToken).ConfigureAwait(false);
                if (answer is null && isGiven)
                {
                    throw new InputException("there is nothing to send: no prompt, and no call to answer.");
                }

                if (answer is null)
                {
                    return;
                }

                if (answer.Ending is Ending.Errored or Ending.Failed)
                {
                    // The turn is recorded, but the user should not have to open the cassette to notice the error.
                    Terminal.Error($"turn {number}: {Refusal(conversation.Status, answer.Response.Error)}");
                }

                Progress.End($"turn {number}: {Wire.Name(answer.Ending)}, {ReplayTable.Tally(answer.Response.Output.Select(item => item.Type))}");
            }
            catch (Exception e) when (e is InputException or HttpRequestException)
            {
                throw new InputException($"turn {number}: {e.Message}");
            }
        }

        if (number == 0)
        {
            throw new UsageException("the prompt is missing: give a PROMPT, or lines on standard input.");
        }
    }
}
