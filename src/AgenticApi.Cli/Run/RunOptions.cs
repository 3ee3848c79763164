using System.CommandLine;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>What can be said to <c>agentic-api run</c>.</summary>
internal sealed class RunOptions
{
    private readonly Argument<string?> _prompt = new("PROMPT") { Description = "What the user says; - is standard input, as is no prompt where that is no terminal.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _baseUrl = new("--base-url") { Description = "The server, up to /v1.", Required = true, HelpName = "URL" };
    private readonly Option<string> _model = new("--model") { Description = "The model, as the server names it.", Required = true, HelpName = "NAME" };
    private readonly Option<string> _instructions = new("--instructions") { Description = "What the model is told of its task.", HelpName = "TEXT" };
    private readonly Option<string> _tools = new("--tools") { Description = "A JSON array of tools as they stand in a request; \"command\": [PROGRAM, ARG…] beside them says what runs.", HelpName = "FILE" };
    private readonly Option<string> _mode = new("--mode") { Description = "Who keeps the conversation: this program (items), or the server (previous-response, conversation).", DefaultValueFactory = _ => "items" };
    private readonly Option<int?> _maxRounds = new("--max-rounds") { Description = "How many requests at most; 40 by default.", HelpName = "N" };
    private readonly Option<int?> _maxParallel = new("--max-parallel") { Description = "How many calls run at once at most; 8 by default.", HelpName = "N" };
    private readonly Option<string[]> _approve = new("--approve") { Description = "A tool whose calls need no further approval, or all. May be given again.", HelpName = "NAME" };
    private readonly Option<string> _journal = new("--journal") { Description = "Where the run is kept, so that it can be resumed.", HelpName = "FOLDER" };
    private readonly Option<string> _resume = new("--resume") { Description = "Go on with a run of the journal, in place of a prompt. Give the other options again.", HelpName = "RUN" };
    private readonly Option<string[]> _answer = new(GivenAnswers.Option) { Description = "The output of a call that waits in the resumed run: the call as the run named it, and a file, - for standard input. May be given again.", HelpName = "ROUND/POSITION=FILE" };
    private readonly Option<bool> _json = new("--json") { Description = "A JSON object a line for each event, in place of the text." };
    private readonly Option<string> _keyEnv = new("--api-key-env") { Description = "The environment variable with the key; OPENAI_API_KEY by default, if it is set.", HelpName = "NAME" };
    private readonly Option<bool?> _store = new("--store") { Description = "Whether the server keeps the responses; its own choice by default.", HelpName = "true|false" };

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

    /// <summary>The settings that were given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="processes">Where the processes of tools are noted.</param>
    /// <exception cref="UsageException">They do not go together, or cannot be read.</exception>
    public RunSettings Settings(ParseResult parsed, ToolProcesses processes)
    {
        var resumed = parsed.GetValue(_resume);
        var journal = parsed.GetValue(_journal);
        UsageException.ThrowIf(resumed is not null && parsed.GetValue(_prompt) is not null, "--resume takes no prompt: the run has one.");
        UsageException.ThrowIf(resumed is not null && journal is null, "--resume needs --journal, the folder that the run is kept in.");
        UsageException.ThrowIf(journal is "", "--journal takes a folder.");
        UsageException.ThrowIf(parsed.GetValue(_store) == false && parsed.GetValue(_mode) != "items", "--store false needs --mode items: otherwise the server keeps the conversation.");
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
        UsageException.ThrowIf(given is null && !Console.IsInputRedirected, "there is nothing to say: give a PROMPT, text on standard input, or --resume.");
        if (given is null or "-")
        {
            given = Input.ReadStandardInput("PROMPT").TrimEnd('\r', '\n');
        }

        UsageException.ThrowIf(given.Length == 0, "there is nothing to say: the prompt is empty.");
        return given;
    }
}
