namespace AgenticApi.Fuzzing.Running;

/// <summary>What a run has done so far.</summary>
internal sealed class Tally
{
    private long _streams;
    private long _bodies;
    private long _tags;

    public long Streams => Interlocked.Read(ref _streams);

    public long Bodies => Interlocked.Read(ref _bodies);

    public long Tags => Interlocked.Read(ref _tags);

    public void Count(bool isBody, int tags)
    {
        Interlocked.Increment(ref isBody ? ref _bodies : ref _streams);
        Interlocked.Add(ref _tags, tags);
    }
}
