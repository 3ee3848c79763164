using System.CommandLine;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary><c>agentic-api record</c>: leads a conversation with a server, and writes its cassette.</summary>
internal static class RecordCommand
{
    public const string Name = "record";

    /// <summary>How long it may take to write what came before a signal.</summary>
    public static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var options = new RecordOptions();
        var command = new Command(Name, "Lead a conversation with a server, or pass on what clients ask it (--listen), and write it as a cassette. The key is taken from the environment, and reaches no file.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Outcome.OfAsync(() => RunAsync(options, parsed, cancellationToken)));
        return command;
    }

    private static Task<int> RunAsync(RecordOptions options, ParseResult parsed, CancellationToken cancellationToken) =>
        options.Listen.IsGiven(parsed)
            ? ListenAsync(options.ListenSettings(parsed), cancellationToken)
            : LeadAsync(options, parsed, cancellationToken);

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

    private static async Task<int> LeadAsync(RecordOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = options.Settings(parsed);
        var outputs = new ToolOutputs(parsed.GetValue(options.ToolOutputs) is { } file ? RecordOptions.Read<JsonObject>(file, "--tool-outputs") : []);
        var recording = new CassetteRecording(parsed.GetValue(options.Output)!, new CassetteRecordingOptions
        {
            Server = parsed.GetValue(options.Server) ?? settings.BaseUrl.Authority,
            Redaction = CassetteRedaction.Of(settings.Key ?? ""),
            KeepTimes = parsed.GetValue(options.Times),
            // Whoever types the command means it.
            EvenInCI = true,
        });
        var exchange = parsed.GetValue(options.WebSocket) ? new SocketExchange(settings, recording) : (IExchange)new HttpExchange(settings, recording);
        await using var _ = exchange.ConfigureAwait(false);
        var conversation = new RecordedConversation(settings, outputs, exchange);
        var prompts = options.Prompts(parsed);
        if (settings.BranchFrom is not null)
        {
            // Which turn is the last must be known; otherwise each is sent as soon as it is typed.
            prompts = [.. prompts];
            if (settings.BranchFrom >= prompts.Count())
            {
                throw new UsageException("--branch-from takes a turn before the last one.");
            }
        }

        try
        {
            await LeadAsync(conversation, prompts, settings.BranchFrom is null ? null : prompts.Count(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also where a turn could not be taken: those before it are kept.
            SaySaved(recording.Cassette);
        }

        return conversation.Answers.Any(answer => answer.Ending == Ending.Truncated) ? ExitCodes.Truncated : ExitCodes.Read;
    }

    private static void SaySaved(Cassette cassette)
    {
        if (cassette.Turns.Count > 0)
        {
            Terminal.Error($"{cassette.Path}: {(cassette.Turns.Count == 1 ? "1 turn" : $"{cassette.Turns.Count} turns")} saved");
        }
    }

    /// <summary>What the server said is wrong: <c>the server answered 404 with an error: No such model. (model_not_found)</c>.</summary>
    private static string Refusal(int? status, ResponseError? error)
    {
        var words = string.Join(' ', ((string?[])[error?.Message, error?.Code is { Length: > 0 } code ? $"({code})" : null]).Where(word => !string.IsNullOrEmpty(word)));
        return $"the server answered {(status is null ? "" : $"{status} ")}with an error{(words.Length > 0 ? $": {words}" : "")}";
    }

    private static async Task LeadAsync(RecordedConversation conversation, IEnumerable<Prompt> prompts, int? last, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var (text, isGiven) in prompts)
        {
            number++;
            try
            {
                var answer = await conversation.TakeAsync(text, number == last, count => Progress.Show($"turn {number}: {count} events"), cancellationToken).ConfigureAwait(false);
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
                    // It is recorded as it came, and nobody should have to look to know.
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
            throw new UsageException("there is nothing to say: give a PROMPT, or lines on standard input.");
        }
    }
}
