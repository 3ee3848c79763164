namespace AgenticApi.Fuzzing.Promises;

/// <summary>How a promise was broken.</summary>
/// <param name="Kind">What is the same for every input that breaks it in this way; two breaches of one kind are one fault.</param>
/// <param name="Detail">What is particular to this input.</param>
internal sealed record Breach(string Kind, string Detail = "")
{
    /// <summary>An exception that should not have escaped; where it was thrown tells faults apart.</summary>
    public static Breach Of(Exception e) => new($"{e.GetType().Name} in {Place(e)}", e.Message);

    private static string Place(Exception e) =>
        new System.Diagnostics.StackTrace(e).GetFrames()
            .Select(frame => frame.GetMethod())
            .FirstOrDefault(method => method?.DeclaringType?.Assembly == typeof(Response).Assembly) is { } found
            ? $"{found.DeclaringType!.Name}.{found.Name}"
            : "the framework";
}
