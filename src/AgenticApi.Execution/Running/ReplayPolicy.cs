namespace AgenticApi.Execution;

/// <summary>When a request is repeated after its stream broke, if the server cannot resume the stream and no tool has started.</summary>
public enum ReplayPolicy
{
    /// <summary>If no text of the round has been handed out.</summary>
    WhenUnseen,

    /// <summary>Always. <see cref="RoundRestarted"/> tells the consumer to discard the text of the round.</summary>
    Always,
}
