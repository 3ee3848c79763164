namespace AgenticApi.Serving.Tests.Storing;

/// <summary>The system's clock, plus an offset.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
