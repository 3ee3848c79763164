using System.Runtime.CompilerServices;

namespace AgenticApi.Execution;

/// <summary>The limits and options of an agent's runs. A run that reaches a limit ends with <see cref="RunOutcome.Stopped"/>; no limit throws. Immutable.</summary>
public sealed record AgentOptions
{
    /// <summary>The options with the default values.</summary>
    public static AgentOptions Default { get; } = new();

    /// <summary>How requests continue the conversation. The default is <see cref="Continuation.Items"/>.</summary>
    public Continuation Continuation { get; init; }

    /// <summary>The maximum number of parallel calls; at least 1. The default is 8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxParallelCalls { get; init => field = AtLeast(1, value); } = 8;

    /// <summary>The maximum number of requests of a run, without repetitions; at least 1. The default is 40.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxRounds { get; init => field = AtLeast(1, value); } = 40;

    /// <summary>The maximum number of tools that a run starts; null for no limit. The default is null.</summary>
    public int? MaxToolCalls { get; init; }

    /// <summary>
    /// The maximum number of tokens of a run, as the server counts them; null for no limit. The round that exceeds it is finished. The default is
    /// null.
    /// </summary>
    public long? MaxTotalTokens { get; init; }

    /// <summary>
    /// The maximum duration of a run, over all processes that ran it; null for no limit. The round that exceeds it is finished. The time between two
    /// processes, such as the wait for a decision, does not count, and neither does the time of a process after its last record. The default is null.
    /// </summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>The number of consecutive rounds in which all calls failed, after which the run stops; at least 1. The default is 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxConsecutiveFailedRounds { get; init => field = AtLeast(1, value); } = 3;

    /// <summary>The number of consecutive rounds with equal calls, arguments and outputs, after which the run stops; at least 2. The default is 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int MaxRepeatedCalls { get; init => field = AtLeast(2, value); } = 5;

    /// <summary>
    /// Whether a run at a limit sends one more request that forbids calls (<c>tool_choice: none</c>), so that the model answers with what it has. The
    /// default is false.
    /// </summary>
    public bool AnswerAtLimit { get; init; }

    /// <summary>Whether the model gets the message of any exception of a tool, not only of a <see cref="ToolException"/>. The default is false.</summary>
    public bool DetailedErrors { get; init; }

    /// <summary>The time that a cancelled run waits for its tools. The default is 5 seconds.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When a request is repeated after its stream broke. The default is <see cref="ReplayPolicy.WhenUnseen"/>.</summary>
    public ReplayPolicy Replay { get; init; }

    /// <summary>How often a round is continued or repeated after its stream broke or the server failed; 0 for never. The default is 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxRecoveries { get; init => field = AtLeast(0, value); } = 3;

    /// <summary>
    /// The time without any bytes from the server after which a stream counts as broken; null for no limit. The default is 5 minutes. Comments of the
    /// event stream count as bytes.
    /// </summary>
    /// <remarks>It also limits how long a run polls the response of a conversation whose stream broke and that is still in progress.</remarks>
    public TimeSpan? StallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The time between two requests for a response that is still in progress. The default is 1 second.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether traces and logs contain content: messages, arguments, outputs, and the exceptions of tools. The default is false.</summary>
    public bool RecordsContent { get; init; }

    /// <summary>The options for reading responses. In strict mode, the first deviation ends the run.</summary>
    public ResponseAccumulatorOptions Reading { get; init; } = new();

    private static int AtLeast(int least, int value, [CallerMemberName] string? property = null) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{property} must be at least {least}.");
}
