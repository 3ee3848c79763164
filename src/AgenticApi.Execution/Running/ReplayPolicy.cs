namespace AgenticApi.Execution;

/// <summary>When a request whose stream broke is sent again, where neither the server can go on with it nor a tool has started.</summary>
public enum ReplayPolicy
{
    /// <summary>Where no text of the round was given out yet.</summary>
    WhenUnseen,

    /// <summary>Always: <see cref="RoundRestarted"/> says that the text of the round does not count.</summary>
    Always,
}
