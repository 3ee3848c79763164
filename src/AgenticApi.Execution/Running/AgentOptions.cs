namespace AgenticApi.Execution;

/// <summary>How an agent runs. The bounds end a run with everything kept; none of them throws.</summary>
public sealed record AgentOptions
{
    /// <summary>The defaults.</summary>
    public static AgentOptions Default { get; } = new();

    /// <summary>Who keeps the conversation; the client unless set.</summary>
    public Continuation Continuation { get; init; }

    /// <summary>How many calls run at once at most, at least 1. 8 unless set.</summary>
    public int MaxParallelCalls { get; init; } = 8;

    /// <summary>How many requests a run sends at most, at least 1; repetitions of one do not count. 40 unless set.</summary>
    public int MaxRounds { get; init; } = 40;

    /// <summary>How many tools a run starts at most; null for no bound.</summary>
    public int? MaxToolCalls { get; init; }

    /// <summary>How many tokens a run uses at most, as the server counts them; null for no bound. The round that exceeds it is finished.</summary>
    public long? MaxTotalTokens { get; init; }

    /// <summary>
    /// How long a run takes at most, all the processes together that had it; null for no bound. The round in which it is exceeded is finished. The time
    /// between two processes does not count, such as the wait for a decision, nor does what a process did after its last record.
    /// </summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>After how many rounds in a row in which every call failed the run stops. 3 unless set; at least 1.</summary>
    public int MaxConsecutiveFailedRounds { get; init; } = 3;

    /// <summary>After how many rounds in a row with the same calls, the same arguments and the same outputs the run stops. 5 unless set; at least 2.</summary>
    public int MaxRepeatedCalls { get; init; } = 5;

    /// <summary>Whether at a limit one last request goes out that forbids calls (<c>tool_choice: none</c>), so that the model answers with what it has.</summary>
    public bool AnswerAtLimit { get; init; }

    /// <summary>Whether the model is told the message of any exception of a tool. Otherwise only that of a <see cref="ToolException"/>.</summary>
    public bool DetailedErrors { get; init; }

    /// <summary>How long a cancelled run waits for its tools. 5 seconds unless set.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When a request whose stream broke is sent again.</summary>
    public ReplayPolicy Replay { get; init; }

    /// <summary>How often a round is taken up again after its stream broke or the server failed, before the run ends. 3 unless set; 0 for never.</summary>
    public int MaxRecoveries { get; init; } = 3;

    /// <summary>After how long a silence a stream counts as broken; null for never. 5 minutes unless set. Comments of the server are no silence.</summary>
    /// <remarks>For as long, the response of a conversation is asked for whose stream broke and that is still in progress.</remarks>
    public TimeSpan? StallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What is waited between two looks at a response that is still in progress. 1 second unless set.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether traces and logs hold content: messages, arguments, outputs, and the exceptions of tools. They hold none unless set.</summary>
    public bool RecordsContent { get; init; }

    /// <summary>How the responses are read. Strict reading would end a run at the first deviation.</summary>
    public ResponseAccumulatorOptions Reading { get; init; } = new();
}
