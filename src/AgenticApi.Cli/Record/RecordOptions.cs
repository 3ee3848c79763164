using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>The arguments and options of <c>agentic-api record</c>.</summary>
internal sealed class RecordOptions
{
    private readonly Argument<string[]> _prompts = new("PROMPT")
    {
        Description = "The prompts, one per turn. Without prompts, the lines of standard input. An empty prompt is a turn that sends only tool outputs.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _baseUrl = new("--base-url", "--upstream")
    {
        Description = "The address of the server, up to /v1.",
        Required = true,
        HelpName = "URL",
    };

    private readonly Option<string> _model = new("--model")
    {
        Description = "The name of the model on the server. Required without --listen.",
        HelpName = "NAME",
    };

    private readonly Option<string> _mode = new("--mode")
    {
        Description = "How turns continue each other. responses: by previous_response_id; conversation: all in one conversation; "
            + "isolation: not at all; mixed: odd turns in a conversation, even turns by previous_response_id; "
            + "store-then-not: all continue the first turn, and only the first is stored.",
        DefaultValueFactory = _ => "responses",
    };

    private readonly Option<bool> _stream = new("--stream") { Description = "Request a stream; the default." };
    private readonly Option<bool> _noStream = new("--no-stream") { Description = "Request one body instead of a stream." };
    private readonly Option<int?> _turns = new("--turns")
    {
        Description = "The number of turns. After the prompts, turns answer calls as long as there are any.",
        HelpName = "N",
    };

    private readonly Option<string> _tools = new("--tools") { Description = "A file with a JSON array of tools.", HelpName = "FILE" };
    private readonly Option<string> _toolChoice = new("--tool-choice") { Description = "auto, none, required, or JSON.", HelpName = "CHOICE" };
    private readonly Option<bool> _store = new("--store") { Description = "The server stores the responses; the default." };
    private readonly Option<bool> _noStore = new("--no-store")
    {
        Description = "The server does not store the responses. Each turn sends the items of the turns before it.",
    };

    private readonly Option<int?> _maxOutputTokens = new("--max-output-tokens")
    {
        Description = "The maximum number of output tokens of a response.",
        HelpName = "N",
    };

    private readonly Option<string> _instructions = new("--instructions") { Description = "The instructions for the model.", HelpName = "TEXT" };
    private readonly Option<string> _set = new("--set")
    {
        Description = "A JSON object with other members of each request, such as reasoning, text or include.",
        HelpName = "JSON",
    };

    private readonly Option<int?> _branchFrom = new("--branch-from")
    {
        Description = "The turn that the last turn continues, instead of the turn before it.",
        HelpName = "TURN",
    };

    private readonly Option<bool> _background = new("--background") { Description = "The server creates the responses in the background." };
    private readonly Option<int?> _interruptAfter = new("--interrupt-after")
    {
        Description = "Close a stream after N events, and resume it with starting_after.",
        HelpName = "N",
    };

    private readonly Option<string> _keyEnv = new("--key-env")
    {
        Description = "The environment variable with the key; OPENAI_API_KEY by default, if it is set. "
            + "With --listen, there is no default, and the Authorization header of the client is sent.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an existing file." };

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

    public Option<string> Output { get; } = new("--output", "-o")
    {
        Description = "The cassette. The complete file is written after each turn. A link is replaced, not followed.",
        Required = true,
        HelpName = "FILE",
    };

    public Option<string> ToolOutputs { get; } = new("--tool-outputs")
    {
        Description = "A file with a JSON object: the name of each tool with its output, or with an array with one output per call.",
        HelpName = "FILE",
    };

    public Option<bool> WebSocket { get; } = new("--websocket") { Description = "Send the requests over a WebSocket." };

    public Option<string> Server { get; } = new("--server")
    {
        Description = "The name of the server in the cassette; its host by default.",
        HelpName = "TEXT",
    };

    public Option<bool> Times { get; } = new("--times") { Description = "Record the time of each event." };

    /// <summary>The options of <c>--listen</c>.</summary>
    public ListenOptions Listen { get; } = new();

    /// <summary>The options that cannot be used with <c>--listen</c>.</summary>
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

    /// <summary>Reads the settings of <c>--listen</c> from the command line.</summary>
    /// <exception cref="UsageException">Options contradict each other or are invalid.</exception>
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

    /// <summary>Reads the settings of a conversation from the command line.</summary>
    /// <exception cref="UsageException">Options contradict each other, or a file cannot be read.</exception>
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
            ToolChoice = parsed.GetValue(_toolChoice) switch
            {
                null => null,
                "auto" or "none" or "required" => parsed.GetValue(_toolChoice),
                var json => Parse<JsonNode>(json, "--tool-choice"),
            },
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

        UsageException.ThrowIf(File.Exists(output) && !parsed.GetValue(_overwrite), $"{output}: already exists. Give another file, or --overwrite.");
        if (OutputFile.Unwritable(output) is { } reason)
        {
            throw new UsageException(reason);
        }

        return output;
    }

    /// <summary>Returns the prompts. Lines of standard input are returned as they are read.</summary>
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

    /// <summary>Reads the JSON of a file.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="option">The option that names the file, for messages.</param>
    /// <exception cref="UsageException">The file cannot be read, is not JSON, or is JSON of another type.</exception>
    public static T Read<T>(string file, string option)
        where T : JsonNode => Parse<T>(Input.ReadText(file, option), $"{option} {file}");

    private static T Parse<T>(string json, string what)
        where T : JsonNode
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) as T
                ?? throw new UsageException($"{what}: is not a {(typeof(T) == typeof(JsonArray) ? "JSON array" : "JSON object")}.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{what}: {(e.LineNumber is { } line ? $"the JSON breaks at line {line + 1}" : "the JSON has a member twice")}.");
        }
    }

    private static IEnumerable<string> Lines()
    {
        Terminal.ReportWaiting("prompts, one per line,");
        while (Console.In.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
