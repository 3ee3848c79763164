using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>What can be said to <c>agentic-api record</c>.</summary>
internal sealed class RecordOptions
{
    private readonly Argument<string[]> _prompts = new("PROMPT") { Description = "What to say, a turn each; without any, the lines of standard input. An empty one is a turn that sends only tool outputs.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _baseUrl = new("--base-url", "--upstream") { Description = "The server, up to /v1.", Required = true, HelpName = "URL" };
    private readonly Option<string> _model = new("--model") { Description = "The model, as the server names it. Needed without --listen.", HelpName = "NAME" };
    private readonly Option<string> _mode = new("--mode") { Description = "How turns hang together: chained by previous_response_id (responses), in a conversation, alone (isolation), odd turns in a conversation and even ones chained (mixed), chained to a first turn that alone is stored (store-then-not).", DefaultValueFactory = _ => "responses" };
    private readonly Option<bool> _stream = new("--stream") { Description = "Ask for a stream; the default." };
    private readonly Option<bool> _noStream = new("--no-stream") { Description = "Ask for one body." };
    private readonly Option<int?> _turns = new("--turns") { Description = "How many turns. Beyond the prompts, turns send tool outputs as long as there are calls to answer.", HelpName = "N" };
    private readonly Option<string> _tools = new("--tools") { Description = "A JSON array of tools.", HelpName = "FILE" };
    private readonly Option<string> _toolChoice = new("--tool-choice") { Description = "auto, none, required, or JSON.", HelpName = "CHOICE" };
    private readonly Option<bool> _store = new("--store") { Description = "Have the server keep the answers; the default." };
    private readonly Option<bool> _noStore = new("--no-store") { Description = "Have it keep nothing: every turn sends all that came before." };
    private readonly Option<int?> _maxOutputTokens = new("--max-output-tokens") { HelpName = "N" };
    private readonly Option<string> _instructions = new("--instructions") { HelpName = "TEXT" };
    private readonly Option<string> _set = new("--set") { Description = "Members for every request, as a JSON object: reasoning, text, include.", HelpName = "JSON" };
    private readonly Option<int?> _branchFrom = new("--branch-from") { Description = "The turn that the last one continues, in place of the one before it.", HelpName = "TURN" };
    private readonly Option<bool> _background = new("--background") { Description = "Have the server work in the background." };
    private readonly Option<int?> _interruptAfter = new("--interrupt-after") { Description = "Leave a stream after N events, and resume it with starting_after.", HelpName = "N" };
    private readonly Option<string> _keyEnv = new("--key-env") { Description = "The environment variable with the key; OPENAI_API_KEY by default, if it is set. With --listen there is no default: the clients' authorization is sent on.", HelpName = "NAME" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace the file where it is there already." };

    public RecordOptions()
    {
        _mode.AcceptOnlyFromAmong("responses", "conversation", "isolation", "mixed", "store-then-not");
        foreach (var number in (Option<int?>[])[_turns, _maxOutputTokens, _branchFrom, _interruptAfter])
        {
            number.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int?>() is <= 0)
                {
                    result.AddError($"{number.Name} takes a number, 1 or more.");
                }
            });
        }
    }

    public Option<string> Output { get; } = new("--output", "-o") { Description = "The cassette. Written whole after every turn. A link is replaced, and what it points to stays.", Required = true, HelpName = "FILE" };

    public Option<string> ToolOutputs { get; } = new("--tool-outputs") { Description = "A JSON object: for each tool's name its output, or an array of one output a call.", HelpName = "FILE" };

    public Option<bool> WebSocket { get; } = new("--websocket") { Description = "Ask over a WebSocket." };

    public Option<string> Server { get; } = new("--server") { Description = "What the cassette says of the server; its host by default.", HelpName = "TEXT" };

    public Option<bool> Times { get; } = new("--times") { Description = "Keep when each event came." };

    /// <summary>Those of a server that listens.</summary>
    public ListenOptions Listen { get; } = new();

    /// <summary>What only who leads a conversation can say.</summary>
    private Option[] OfConversation =>
    [
        _model, _mode, _stream, _noStream, _turns, _tools, _toolChoice, ToolOutputs, _store, _noStore, _maxOutputTokens,
        _instructions, _set, _branchFrom, _background, _interruptAfter, WebSocket,
    ];

    public void AddTo(Command command)
    {
        command.Add(_prompts);
        foreach (var option in (Option[])[_baseUrl, Output, .. OfConversation, _keyEnv, Server, Times, _overwrite, .. Listen.All])
        {
            command.Add(option);
        }
    }

    /// <summary>What is passed on, to where, and what is kept of it.</summary>
    /// <exception cref="UsageException">The options do not go together, or cannot be read.</exception>
    public ListenSettings ListenSettings(ParseResult parsed)
    {
        var (port, hosts, limits) = Listen.Settings(parsed, [_prompts, .. OfConversation]);
        return new ListenSettings
        {
            Upstream = Address.Of(parsed.GetValue(_baseUrl)!, _baseUrl.Name),
            Output = OutputOf(parsed),
            Server = parsed.GetValue(Server),
            KeepTimes = parsed.GetValue(Times),
            Key = parsed.GetValue(_keyEnv) is { } named ? EnvironmentKey.Of(named, _keyEnv.Name) : null,
            Port = port,
            Hosts = hosts,
            Limits = limits,
        };
    }

    /// <summary>The settings that were given.</summary>
    /// <exception cref="UsageException">They do not go together, or cannot be read.</exception>
    public RecordSettings Settings(ParseResult parsed)
    {
        UsageException.ThrowIf(parsed.GetValue(_stream) && parsed.GetValue(_noStream), "--stream and --no-stream exclude each other.");
        UsageException.ThrowIf(parsed.GetValue(_store) && parsed.GetValue(_noStore), "--store and --no-store exclude each other.");
        UsageException.ThrowIf(parsed.GetValue(_interruptAfter) is not null && parsed.GetValue(_noStream), "--interrupt-after needs a stream.");
        UsageException.ThrowIf(parsed.GetValue(WebSocket) && parsed.GetValue(_noStream), "--websocket always streams.");
        UsageException.ThrowIf(parsed.GetValue(_model) is null, "--model is missing.");
        OutputOf(parsed);
        UsageException.ThrowIf(parsed.GetValue(_branchFrom) is not null && parsed.GetValue(_mode) != "responses", "--branch-from needs --mode responses.");
        return new RecordSettings
        {
            BaseUrl = Address.Of(parsed.GetValue(_baseUrl)!, _baseUrl.Name),
            Model = parsed.GetValue(_model)!,
            Mode = Enum.Parse<RecordMode>(parsed.GetValue(_mode)!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            Stream = !parsed.GetValue(_noStream),
            Store = !parsed.GetValue(_noStore),
            Background = parsed.GetValue(_background),
            InterruptAfter = parsed.GetValue(_interruptAfter),
            BranchFrom = parsed.GetValue(_branchFrom),
            MaxOutputTokens = parsed.GetValue(_maxOutputTokens),
            Instructions = parsed.GetValue(_instructions),
            Tools = parsed.GetValue(_tools) is { } tools ? Read<JsonArray>(tools, "--tools") : null,
            ToolChoice = parsed.GetValue(_toolChoice) is { } choice ? choice is "auto" or "none" or "required" ? choice : Parse<JsonNode>(choice, "--tool-choice") : null,
            Set = parsed.GetValue(_set) is { } set ? Parse<JsonObject>(set, "--set") : null,
            Key = EnvironmentKey.Of(parsed.GetValue(_keyEnv), _keyEnv.Name),
        };
    }

    private string OutputOf(ParseResult parsed)
    {
        var output = parsed.GetValue(Output)!;
        UsageException.ThrowIf(output.Length == 0, "--output takes a file.");
        if (OutputFile.Refusal(output) is { } refusal)
        {
            throw new UsageException(refusal);
        }

        UsageException.ThrowIf(File.Exists(output) && !parsed.GetValue(_overwrite), $"{output}: is there already. Give another file, or --overwrite.");
        if (OutputFile.Unwritable(output) is { } reason)
        {
            throw new UsageException(reason);
        }

        return output;
    }

    /// <summary>The prompts, as they are given.</summary>
    public IEnumerable<Prompt> Prompts(ParseResult parsed)
    {
        var given = parsed.GetValue(_prompts) is { Length: > 0 } arguments ? arguments : Lines();
        var turns = parsed.GetValue(_turns);
        var count = 0;
        foreach (var text in given.Take(turns ?? int.MaxValue))
        {
            count++;
            yield return new Prompt(text, IsGiven: true);
        }

        for (; count < turns; count++)
        {
            yield return new Prompt("", IsGiven: false);
        }
    }

    /// <summary>The JSON in a file.</summary>
    /// <exception cref="UsageException">There is none of that kind.</exception>
    public static T Read<T>(string file, string option)
        where T : JsonNode => Parse<T>(Input.ReadText(file, option), $"{option} {file}");

    private static T Parse<T>(string json, string what)
        where T : JsonNode
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) as T ?? throw new UsageException($"{what}: is no {(typeof(T) == typeof(JsonArray) ? "JSON array" : "JSON object")}.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{what}: {(e.LineNumber is { } line ? $"the JSON breaks at line {line + 1}" : "the JSON has a member twice")}.");
        }
    }

    private static IEnumerable<string> Lines()
    {
        Terminal.SayWaiting("prompts, one a line,");
        while (Console.In.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
