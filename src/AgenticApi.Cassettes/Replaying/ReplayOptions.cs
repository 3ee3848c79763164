namespace AgenticApi.Cassettes;

/// <summary>How a cassette is replayed: which recorded turn answers a request, and how fast.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ReplayOptions
{
    /// <summary>What of a request must be as it was recorded; all by default. What a cassette does not say of a request is not compared.</summary>
    public RequestParts Match { get; init; } = RequestParts.All;

    /// <summary>
    /// Members of the body that are not compared: paths with dots, where <c>*</c> is any member or element: <c>metadata</c>,
    /// <c>input.*.id</c>. None by default. <c>*</c> ignores all of them, and still tells who asks for a stream (<c>stream: true</c>) from
    /// who does not; <c>stream</c> beside it ignores that too.
    /// </summary>
    public IReadOnlyList<string> IgnoredBodyMembers { get; init; } = [];

    /// <summary>A rule of one's own in place of <see cref="Match"/> and <see cref="IgnoredBodyMembers"/>: the recorded request, then the one that is made. Null by default.</summary>
    public Func<CassetteRequest, CassetteRequest, bool>? Rule { get; init; }

    /// <summary>Whether only the next turn may answer. Off by default: the first turn that matches and was not used yet answers, so that requests may run at the same time.</summary>
    public bool InOrder { get; init; }

    /// <summary>Whether a turn that was used answers again where no unused one matches. Off by default.</summary>
    public bool Repeat { get; init; }

    /// <summary>What was taken out of the recorded requests, so that it is taken out of those that are made before the two are compared; never null.</summary>
    public CassetteRedaction Redaction { get; init; } = CassetteRedaction.Default;

    /// <summary>Whether the message of a miss quotes what differs. Off by default: requests may hold what must not be in a log.</summary>
    public bool QuoteDifferences { get; init; }

    /// <summary>How fast an answer comes; at once by default.</summary>
    public ReplayPace Pace { get; init; }

    /// <summary>The clock for <see cref="Pace"/>; never null.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
