namespace AgenticApi.PostgreSql;

/// <summary>Checks the times of options.</summary>
internal static class TimeBounds
{
    /// <exception cref="ArgumentException">The time is out of its bounds.</exception>
    public static void Check(TimeSpan time, TimeSpan least, TimeSpan most, string name)
    {
        if (time < least || time > most)
            throw new ArgumentException($"The time must be from {least} to {most}.", name);
    }
}
