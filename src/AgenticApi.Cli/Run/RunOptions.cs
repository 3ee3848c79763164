using System.CommandLine;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>The arguments and options of <c>agentic-api run</c>.</summary>
internal sealed class RunOptions
{
    private readonly Argument<string?> _prompt = new("PROMPT")
    {
        Description = "The prompt; - reads it from standard input, as does a missing prompt if standard input is not a terminal.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _baseUrl = new("--base-url") { Description = "The address of the server, up to /v1.", Required = true, HelpName = "URL" };
    private readonly Option<string> _model = new("--model") { Description = "The name of the model on the server.", Required = true, HelpName = "NAME" };
    private readonly Option<string> _instructions = new("--instructions") { Description = "The instructions for the model.", HelpName = "TEXT" };
    private readonly Option<string> _tools = new("--tools")
    {
        Description = "A file with a JSON array of tools as in a request. "
            + "The member \"command\": [PROGRAM, ARG…] of a tool is the program that runs its calls.",
        HelpName = "FILE",
    };

    private readonly Option<string> _mode = new("--mode")
    {
        Description = "Who stores the conversation: this program (items) or the server (previous-response, conversation).",
        DefaultValueFactory = _ => "items",
    };

    private readonly Option<int?> _maxRounds = new("--max-rounds") { Description = "The maximum number of requests; 40 by default.", HelpName = "N" };
    private readonly Option<int?> _maxParallel = new("--max-parallel")
    {
        Description = "The maximum number of calls that run at the same time; 8 by default.",
        HelpName = "N",
    };

    private readonly Option<string[]> _approve = new("--approve")
    {
        Description = "The name of a tool whose calls are approved, or all. Can be repeated.",
        HelpName = "NAME",
    };

    private readonly Option<string> _journal = new("--journal")
    {
        Description = "The folder that stores the run, so that it can be resumed.",
        HelpName = "FOLDER",
    };

    private readonly Option<string> _resume = new("--resume")
    {
        Description = "Continue a run of the journal, instead of a prompt. The other options must be given again.",
        HelpName = "RUN",
    };

    private readonly Option<string[]> _answer = new(GivenAnswers.Option)
    {
        Description = "Answer a waiting call of the resumed run with the content of a file; - is standard input. Can be repeated.",
        HelpName = "ROUND/POSITION=FILE",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object per line, for each event, instead of the text." };
    private readonly Option<string> _keyEnv = new("--api-key-env")
    {
        Description = "The environment variable with the key; OPENAI_API_KEY by default, if it is set.",
        HelpName = "NAME",
    };

    private readonly Option<bool?> _store = new("--store")
    {
        Description = "Whether the server stores the responses. By default, the server decides.",
        HelpName = "true|false",
    };

    public RunOptions()
    {
        _mode.AcceptOnlyFromAmong("items", "previous-response", "conversation");
        foreach (var number in (Option<int?>[])[_maxRounds, _maxParallel])
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

    public void AddTo(Command command)
    {
        command.Add(_prompt);
        foreach (var option in (Option[])
            [_baseUrl, _model, _instructions, _tools, _mode, _maxRounds, _maxParallel, _approve, _journal, _resume, _answer, _json, _keyEnv, _store])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the settings from the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="processes">The list of running processes of tools.</param>
    /// <exception cref="UsageException">Options contradict each other, or a file cannot be read.</exception>
    public RunSettings Settings(ParseResult parsed, ToolProcesses processes)
    {
        var resumed = parsed.GetValue(_resume);
        var journal = parsed.GetValue(_journal);
        UsageException.ThrowIf(resumed is not null && parsed.GetValue(_prompt) is not null, "--resume takes no prompt: the stored run has one.");
        UsageException.ThrowIf(resumed is not null && journal is null, "--resume needs --journal, the folder that stores the run.");
        UsageException.ThrowIf(journal is "", "--journal takes a folder.");
        UsageException.ThrowIf(
            parsed.GetValue(_store) == false && parsed.GetValue(_mode) != "items",
            "--store false needs --mode items: in the other modes, the server stores the conversation.");
        var answers = new GivenAnswers(parsed.GetValue(_answer) ?? []);
        UsageException.ThrowIf(!answers.IsEmpty && resumed is null, "--answer needs --resume: only a run that waits takes answers.");
        var approved = new ApprovedTools(parsed.GetValue(_approve) ?? []);
        var tools = parsed.GetValue(_tools) is { } file ? ToolsFile.Read(file, processes) : [];
        approved.Check(tools);
        return new RunSettings
        {
            BaseUrl = Address.Of(parsed.GetValue(_baseUrl)!, _baseUrl.Name),
            Model = parsed.GetValue(_model)!,
            Instructions = parsed.GetValue(_instructions),
            Tools = [.. tools.Select(tool => tool.Approve is not null && approved.Covers(tool.Name) ? tool with { Approve = static _ => Approval.Run } : tool)],
            Continuation = Enum.Parse<Continuation>(parsed.GetValue(_mode)!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            MaxRounds = parsed.GetValue(_maxRounds) ?? AgentOptions.Default.MaxRounds,
            MaxParallelCalls = parsed.GetValue(_maxParallel) ?? AgentOptions.Default.MaxParallelCalls,
            Approved = approved,
            Answers = answers,
            JournalFolder = journal,
            Resumed = resumed,
            Json = parsed.GetValue(_json),
            Key = EnvironmentKey.Of(parsed.GetValue(_keyEnv), _keyEnv.Name),
            Store = parsed.GetValue(_store),
            Prompt = resumed is null ? Prompt(parsed.GetValue(_prompt)) : "",
        };
    }

    private static string Prompt(string? given)
    {
        UsageException.ThrowIf(given is null && !Console.IsInputRedirected, "the prompt is missing: give a PROMPT, text on standard input, or --resume.");
        if (given is null or "-")
        {
            given = Input.ReadStandardInput("PROMPT").TrimEnd('\r', '\n');
        }

        UsageException.ThrowIf(given.Length == 0, "the prompt is empty.");
        return given;
    }
}
